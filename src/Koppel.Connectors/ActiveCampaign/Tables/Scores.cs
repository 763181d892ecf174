using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Tables;

/// <summary>
/// Scores and what contacts and deals have of them. Source: the API's reference of scores and scoreValues (2026-08). Values have no list of
/// their own: those of contacts stand beside the contacts, as recorded in 2020 and 2021.
/// </summary>
internal static class Scores
{
    /// <summary>The scores.</summary>
    public static readonly RestTable Table = new("scores", Item: "score")
    {
        Description = "The scores that contacts and deals can have",
        Path = "scores",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"), ReadOnlyColumns.Text("name"), ReadOnlyColumns.Text("descript", "What gives points"),
            ReadOnlyColumns.Text("reltype", "contact or deal"), ReadOnlyColumns.Number("status", "1 active"),
            ReadOnlyColumns.Created("cdate"), ReadOnlyColumns.Changed("mdate"),
        ],
        Filters = [Filter.ById("id", "scores/{id}")],
        Refusals = Refusals.ReadOnly("score", "Work on it in ActiveCampaign's own pages, under Contacts, Scoring."),
    };

    /// <summary>What contacts have.</summary>
    public static readonly RestTable Values = new("scoreValues", Item: "scoreValue")
    {
        Description = "The scores of contacts",
        Path = "contacts",
        Beside = "contacts",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"), ReadOnlyColumns.Id("score", "scores"), ReadOnlyColumns.Id("contact", "contacts"),
            ReadOnlyColumns.Id("deal", "deals"), ReadOnlyColumns.Number("scoreValue", "The points"), ReadOnlyColumns.Created("cdate"),
            ReadOnlyColumns.Changed("mdate"),
        ],
        Filters = [Filter.Path("contact", "contacts/{contact}/scoreValues")],
        Refusals =
            Refusals.ReadOnly("scoreValue", "Points come by rules: change those in ActiveCampaign's own pages, under Contacts, Scoring."),
    };
}
