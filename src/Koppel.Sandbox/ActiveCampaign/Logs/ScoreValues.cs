using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.State;
using static Koppel.Sandbox.ActiveCampaign.Declared.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Logs;

/// <summary><c>/scoreValues</c>: how many points a contact or a deal has in a score. Rules give points, clients do not.</summary>
static class ScoreValues
{
    public static readonly Resource Resource = new("scoreValues", "scoreValue", "ScoreValue",
        Reference("score"), Reference("contact"), Reference("deal"), Created("cdate"), Updated("mdate"), Number("scoreValue"),
        Links("score", "deal", "contact"), Id())
    {
        Verbs = Verbs.List | Verbs.One,
        Nested =
        [
            Nested.OfContact("scoreValues", (store, contact) => store.Table(Resource!).Where("contact", contact.Id)),
            new("deals/{id}/scoreValues", (store, id) => store.Table(Crm.Deals.Resource).Find(id), "Deal",
                (_, store, deal) => store.Table(Resource!).Where("deal", deal.Id)),
        ],
    };

    /// <summary>The points of a deal in a score; null when it has none.</summary>
    public static long? Of(Store store, Record deal, int score) =>
        Array.Find(store.Table(Resource).Where("deal", deal.Id), row => row.IdOf("score") == score)?.Number("scoreValue");
}
