using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Tables;

/// <summary>
/// In which group a custom field is shown. Source: the API's reference of groupMembers (2026-08) for what is sent, the keys of a live
/// account (2026-08) for what comes back; that <c>group_id</c> narrows the list, the links of the groups. A change wants the field each
/// time.
/// </summary>
internal static class GroupMembers
{
    /// <summary>The declaration.</summary>
    public static readonly RestTable Table = new("groupMembers", Item: "groupMember")
    {
        Description = "In which group a custom field is shown; it has its values in any",
        Path = "groupMembers",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"),
            Column.BigInt("group_id") with { Description = "Id of the group; 1 is the usual one of contacts", Example = "1" },
            Column.BigInt("rel_id") with { Required = true, References = "fields" },
            Column.BigInt("ordernum") with { Description = "Its place in the group; left out, the last" },
        ],
        Filters = [Filter.ById("id", "groupMembers/{id}"), Filter.Query("group_id", "group_id", Match.Inexact)],
        Identity = ["group_id", "rel_id"],
        Defaults = new Dictionary<string, string> { ["group_id"] = "1" },
        Insert = RowCall.Post("groupMembers"),
        Update = RowCall.Put("groupMembers/{id}") with { Body = BodyShape.Bare, Also = ["group_id", "rel_id"] },
        Delete = RowCall.Delete("groupMembers/{id}"),
    };
}
