using Koppel.Sandbox.Control.Calls;
using Koppel.Sandbox.Faults;
using Koppel.Sandbox.Http;

namespace Koppel.Sandbox.Control.Salesforce;

/// <summary>All that the control door of the Salesforce sandbox answers.</summary>
internal static class OrgRoutes
{
    public static ControlTable Of(OrgControl org, Traffic traffic, FaultPlan faults, Replay replay)
    {
        var faultActs = new FaultActs(faults, FaultRule.ParseSalesforce);
        return new(
            new("stats", _ => org.Stats()),
            new("log", _ => traffic.Recent()),
            new("log/{id}", call => OrgRequestPage.Read(traffic, call.Id)),
            new("POST", "log/{id}/replay", replay.HandleAsync),
            new("pulse", _ => org.Pulse()),
            new("faults", _ => faultActs.Read()),
            new("PUT", "faults", faultActs.SetAsync),
            new("limits", _ => org.Limits()),
            new("PUT", "limits", org.SetLimitsAsync),
            new("POST", "sessions/expire", org.ExpireAsync),
            new("POST", "reset", org.ResetAsync));
    }
}
