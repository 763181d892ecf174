using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Logs;

/// <summary><c>/scoreValues</c>: how many points a contact or a deal has in a score. Rules give points, clients do not.</summary>
internal static class ScoreValues
{
    public static readonly Resource Resource = new("scoreValues", "scoreValue", "ScoreValue",
        Reference("score"), Reference("contact"), Reference("deal"), Created("cdate"), Updated("mdate"), Number("scoreValue"),
        Links("score", "deal", "contact"), Id())
    {
        Verbs = Verbs.List | Verbs.One,
        Nested =
        [
            Nested.OfContact("scoreValues", (store, contact) => store.Table(Resource!).Where("contact", contact.Id)),
            Nested.Under("deals", "scoreValues", "deal"),
        ],
    };

    /// <summary>The points of a deal in a score; null when it has none.</summary>
    public static long? Of(Store store, Record deal, int score) =>
        Array.Find(store.Table(Resource).Where("deal", deal.Id), row => row.IdOf("score") == score)?.Number("scoreValue");
}
