using Koppel.Sandbox.Control.Calls;
using Koppel.Sandbox.Faults;
using Koppel.Sandbox.Http;
using Koppel.Sandbox.Salesforce;

namespace Koppel.Sandbox.Control.Salesforce;

/// <summary>All that the control door of the Salesforce sandbox answers.</summary>
internal static class OrgRoutes
{
    public static ControlTable Of(SalesforceOrg org, OrgControl control, Traffic traffic, FaultPlan faults, Replay replay)
    {
        var faultActs = new FaultActs(faults, FaultRule.ParseSalesforce);
        return new(
            new("stats", _ => control.Stats()),
            new("log", _ => traffic.Recent()),
            new("log/{id}", call => OrgRequestPage.Read(traffic, call.Id)),
            new("POST", "log/{id}/replay", replay.HandleAsync),
            new("pulse", _ => control.Pulse()),
            new("objects", _ => ObjectsPage.Read(org.Data)),
            new("records", call => RecordsPage.Read(org.Data, call)),
            new("record", call => RecordPage.Read(org.Data, call)),
            new("jobs", _ => JobsPage.Read(org)),
            new("job", call => JobsPage.Read(org, call)),
            new("faults", _ => faultActs.Read()),
            new("PUT", "faults", faultActs.SetAsync),
            new("limits", _ => control.Limits()),
            new("PUT", "limits", control.SetLimitsAsync),
            new("fields", _ => control.Fields()),
            new("PUT", "fields", control.HideFieldsAsync),
            new("POST", "sessions/expire", control.ExpireAsync),
            new("POST", "reset", control.ResetAsync));
    }
}
