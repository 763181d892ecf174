using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.Wire;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Fields;

/// <summary>
/// <c>/groupDefinitions</c>: the groups in which custom fields are shown; one each for contacts, deals and accounts is always there.
/// </summary>
internal static class GroupDefinitions
{
    /// <summary>The type of the groups for fields of contacts.</summary>
    public const int OfContacts = 1;

    static readonly (int Type, string Label)[] Always =
        [(OfContacts, "{**DEFAULT**}"), (2, "{**DEAL_DEFAULT**}"), (3, "{**ACCOUNT_DEFAULT**}")];

    public static readonly Resource Resource = new("groupDefinitions", "groupDefinition", "GroupDefinition",
    [
        RealId(), Real("type_id", 1).AlsoSentAs("groupType").Echoed().ShownAsKept(),
        Text("label").Required("The group label was not provided."), Real("ordernum").Echoed(),
        Real("created_by", 1).ReadOnly().In(Shown.Created | Shown.Changed),
        Real("updated_by", 1).ReadOnly().In(Shown.Created | Shown.Changed),
        LinksTo(("groupMembers", row => $"groupMembers?group_id={row.Id}"), ("groupType", row => $"groupTypes/{row.Text("type_id")}")),
    ])
    {
        CreateStatus = 200,
        NotFound = id => Errors.NotFound("GroupDefinition", id),
        Cascades = [new("groupMembers", "group_id")],
        Saved = writing => writing.Record["ordernum"] ??= (long)writing.Store.Table(Resource!).Count,
        Begin = store =>
        {
            foreach (var (type, label) in Always) store.Table(Resource!)
                .Add(SeedData.Begin, ("type_id", type), ("label", label), ("ordernum", type));
        },
    };
}
