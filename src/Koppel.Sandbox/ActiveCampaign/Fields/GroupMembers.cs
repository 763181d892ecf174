using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Fields;

/// <summary>
/// <c>/groupMembers</c>: in which group a custom field is shown. A newer service: true numbers, and a PUT without an envelope.
/// </summary>
internal static class GroupMembers
{
    public static readonly Resource Resource = new("groupMembers", "groupMember", "GroupDefinition",
    [
        RealId(), Real("group_id", 1).Echoed().ShownAsKept(), Real("rel_id").Echoed().ShownAsKept(),
        Real("ordernum").Echoed().ShownAsKept(),
        Real("created_by", 1).ReadOnly().In(Shown.Created | Shown.Changed),
        Real("updated_by", 1).ReadOnly().In(Shown.Created | Shown.Changed),
        LinksTo(("groupDefinition", row => $"groupDefinitions/{row.Text("group_id")}")),
    ])
    {
        CreateStatus = 200,
        NotFound = _ => Errors.Titled(404, "Not Found"),
        Filters = [Filter.Equal("group_id").AsParameter(), Filter.Equal("rel_id").AsParameter(), Filter.Equal("group_id"),
            Filter.Equal("rel_id")],
        Sideloads =
            [Sideload.Of("groupDefinitions", Shown.List, "groupDefinitions", (store, member) => [DefinitionOf(store, (Record)member)!])],
        Check = Check,
        Saved = writing =>
            writing.Record["ordernum"] ??= (long)writing.Store.Table(Resource!).Where("group_id", writing.Record.IdOf("group_id")).Length,
        Calls = set =>
            [new("PUT", "groupMembers/{id}", call => set["groupMembers"].Change(call, call.Body.Member("groupMember") ?? call.Body))],
    };

    /// <summary>Takes a field of contacts out of its groups.</summary>
    public static void Forget(Store store, int field)
    {
        foreach (var member in store.Table(Resource).Where("rel_id", field))
        {
            if (DefinitionOf(store, member)?.IdOf("type_id") == GroupDefinitions.OfContacts) store.Table(Resource).Remove(member);
        }
    }

    static Record? DefinitionOf(Store store, Record member) => store.Table(GroupDefinitions.Resource).Find(member.IdOf("group_id"));

    static Answer? Check(Writing writing)
    {
        if (writing.IdOf("rel_id") == 0)
        {
            return Errors.Message(403,
                "Client error: `POST https://escape-velocity-grouper.cluster-private.app-us1.com/member` resulted in a `400 Bad Request` "
                    + "response:\n"
                + "{\"message\": {\"rel_id\": \"rel_id is required\"}}\n\n");
        }

        var group = writing.Sent("group_id") is null && writing.IsNew ? 1 : writing.IdOf("group_id");
        return writing.Store.Table(GroupDefinitions.Resource).Find(group) is null ? Errors.NotFound("GroupDefinition", group) : null;
    }
}
