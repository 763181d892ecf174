using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Webhooks;
using Koppel.Sandbox.ActiveCampaign.Wire;
using static Koppel.Sandbox.ActiveCampaign.Declared.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Crm;

/// <summary><c>/dealTasktypes</c>, with a small t: a call, a mail, a lunch. One that has tasks is not deleted.</summary>
static class DealTasktypes
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
        Tells = CrmEvents.Tasktype,
        Begin = store =>
        {
            foreach (var title in (string[])["Call", "Email", "Lunch"])
                store.Table(Resource!).Add(SeedData.Begin, ("title", title), ("udate", SeedData.Begin));
        },
        Calls = set =>
        [
            new("PUT", "dealTasktypes/{id}/dealTasks", call => Move(set, call)),
            new("DELETE", "dealTasktypes/{id}",
                call => TasksOf(set.Store, call.Id).Length > 0 ? Answer.Text(403, "{}") : set["dealTasktypes"].Delete(call)),
        ],
    };

    static Record[] TasksOf(Store store, int type) => store.Table(DealTasks.Resource).Where("dealTasktype", type);

    /// <summary>Gives all tasks of a type another one.</summary>
    static Answer Move(ResourceSet set, ApiCall call)
    {
        var table = set.Store.Table(Resource);
        if (table.Find(call.Id) is null) return set["dealTasktypes"].NotFound(call.Id);
        if (table.Find(call.Body.Member("dealTask").Member("dealTasktype").Id() ?? 0) is not { } target)
            return CrmErrors.Unknown("dealTasktype");
        var tasks = TasksOf(set.Store, call.Id);
        foreach (var task in tasks) (task["dealTasktype"], task.Updated) = ((long)target.Id, set.State.Now);
        var deals = tasks.Where(task => task.Text("reltype") == "Deal")
            .Select(task => set.Store.Table(Deals.Resource).Find(task.IdOf("relid"))).OfType<Record>().Distinct().ToArray();
        return Answer.Of(200, json =>
        {
            if (deals.Length > 0) Deals.WriteList(set, json, deals);
            json.Name("dealTasks"u8).BeginArray();
            foreach (var task in tasks) set["dealTasks"].Writer.Write(json, task, Shown.List);
            json.EndArray();
        });
    }
}
