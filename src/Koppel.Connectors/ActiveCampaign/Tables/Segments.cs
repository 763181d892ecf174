using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Tables;

/// <summary>
/// The segments: the older list with numbers, which nobody documents and a live account answered in 2026-08; and the newer service, whose
/// reference is that of segments V2 (2026-08). The newer service has no list of its own: saved segments are listed as audiences, with their
/// latest counts. Its times are true UTC.
/// </summary>
internal static class Segments
{
    /// <summary>The older list.</summary>
    public static readonly RestTable Table = new("segments", Item: "segment")
    {
        Description = "The segments with their numbers, by which contacts are asked for and campaigns are sent",
        Path = "segments",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"), ReadOnlyColumns.Text("name"), ReadOnlyColumns.Text("logic", "and or or"),
            ReadOnlyColumns.Flag("hidden", "Whether it is there for a campaign only"), ReadOnlyColumns.Id("seriesid", "automations"),
            ReadOnlyColumns.Text("segmentid_v2", "The same segment's id in segmentsV2") with { References = "segmentsV2" },
            .. ReadOnlyColumns.Stamps,
        ],
        Filters = [Filter.ById("id", "segments/{id}")],
        Refusals = Refusals.ReadOnly("segment", "Insert, update or delete it in segmentsV2; it then stands here too."),
    };

    /// <summary>The newer service.</summary>
    public static readonly RestTable V2 = new("segmentsV2", Item: "data")
    {
        Description = "The segments with their conditions; one without a name is kept for a day",
        Path = "segmentsV2",
        Unlisted = "ActiveCampaign's API tells segmentsV2 one at a time. Say which, as in where id in (select id from audiences@ac), or "
            + "join them with audiences.",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.TextKey("id"),
            Column.Text("name") with { Field = "attributes.name", IgnoresCase = true, Description = "The name of a saved segment" },
            Column.Text("description") with { Field = "attributes.description" },
            Column.Text("segment_condition_group_operator") with { Field = "attributes.segment_condition_group_operator", Required = true,
                Description = "and or or, between the groups", Example = "and" },
            Column.Json("segment_condition_groups") with { Field = "attributes.segment_condition_groups", Required = true, Example = "[]" },
            Column.Json("segment_conditions") with { Field = "attributes.segment_conditions", Required = true, Example = "[]" },
            Column.Json("meta") with { Field = "attributes.meta", Example = "{}", Description = "What a client keeps with it" },
            ReadOnlyColumns.Text("category") with { Field = "attributes.category" },
            ReadOnlyColumns.Text("segment_hash") with { Field = "attributes.segment_hash" },
            ReadOnlyColumns.Id("user_id", "users") with { Field = "attributes.user_id" },
            ReadOnlyColumns.Created("created_date") with { Field = "attributes.created_date" },
        ],
        Filters = [Filter.ById("id", "segmentsV2/{id}")],
        Insert = RowCall.Post("segmentsV2") with { Body = BodyShape.List, Envelope = "data", Inside = "attributes" },
        Update = RowCall.Put("segmentsV2/{id}") with { Body = BodyShape.List, Envelope = "data", Inside = "attributes" },
        Delete = RowCall.Delete("segmentsV2/{id}"),
    };

    /// <summary>The saved segments with their counts.</summary>
    public static readonly RestTable Saved = new("audiences", Item: "data")
    {
        Description = "The saved segments with how many contacts they had when that was last counted",
        Path = "audiences",
        List = "data",
        Paging = Pages.ByNumber,
        Columns =
        [
            Column.TextKey("id"),
            ReadOnlyColumns.Text("name") with { Field = "attributes.name" },
            ReadOnlyColumns.Text("category") with { Field = "attributes.category" },
            ReadOnlyColumns.Json("counts", "The last counts, of all and of active contacts") with { Field = "attributes.counts" },
            ReadOnlyColumns.Created("created_date") with { Field = "attributes.created_date" },
            ReadOnlyColumns.Changed("updated_date") with { Field = "attributes.updated_date" },
            ReadOnlyColumns.Time("last_used_date", "When it was last used") with { Field = "attributes.last_used_date" },
        ],
        Filters = [Filter.ById("id", "audiences/{id}"), Filter.Query("name", "search", Match.Inexact)],
        Refusals = Refusals.ReadOnly("audience", "It is a saved segment: insert, update or delete it in segmentsV2."),
    };
}
