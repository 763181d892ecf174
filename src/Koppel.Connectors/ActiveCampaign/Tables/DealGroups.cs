using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Tables;

/// <summary>
/// The pipelines and their stages. Source: the API's reference of dealGroups and dealStages (2026-08), recorded answers (2020) and the keys
/// of a live account (2026-08).
/// </summary>
internal static class DealGroups
{
    /// <summary>The pipelines.</summary>
    public static readonly RestTable Table = new("dealGroups", Item: "dealGroup")
    {
        Description = "The pipelines; a new one gets the stages To Contact, In Contact and Follow Up by itself",
        Path = "dealGroups",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"),
            Column.Text("title") with { Required = true, IgnoresCase = true, Description = "The name; a pipeline is known by it" },
            Column.Text("currency") with { Required = true, Description = "The currency of its deals, three letters", Example = "eur" },
            Column.Boolean("allusers") with { Description = "Whether all users see it" },
            Column.Boolean("allgroups") with { Description = "Whether all groups of users see it" },
            Column.Boolean("autoassign") with { Description = "Whether new deals get their owners in turn" },
            Column.BigIntList("users") with { References = "users", Form = ValueForm.Quoted, WriteOnly = true,
                Description = "Ids of the users who see it" },
            Column.BigIntList("groups") with { References = "groups", Form = ValueForm.Quoted, WriteOnly = true,
                Description = "Ids of the groups that see it" },
            ReadOnlyColumns.Ids("stages", "Ids of its stages"),
            ReadOnlyColumns.Number("count", "How many deals it has"),
            ReadOnlyColumns.Text("source"),
            ReadOnlyColumns.Time("win_probability_initialize_date"),
            ReadOnlyColumns.Created("cdate"),
            ReadOnlyColumns.Changed("udate"),
        ],
        Filters = [Filter.ById("id", "dealGroups/{id}"), Filter.Query("title", "filters[title]", Match.Inexact)],
        Identity = ["title"],
        Insert = RowCall.Post("dealGroups"),
        Update = RowCall.Put("dealGroups/{id}"),
        Delete = RowCall.Delete("dealGroups/{id}"),
    };

    /// <summary>The stages.</summary>
    public static readonly RestTable Stages = new("dealStages", Item: "dealStage")
    {
        Description = "The stages of pipelines",
        Path = "dealStages",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"),
            Column.BigInt("group") with { Form = ValueForm.Quoted, Required = true, References = "dealGroups" },
            Column.Text("title") with { Required = true, IgnoresCase = true, Description = "The name, known in its pipeline" },
            Column.BigInt("order") with { Description = "Its place in the pipeline" },
            Column.Text("color") with { Description = "Six hexadecimal digits", Example = "18D499" },
            Column.BigInt("width") with { Example = "280" },
            Column.Text("dealOrder") with { Description = "How its deals are put in order", Example = "next-action DESC" },
            Column.Text("cardRegion1"),
            Column.Text("cardRegion2"),
            Column.Text("cardRegion3"),
            Column.Text("cardRegion4"),
            Column.Text("cardRegion5"),
            ReadOnlyColumns.Created("cdate"),
            ReadOnlyColumns.Changed("udate"),
        ],
        Filters =
        [
            Filter.ById("id", "dealStages/{id}"),
            Filter.Query("title", "filters[title]", Match.Inexact),
            Filter.Query("group", "filters[d_groupid]", Match.Inexact),
        ],
        Identity = ["group", "title"],
        Insert = RowCall.Post("dealStages"),
        Update = RowCall.Put("dealStages/{id}"),
        Delete = RowCall.Delete("dealStages/{id}"),
    };
}
