using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Tables;

/// <summary>
/// Which contact belongs to which account. Source: the API's reference (2026-08) and recorded answers (2020). A contact has one account at
/// most:
/// a second one is refused with 422.
/// </summary>
internal static class AccountContacts
{
    /// <summary>The declaration.</summary>
    public static readonly RestTable Table = new("accountContacts", Item: "accountContact")
    {
        Description = "Which contact belongs to which account, and what the contact does there; a contact has one account at most",
        Path = "accountContacts",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"),
            Column.BigInt("contact") with { Required = true, References = "contacts" },
            Column.BigInt("account") with { Required = true, References = "accounts" },
            Column.Text("jobTitle"),
            ReadOnlyColumns.Created("createdTimestamp"),
            ReadOnlyColumns.Changed("updatedTimestamp"),
        ],
        Filters =
        [
            Filter.ById("id", "accountContacts/{id}"),
            Filter.Many("contact", "ids[]", most: 100) with { Through = "contacts" },
            Filter.Query("contact", "filters[contact]", Match.Exact),
            Filter.Query("account", "filters[account]", Match.Exact),
        ],
        Identity = ["contact", "account"],
        Insert = RowCall.Post("accountContacts"),
        Update = RowCall.Put("accountContacts/{id}") with { Also = ["contact", "account"] }, // The reference wants both with every change.
        Delete = RowCall.Delete("accountContacts/{id}"),
    };
}
