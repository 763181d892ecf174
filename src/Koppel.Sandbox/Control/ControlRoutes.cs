using Koppel.Sandbox.ActiveCampaign;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Webhooks;
using Koppel.Sandbox.Control.Calls;
using Koppel.Sandbox.Control.Pages;
using Koppel.Sandbox.Faults;
using Koppel.Sandbox.Http;

namespace Koppel.Sandbox.Control;

/// <summary>All that the control door of the ActiveCampaign sandbox answers.</summary>
internal static class ControlRoutes
{
    public static ControlTable Of(
        SandboxState state, SandboxData data, WebhookPublisher webhooks, Traffic traffic, FaultPlan faults, Replay replay)
    {
        var states = new StateActs(data, webhooks, traffic, faults);
        var faultActs = new FaultActs(faults, FaultRule.Parse);
        var mails = new MailActs(state);
        return new(
            new("stats", _ => data.Stats()),
            new("log", _ => traffic.Recent()),
            new("log/{id}", call => RequestPage.Read(state, traffic, call.Id)),
            new("POST", "log/{id}/replay", replay.HandleAsync),
            new("pulse", _ => Pulse.Read(state, traffic, faults)),
            new("contacts", call => ContactsPage.Read(state, call)),
            new("contacts/{id}", call => ContactPage.Read(state, call.Id)),
            new("tags", _ => TagsPage.Read(state)),
            new("tags/cross", call => CrossTable.Read(state, call)),
            new("lists", _ => ListsPage.Read(state)),
            new("accounts", call => AccountsPage.Read(state, call)),
            new("accounts/{id}", call => AccountsPage.Read(state, call.Id)),
            new("segments", _ => SegmentsPage.Read(state)),
            new("segments/{id}", call => SegmentPage.Read(state, call)),
            new("campaigns", _ => CampaignsPage.Read(state)),
            new("POST", "campaigns/{id}/send", mails.SendCampaignAsync),
            new("outbox", call => OutboxPage.Read(state, call)),
            new("outbox/{id}", call => MailPage.Read(state, call.Id)),
            new("GET", "outbox/{id}/eml", call => MailPage.SendFileAsync(state, call)),
            new("GET", "outbox/{id}/html", call => MailPage.SendHtmlAsync(state, call)),
            new("GET", "unsubscribe", mails.AskToLeaveAsync),
            new("POST", "unsubscribe", mails.UnsubscribeAsync),
            new("automations", _ => AutomationsPage.Read(state)),
            new("automations/starts", call => StartsPage.Read(state, call)),
            new("POST", "automations", mails.AddAutomationAsync),
            new("faults", _ => faultActs.Read()),
            new("PUT", "faults", faultActs.SetAsync),
            new("GET", "snapshot", states.SendSnapshotAsync),
            new("PUT", "snapshot", states.RestoreAsync),
            new("webhooks", _ => webhooks.Latest()),
            new("POST", "rows", new RowActs(state).AddAsync),
            new("POST", "reset", states.ResetAsync),
            new("POST", "seed", states.SeedAsync));
    }
}
