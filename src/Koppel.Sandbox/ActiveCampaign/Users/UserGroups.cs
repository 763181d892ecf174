using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Users;

/// <summary>Which user is in which group. They stand beside users; nothing writes them of themselves.</summary>
internal static class UserGroups
{
    public static readonly Resource Resource = new("userGroups", "userGroup", "UserGroup",
    [
        Number("userid"), Number("groupid"), Created("cdate"), Updated("udate"), Links("group", "user"), Id(),
        Computed("group", Kind.Reference, (_, row) => row["groupid"]), Computed("user", Kind.Reference, (_, row) => row["userid"]),
    ])
    {
        Verbs = Verbs.List | Verbs.One,
    };
}
