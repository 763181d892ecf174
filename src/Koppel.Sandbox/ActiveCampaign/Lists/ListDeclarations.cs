using Koppel.Sandbox.ActiveCampaign.Declared;

namespace Koppel.Sandbox.ActiveCampaign.Lists;

/// <summary>The resources of lists.</summary>
internal static class ListDeclarations
{
    public static readonly Resource[] All =
    [
        // Its path looks like the id of a list.
        Exclusions.Resource,
        ListRows.Resource,
        ListGroups.Resource,
        ContactLists.Resource,
    ];
}
