using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Tables;

/// <summary>
/// The companies. Source: the API's reference of accounts (2026-08) and recorded answers (2020). Names are unique; <c>search</c> finds
/// those that contain it. The counts stand in lists only, and are 0 there unless asked for. The page on <c>bulk_delete</c> spells its
/// parameter
/// <c>[]ids</c>, which a server of its kind would not read as a list; that a load's first call of it is held against what is there
/// afterwards settles it.
/// </summary>
internal static class Accounts
{
    /// <summary>The declaration.</summary>
    public static readonly RestTable Table = new("accounts", Item: "account")
    {
        Description = "The companies that contacts and deals belong to",
        Path = "accounts",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"),
            Column.Text("name") with { Required = true, IgnoresCase = true, Description = "The name; an account is known by it" },
            Column.Text("accountUrl") with { Description = "The web address", Example = "https://example.org" },
            Column.BigInt("owner") with { References = "users",
                Description = "Id of the user who looks after it; the first user's unless told" },
            ReadOnlyColumns.Created("createdTimestamp"),
            ReadOnlyColumns.Changed("updatedTimestamp"),
            ReadOnlyColumns.Aside(ReadOnlyColumns.Number("contactCount", "How many contacts belong to it")),
            ReadOnlyColumns.Aside(ReadOnlyColumns.Number("dealCount", "How many deals belong to it")),
        ],
        Filters = [Filter.ById("id", "accounts/{id}"), Filter.Query("name", "search", Match.Inexact)],
        ListColumns = [new ListColumn("contactCount", "count_deals", "true"), new ListColumn("dealCount", "count_deals", "true")],
        Identity = ["name"],
        Insert = RowCall.Post("accounts"),
        Update = RowCall.Put("accounts/{id}"),
        Delete = RowCall.Delete("accounts/{id}"),
        // A URL of 2,000 characters, which every server and proxy takes.
        DeleteMany = BulkCall.Delete("accounts/bulk_delete", keys: "ids[]", most: 100),
    };
}
