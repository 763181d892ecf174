using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Tables;

/// <summary>
/// Further settings of the account. Source: the API's reference of list exclusions (2026-08) and what a live account had (2026-08).
/// </summary>
internal static class Settings
{
    /// <summary>Addresses that are never sent to.</summary>
    public static readonly RestTable Exclusions = new("exclusions", Item: "exclusion")
    {
        Description = "Addresses and endings of addresses that get no messages",
        Path = "lists/exclusions",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"), ReadOnlyColumns.Text("matchPhrase"), ReadOnlyColumns.Text("matchType", "exact, begin, end or the like"),
            ReadOnlyColumns.Text("channel"), ReadOnlyColumns.Flag("hidden"),
            ReadOnlyColumns.Ids("lists", "Ids of the lists that it is for; none is all"),
        ],
        Filters = [Filter.Query("matchPhrase", "filters[matchPhrase]", Match.Inexact)],
        Refusals = Refusals.ReadOnly("exclusion", "Work on it in ActiveCampaign's own pages, under Lists, Exclusion list."),
    };
}
