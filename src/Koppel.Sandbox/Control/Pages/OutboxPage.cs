using Koppel.Sandbox.ActiveCampaign.Automations;
using Koppel.Sandbox.ActiveCampaign.Campaigns;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Mails;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.Control.Calls;

namespace Koppel.Sandbox.Control.Pages;

/// <summary>The mails that the real system would have sent, newest first.</summary>
/// <param name="Total">How many there were.</param>
/// <param name="Kept">How many are kept to be read.</param>
/// <param name="Offset">The first of the page.</param>
/// <param name="Mails">The page.</param>
internal sealed record OutboxPage(long Total, int Kept, int Offset, IReadOnlyList<OutboxPage.Row> Mails)
{
    const int Size = 50;

    /// <summary>The page; of one campaign, automation or contact where the call asks for it.</summary>
    public static OutboxPage Read(SandboxState state, ControlCall call) => state.Use(() =>
    {
        var (campaign, automation, contact) = (call.Number("campaign"), call.Number("automation"), call.Number("contact"));
        var found = state.Store.Outbox.Mails.Reverse()
            .Where(
                mail => (campaign == 0 || mail.Campaign == campaign) && (automation == 0 || mail.Automation == automation)
                    && (contact == 0 || mail.Contact == contact)).ToArray();
        var offset = Math.Max(0, call.Number("offset"));
        return new OutboxPage(
            state.Store.Outbox.Total, found.Length, offset, [.. found.Skip(offset).Take(Size).Select(mail => Row.Of(state, mail))]);
    });

    /// <summary>One mail in the list.</summary>
    internal sealed record Row(long Id, DateTime Sent, int Contact, string To, string Subject, int Campaign, int Automation, string Why)
    {
        public static Row Of(SandboxState state, Mail mail) =>
            new(mail.Id, mail.Sent, mail.Contact, mail.To, mail.Subject, mail.Campaign, mail.Automation, mail.Campaign > 0
            ? $"campaign {mail.Campaign}, {state.Store.Table(CampaignRows.Resource).Find(mail.Campaign)?.Text("name")}"
            : $"automation {mail.Automation}, {state.Store.Automations.Rows.Find(mail.Automation)?.Name}");
    }
}
