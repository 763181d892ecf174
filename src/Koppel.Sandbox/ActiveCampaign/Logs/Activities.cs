using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.Wire;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Logs;

/// <summary>
/// <c>/activities</c>: what happened around contacts: one, or all where the account lists them. Mail, calls and notes end up here.
/// </summary>
internal static class Activities
{
    public static readonly Resource Resource = new("activities", "activity", "Activity",
        Created("tstamp"), Number("subscriberid"), Text("reference_type"), Number("reference_id"), Text("reference_action"),
        Json("jsonData"), Number("userid", 1), Text("permission"), Text("referenceModelName"),
        Json("notes"), Json("recipients"), Computed("reference", Kind.Json, (_, row) => (Action<PhpJson>)(json => json
            .BeginObject().Name("type"u8).Text(row.Text("referenceModelName")).Name("id"u8).Text(row.IdOf("reference_id")).EndObject())),
        Computed("user", Kind.Number, (_, row) => row.IdOf("userid")), Id())
    {
        Verbs = Verbs.None,
        Filters = [Filter.Equal("contact", "subscriberid").AsParameter(),
            Filter.OfMoment("after", row => row.Created, (moment, limit) => moment > limit).AsParameter()],
        Orders = ["tstamp"],
        Calls = set => [
            new("GET", "activities",
                call => set.Options.ActivitiesNeedContact && call.Query.Number("contact") is null
                    ? Answer.Text(400, "{}")
                    : set["activities"].List(call))],
    };
}
