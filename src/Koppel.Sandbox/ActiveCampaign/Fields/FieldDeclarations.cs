using Koppel.Sandbox.ActiveCampaign.Declared;

namespace Koppel.Sandbox.ActiveCampaign.Fields;

/// <summary>The resources of the custom fields of contacts.</summary>
internal static class FieldDeclarations
{
    public static readonly Resource[] All =
    [
        FieldRows.Resource,
        FieldOptions.Resource,
        GroupDefinitions.Resource,
        GroupMembers.Resource,
        FieldRels.Resource,
        FieldValues.Resource,
    ];
}
