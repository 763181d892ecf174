using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Crm;

/// <summary>What can be done with a type of tasks and its tasks: one that has some is not deleted, and they can be given another.</summary>
internal static class TasktypeCalls
{
    public static IEnumerable<Route> Routes(ResourceSet set) =>
    [
        new("PUT", "dealTasktypes/{id}/dealTasks", call => Move(set, call)),
        new("DELETE", "dealTasktypes/{id}",
            call => TasksOf(set.Store, call.Id).Length > 0 ? Answer.Text(403, "{}") : set["dealTasktypes"].Delete(call)),
    ];

    static Record[] TasksOf(Store store, int type) => store.Table(DealTasks.Resource).Where("dealTasktype", type);

    /// <summary>Gives all tasks of a type another one.</summary>
    static Answer Move(ResourceSet set, ApiCall call)
    {
        var table = set.Store.Table(DealTasktypes.Resource);
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
