using Koppel.Sandbox.ActiveCampaign.Automations;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Lists;
using Koppel.Sandbox.ActiveCampaign.Mails;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.Control.Pages;

/// <summary>What happened by itself: the automations, and who went through them.</summary>
/// <param name="Started">How many starts there were.</param>
/// <param name="KeptQuiet">How many <c>exclude_automations</c> kept from happening.</param>
/// <param name="Mails">How many mails automations sent.</param>
/// <param name="Automations">The automations.</param>
internal sealed record AutomationsPage(int Started, int KeptQuiet, int Mails, IReadOnlyList<AutomationsPage.Row> Automations)
{
    public static AutomationsPage Read(SandboxState state) => state.Use(() =>
    {
        var set = state.Store.Automations;
        var mails = 0;
        foreach (var enrolment in set.Enrolments.All) mails += enrolment.Mails;
        return new AutomationsPage(
            set.Enrolments.Count, set.KeptQuiet, mails, [.. set.Rows.All.ToArray().Select(automation => Row.Of(state.Store, automation))]);
    });

    /// <summary>One automation.</summary>
    internal sealed record Row(
        int Id, string Name, IReadOnlyList<string> Starts, IReadOnlyList<string> Steps, bool EntersAgain, int Entered)
    {
        public static Row Of(Store store, Automation automation) => new(
            automation.Id,
            automation.Name,
            [.. automation.Starts.Select(start => Words(store, start))],
            [.. automation.Steps.Select(step => Words(store, step))],
            automation.EntersAgain,
            automation.Entered);
    }

    /// <summary>What starts it, in words.</summary>
    public static string Words(Store store, AutomationStart start) => start.Kind == StartKind.TagAdded
        ? $"it got the tag '{store.Tags.Find(start.Target)?.Name}'"
        : $"it subscribed to '{store.Table(ListRows.Resource).Find(start.Target)?.Text("name")}'";

    static string Words(Store store, AutomationStep step) => step.Kind switch
    {
        StepKind.SendMessage => $"sends '{store.Table(MessageRows.Resource).Find(step.Target)?.Text("subject")}'",
        StepKind.AddTag => $"gives the tag '{store.Tags.Find(step.Target)?.Name}'",
        _ => $"takes the tag '{store.Tags.Find(step.Target)?.Name}'",
    };
}
