using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Tables;

/// <summary>
/// The tags. Source: the API's reference of tags (2026-08) and recorded answers (2020 to 2021). Names are unique for a type, and the
/// account's database compares them without case.
/// </summary>
internal static class Tags
{
    /// <summary>The declaration.</summary>
    public static readonly RestTable Table = new("tags", Item: "tag")
    {
        Description = "The tags that contacts can have",
        Path = "tags",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"),
            Column.Text("tag") with { Required = true, IgnoresCase = true, HoldsNames = true,
                Description = "The name; upper and lower case are the same tag" },
            Column.Text("tagType") with { Description = "contact or template; a new tag that names none is a contact's",
                Example = "contact" },
            Column.Text("description"),
            ReadOnlyColumns.Number("subscriber_count", "How many contacts have it") with { CountsUses = true },
            ReadOnlyColumns.Created("cdate"),
            ReadOnlyColumns.Aside(ReadOnlyColumns.Flag("deleted")),
            .. ReadOnlyColumns.Stamps,
        ],
        Filters =
        [
            Filter.ById("id", "tags/{id}"),
            Filter.Query("tag", "filters[search][eq]", Match.Inexact),
        ],
        Identity = ["tag", "tagType"],
        Defaults = new Dictionary<string, string> { ["tagType"] = "contact" }, // Without it the tag is created, and shown nowhere.
        // Seen live in 2026-06: 201 for a new one, 200 with the one that is there.
        Insert = RowCall.Post("tags") with { StatusWhenThere = 200 },
        Update = RowCall.Put("tags/{id}"),
        Delete = RowCall.Delete("tags/{id}"),
    };
}
