using Koppel.Sandbox.ActiveCampaign.Declared;

namespace Koppel.Sandbox.ActiveCampaign.Resources;

/// <summary>All declared resources, written out.</summary>
static class Declarations
{
    public static readonly Resource[] All =
    [
        Users.Resource,
        UserGroups.Resource,
        UserPermissions.Resource,
        Groups.Resource,
        GroupLimits.Resource,
        Lists.Resource,
        ListGroups.Resource,
        ContactLists.Resource,
        Fields.Resource,
        FieldOptions.Resource,
        FieldRels.Resource,
        FieldValues.Resource,
    ];
}
