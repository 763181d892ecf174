using System.Text.Json;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Users;
using Koppel.Sandbox.ActiveCampaign.Wire;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Crm;

/// <summary><c>/dealGroups</c>: pipelines. A new one has three stages.</summary>
internal static class DealGroups
{
    public static readonly Resource Resource = new("dealGroups", "dealGroup", "DealGroup",
    [
        Text("title").Required("The dealGroup title was not provided."),
        Text("currency").Required("The dealGroup currency was not provided."),
        Number("autoassign", 1), Flag("allusers"), Flag("allgroups", true), Text("win_probability_initialize_date", null).ReadOnly(),
        Created("cdate"), Updated("udate"),
        Computed("stages", Kind.Json, (store, group) => StagesById(store, group.Id).Select(stage => stage.Id))
            .In(Shown.List | Shown.One | Shown.Created),
        Computed("dealGroupUsers", Kind.Json, (store, group) => UsersOf(store, group.Id).Select(user => user.Id))
            .In(Shown.Created | Shown.Changed),
        Computed("dealGroupGroups", Kind.Json, (store, group) => GroupsOf(store, group.Id).Select(one => one.IdOf("d_groupid")))
            .In(Shown.Created | Shown.Changed),
        Computed("count", Kind.Number, (store, group) => store.Table(Deals.Resource).Where("group", group.Id).Length)
            .In(Shown.List | Shown.One).Since(Ages.August2026),
        Text("source", null).ReadOnly().In(Shown.List | Shown.One).Since(Ages.August2026),
        Links("stages", "dealGroupUsers", "dealGroupGroups", "winProbabilityFeatures"), Id(),
    ])
    {
        CreatedOrder = ["cdate", "udate", "links", "stages", "dealGroupUsers", "dealGroupGroups", "id"],
        Filters =
        [
            Filter.Contains("title"),
            new("have_stages", (_, wanted) => (store, group) => StagesOf(store, group.Id).Any() == (wanted == "1")),
        ],
        Orders = ["title", new("popular", "count")],
        Sideloads =
        [
            Sideload.Of("dealStages", Shown.List | Shown.One | Shown.Created, "dealStages", (store, group) => StagesById(store, group.Id)),
            Sideload.Of("dealGroupUsers", Shown.Created | Shown.Changed, "dealGroupUsers", (store, group) => UsersOf(store, group.Id)),
            Sideload.Of("dealGroupGroups", Shown.Created | Shown.Changed, "dealGroupGroups", (store, group) => GroupsOf(store, group.Id)),
        ],
        Cascades = [new("dealStages", "group"), new("dealGroupUsers", "dealGroup"), new("dealGroupGroups", "d_groupid")],
        Saved = Saved,
        Tells = Told,
        Calls = set => [new("GET", "dealGroup/get_inaccessible_deal_groups", call => Inaccessible(set, call))],
    };

    /// <summary>Puts a pipeline in a store, with its three stages.</summary>
    public static Record Add(Store store, string title, string currency, DateTime now)
    {
        var group = store.Table(Resource).Add(now, ("title", title), ("currency", currency));
        DealStages.AddFirst(store, group, now);
        return group;
    }

    /// <summary>The stages of a pipeline, in their order.</summary>
    public static IEnumerable<Record> StagesOf(Store store, int group) =>
        store.Table(DealStages.Resource).Where("group", group).OrderBy(stage => stage.Number("order"));

    /// <summary>The stages as answers list them.</summary>
    static Record[] StagesById(Store store, int group) => store.Table(DealStages.Resource).Where("group", group);

    /// <summary>Whether a user may see what is in a pipeline. Deals outlive theirs, and then nobody may.</summary>
    public static bool IsOpenTo(Store store, int group, int user)
    {
        if (store.Table(Resource).Find(group) is not { } pipeline) return false;
        if (pipeline.Is("allgroups")) return true;
        var mine = store.Table(UserGroups.Resource).Where("userid", user).Select(membership => membership.IdOf("groupid")).ToHashSet();
        return GroupsOf(store, group).Any(one => mine.Contains(one.IdOf("groupid")));
    }

    /// <summary>The user whose turn it is to get a deal; 0 when the pipeline gives deals to nobody.</summary>
    public static int NextOwner(Store store, Record group)
    {
        if (group.Number("autoassign") == 0) return 0;
        var users = group.Is("allusers")
            ? store.Table(UserRows.Resource).All.ToArray().Select(user => user.Id)
            : UsersOf(store, group.Id).Select(one => one.IdOf("user"));
        var deals = store.Table(Deals.Resource).Where("group", group.Id);
        // Whoever has the least: by number, or by value when the pipeline says so.
        return users.DefaultIfEmpty(0)
            .MinBy(
                user => deals.Where(deal => deal.IdOf("owner") == user)
                    .Sum(deal => group.Number("autoassign") == 2 ? deal.Number("value") : 1));
    }

    static Record[] UsersOf(Store store, int group) => store.Table(DealGroupUsers.Resource).Where("dealGroup", group);

    static Record[] GroupsOf(Store store, int group) => store.Table(DealGroupGroups.Resource).Where("d_groupid", group);

    static void Saved(Writing writing)
    {
        if (writing.IsNew) DealStages.AddFirst(writing.Store, writing.Record, writing.Now, writing.Set.Options.IsBefore(Ages.July2020));
        Replace(writing, "users", DealGroupUsers.Resource, "dealGroup", "user");
        Replace(writing, "groups", DealGroupGroups.Resource, "d_groupid", "groupid");
    }

    /// <summary>Puts the members that were sent in place of those that are there.</summary>
    static void Replace(Writing writing, string key, Resource members, string ours, string theirs)
    {
        if (writing.Body.Member(key) is not { ValueKind: JsonValueKind.Array } sent) return;
        var table = writing.Store.Table(members);
        foreach (var old in table.Where(ours, writing.Record.Id)) table.Remove(old);
        foreach (JsonElement? id in sent.EnumerateArray())
        {
            if (id.Id() is { } found) table.Add(writing.Now, (ours, writing.Record.Id), (theirs, found));
        }
    }

    static Answer Inaccessible(ResourceSet set, ApiCall call)
    {
        if (call.Query.Number("userId") is not { } user) return Refuse("Parameter userId is required.");
        if (call.Query.Numbers("dealIds") is not { } deals) return Refuse("Parameter dealIds is required.");
        if (set.Store.Table(UserRows.Resource).Find(user) is null) return Refuse("User was not found.");
        var groups = deals.Select(id => set.Store.Table(Deals.Resource).Find(id)?.IdOf("group") ?? 0).Distinct()
            .Where(group => !IsOpenTo(set.Store, group, user));
        return Answer.Of(200, json =>
        {
            json.Name("dealGroups"u8).BeginArray();
            foreach (var group in groups.Select(set.Store.Table(Resource).Find).OfType<Record>())
                set["dealGroups"].Writer.Write(json, group, Shown.Beside);
            json.EndArray();
        });

        static Answer Refuse(string detail) => Errors.WithStatus(422, "Invalid Input Parameter", detail);
    }

    static ContactEvent? Told(Writing writing) => !writing.IsNew ? null
        : new("deal_pipeline_add",
            form => form.Add("pipeline[id]", writing.Record.Id).Add("pipeline[title]", writing.Record.Text("title")));
}
