using Koppel.Sandbox.ActiveCampaign.Declared;

namespace Koppel.Sandbox.ActiveCampaign.Users;

/// <summary>The resources of users and their groups.</summary>
internal static class UserDeclarations
{
    public static readonly Resource[] All =
    [
        UserRows.Resource,
        UserGroups.Resource,
        UserPermissions.Resource,
        Groups.Resource,
        GroupLimits.Resource,
    ];
}
