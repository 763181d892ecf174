using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Logs;

/// <summary><c>/contactGoals</c>: goals of automations that contacts reached.</summary>
internal static class ContactGoals
{
    public static readonly Resource Resource = new("contactGoals", "contactGoal", "SubscriberGoal",
        Number("goalid"), Number("seriesid"), Number("subscriberid"), Number("subscriberseriesid"), Number("timespan"), Created("tstamp"),
        Links("goal", "automation", "contact", "contactAutomation", "contactGoalLists", "contactGoalTags"), Id(),
        Computed("goal", Kind.Number, (_, row) => row.IdOf("goalid")),
        Computed("automation", Kind.Number, (_, row) => row.IdOf("seriesid")),
        Computed("contact", Kind.Number, (_, row) => row.IdOf("subscriberid")),
        Computed("contactAutomation", Kind.Number, (_, row) => row.IdOf("subscriberseriesid")))
    {
        Verbs = Verbs.List | Verbs.One,
        Nested = [Nested.OfContact("contactGoals", (store, contact) => store.Table(Resource!).Where("subscriberid", contact.Id))],
    };
}
