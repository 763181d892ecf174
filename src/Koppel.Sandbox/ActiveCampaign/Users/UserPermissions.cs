using Koppel.Sandbox.ActiveCampaign.Declared;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Users;

/// <summary>What a user may do with conversations. They stand beside users.</summary>
internal static class UserPermissions
{
    public static readonly Resource Resource =
        new("userConversationsPermissions", "userConversationsPermission", "UserConversationsPermission",
    [
        Number("user"), Flag("permission"),
        Created("created_timestamp"), Updated("updated_timestamp"), Links("user"), Id(),
    ])
    {
        Verbs = Verbs.List | Verbs.One,
    };
}
