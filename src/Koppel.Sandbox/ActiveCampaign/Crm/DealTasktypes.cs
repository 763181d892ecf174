using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.Wire;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Crm;

/// <summary><c>/dealTasktypes</c>, with a small t: a call, a mail, a lunch. One that has tasks is not deleted.</summary>
internal static class DealTasktypes
{
    public static readonly Resource Resource = new("dealTasktypes", "dealTasktype", "DealTasktype",
    [
        Number("defduration"), Flag("status"), Text("title").Required("The dealTasktype title was not provided."),
        Moment("cdate").ReadOnly().Echoed(), Moment("udate").ReadOnly().Echoed(), Number("created_by").ReadOnly().Echoed(),
        Reference("updated_by").ReadOnly(),
        Created("created_utc_timestamp").In(Shown.Rows), Updated("updated_utc_timestamp").In(Shown.Rows), Number("display_order"),
        Computed("outcomes", Kind.Json, (store, type) => TasktypeOutcomeRels.Of(store, type.Id).Select(rel => rel.IdOf("outcome_id")))
            .In(Shown.List | Shown.One).Since(Ages.August2026),
        Links("dealTasks", "tasktypeOutcomeRels"), Id(),
    ])
    {
        Uniques =
            [new("title", _ => CrmErrors.Several([("A task type with the same title already exists.", "field_invalid", "", "title")]))],
        Cascades = [new("tasktypeOutcomeRels", "tasktype_id")],
        Saved = writing =>
        {
            var type = writing.Record;
            type["udate"] = writing.Now;
            if (writing.IsNew) (type["cdate"], type["created_by"]) = (writing.Now, 1L);
            else type["updated_by"] = 1L;
        },
        Tells = Told,
        Begin = store =>
        {
            foreach (var title in (string[])["Call", "Email", "Lunch"])
                store.Table(Resource!).Add(SeedData.Begin, ("title", title), ("udate", SeedData.Begin));
        },
    };

    static ContactEvent? Told(Writing writing) => !writing.IsNew ? null
        : new("deal_tasktype_add",
            form => form.Add("tasktype[id]", writing.Record.Id).Add("tasktype[title]", writing.Record.Text("title")));
}
