using Koppel.Sandbox.ActiveCampaign.Automations;
using Koppel.Sandbox.ActiveCampaign.Mails;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.Faults;
using Koppel.Sandbox.Http;

namespace Koppel.Sandbox.Control.Pages;

/// <summary>A few figures that tell an open page whether something has happened.</summary>
/// <param name="Generation">Another one after each reset, seed and snapshot.</param>
/// <param name="Calls">API calls.</param>
/// <param name="Throttled">Those that a limit refused.</param>
/// <param name="Changes">Changes of contacts.</param>
/// <param name="Contacts">Contacts held.</param>
/// <param name="Mails">Mails in the outbox, those that are not kept included.</param>
/// <param name="Starts">Starts of automations.</param>
/// <param name="Faults">Faults that are set.</param>
internal sealed record Pulse(int Generation, long Calls, long Throttled, long Changes, int Contacts, long Mails, int Starts, int Faults)
{
    public static Pulse Read(SandboxState state, Traffic traffic, FaultPlan faults)
    {
        var (calls, _, throttled) = traffic.Counts();
        return state.Use(() => new Pulse(
            state.Generation,
            calls,
            throttled,
            state.Store.Journal.Total,
            state.Store.Contacts.Rows.Count,
            state.Store.Outbox.Total,
            state.Store.Automations.Enrolments.Count,
            faults.Rules.Count));
    }
}
