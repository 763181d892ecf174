using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Tables;

/// <summary>
/// Which contact has which tag. Source: the API's reference of contactTags (2026-08) for writing; recorded answers (2020 to 2021) for
/// reading, which the reference does not have.
/// </summary>
internal static class ContactTags
{
    /// <summary>The declaration.</summary>
    public static readonly RestTable Table = new("contactTags", Item: "contactTag")
    {
        Description = "Which contact has which tag, by their ids",
        Synonyms = ["ContactTagsByContactId"],
        Path = "contactTags",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"),
            Column.BigInt("contact") with { Required = true, References = "contacts" },
            Column.BigInt("tag") with { Required = true, References = "tags" },
            ReadOnlyColumns.Created("cdate"),
            .. ReadOnlyColumns.Stamps,
        ],
        Filters =
        [
            Filter.Many("contact", "ids[]", most: 100) with { Through = "contacts" },
            // All tags of the contacts that have it, a hundred contacts a call: filters[tag] of its own list is ignored, as users report.
            Filter.Query("tag", "tagid", Match.Inexact) with { Through = "contacts", ThroughPaging = Contacts.Table.Paging },
            Filter.ById("id", "contactTags/{id}"),
        ],
        Identity = ["contact", "tag"],
        Insert = RowCall.Post("contactTags") with { Repeatable = true }, // A pair that is there is answered with the same row.
        Delete = RowCall.Delete("contactTags/{id}"),
        Refusals = Refusals.Of("contactTag", (WriteOperation.Update, "Delete it and insert another.")),
    };
}
