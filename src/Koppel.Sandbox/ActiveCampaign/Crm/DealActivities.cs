using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Crm;

/// <summary><c>/dealActivities</c>: what happened to deals. Nobody writes them; they come along with other changes.</summary>
internal static class DealActivities
{
    static readonly string[] Mail = ["email", "connection_email", "LinkData"];

    public static readonly Resource Resource = new("dealActivities", "dealActivity", "DealActivity",
        Computed("d_id", Kind.Number, (_, row) => row.IdOf("deal")), Computed("d_stageid", Kind.Number, (_, row) => row.IdOf("stage")),
        Computed("userid", Kind.Number, (_, row) => row.IdOf("user")),
        Number("dataId"), Text("dataType"), Text("dataAction"), Text("dataOldval"), Created("cdate"), Created("sortdate"),
        Flag("isAddtask"), Flag("deleted"), Number("seriesid"),
        Links("deal", "stage", "user", "automation", "activity"), Id(), Reference("deal"), Reference("stage"), Reference("user", 1),
        Reference("automation"))
    {
        Verbs = Verbs.List | Verbs.One,
        Filters =
        [
            Filter.Equal("deal").AsParameter(), Filter.Equal("data_type", "dataType"), Filter.Equal("data_id", "dataId"),
            new Filter("exclude", (_, _) => (_, row) => !Mail.Contains(((Record)row).Text("dataType"))).AsParameter(),
        ],
        Nested = [Nested.Under("deals", "dealActivities", "deal")],
    };

    /// <summary>Records that something was added to a deal, or the deal itself.</summary>
    public static void Add(Store store, Record deal, string type, int id, DateTime now) =>
        store.Table(Resource).Add(now, ("deal", deal.Id), ("dataType", type), ("dataId", id), ("dataAction", "add"));

    /// <summary>Gives a value of a deal another one, and records it.</summary>
    public static void Change(Store store, Record deal, string column, int value, DateTime now)
    {
        Changed(store, deal, column, deal.Text(column), value, now);
        deal[column] = value;
        deal.Updated = now;
    }

    /// <summary>Records that a value of a deal was changed.</summary>
    public static void Changed(Store store, Record deal, string column, string before, int value, DateTime now) =>
        store.Table(Resource)
            .Add(now, ("deal", deal.Id), ("dataType", column), ("dataId", value), ("dataAction", "change"), ("dataOldval", before));
}
