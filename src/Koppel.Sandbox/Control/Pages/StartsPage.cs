using Koppel.Sandbox.ActiveCampaign.Automations;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.Control.Calls;

namespace Koppel.Sandbox.Control.Pages;

/// <summary>The starts of automations, newest first: who, through what, why and by which call.</summary>
internal sealed record StartsPage(int Total, int Offset, IReadOnlyList<StartsPage.Row> Starts)
{
    const int Size = 50;

    /// <summary>The page; of one automation, contact or call where the query names it.</summary>
    public static StartsPage Read(SandboxState state, ControlCall call) => state.Use(() =>
    {
        var (automation, contact, cause) = (call.Number("automation"), call.Number("contact"), call.Number("call"));
        var found = new List<Enrolment>();
        foreach (var one in state.Store.Automations.Enrolments.All)
        {
            if ((automation == 0 || one.Automation.Id == automation) && (contact == 0 || one.Contact.Id == contact)
                && (cause == 0 || one.Cause?.Call == cause)) found.Add(one);
        }

        found.Reverse();
        var offset = Math.Max(0, call.Number("offset"));
        return new StartsPage(found.Count, offset, [.. found.Skip(offset).Take(Size).Select(one => Row.Of(state.Store, one))]);
    });

    /// <summary>One start.</summary>
    /// <param name="Id">The id of the contactAutomation.</param>
    /// <param name="Automation">The automation.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Contact">Who.</param>
    /// <param name="Email">The address.</param>
    /// <param name="Why">What started it.</param>
    /// <param name="Call">The number of the call in the log; null when it came in a snapshot without one.</param>
    /// <param name="Route">The call.</param>
    /// <param name="Time">When.</param>
    /// <param name="Mails">How many mails it sent.</param>
    /// <param name="MailsLeftOut">How many it did not send, because the contact is active on no list.</param>
    internal sealed record Row(
        int Id, int Automation, string Name, int Contact, string Email, string Why, long? Call, string? Route, DateTime Time, int Mails,
        int MailsLeftOut)
    {
        public static Row Of(Store store, Enrolment one) => new(
            one.Id,
            one.Automation.Id,
            one.Automation.Name,
            one.Contact.Id,
            one.Contact.Email,
            one.Start is { } start ? AutomationsPage.Words(store, start) : "it was enrolled",
            one.Cause?.Call,
            one.Cause?.Route,
            one.Created,
            one.Mails,
            one.MailsLeftOut);
    }
}
