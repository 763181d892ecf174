using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Tables;

/// <summary>
/// Which contact is subscribed to which list. Source: the API's reference of contactLists (2026-08) for writing, recorded answers (2020 to
/// 2025) and the keys of a live account (2026-08) for reading, which the reference does not have for the whole list. Status:
/// ActiveCampaign's staff in its forum. A pair that is sent again changes the status of the row that is there, so the status is part of
/// what tells rows apart.
/// </summary>
internal static class ContactLists
{
    /// <summary>The declaration.</summary>
    public static readonly RestTable Table = new("contactLists", Item: "contactList")
    {
        Description = "Which contact is subscribed to which list, by their ids; inserting a pair again sets its status",
        Path = "contactLists",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"),
            Column.BigInt("contact") with { Form = ValueForm.Quoted, Required = true, References = "contacts" },
            Column.BigInt("list") with { Form = ValueForm.Quoted, Required = true, References = "lists" },
            Column.BigInt("status") with { Form = ValueForm.Quoted, Required = true,
                Description = "0 unconfirmed, 1 active, 2 unsubscribed, 3 bounced", Example = "1" },
            Column.BigInt(
                "sourceid") with { Description = "How it came about; 4 is told to be needed where somebody who left is subscribed again" },
            ReadOnlyColumns.Time("sdate", "When it was first subscribed"),
            ReadOnlyColumns.Time("udate", "When it left"),
            ReadOnlyColumns.Text("unsubreason", "Why it left"),
            ReadOnlyColumns.Id("campaign", "campaigns", "The campaign by which it left"),
            ReadOnlyColumns.Id("automation", "automations"),
            .. ReadOnlyColumns.Aside(
                ReadOnlyColumns.Id("form", "forms"), ReadOnlyColumns.Number("seriesid"), ReadOnlyColumns.Number("responder"),
                ReadOnlyColumns.Number("sync"), ReadOnlyColumns.Id("message", "messages"), ReadOnlyColumns.Text("first_name"),
                ReadOnlyColumns.Text("last_name"),
                ReadOnlyColumns.Text("ip4Sub"), ReadOnlyColumns.Text("ip4Unsub"), ReadOnlyColumns.Text("ip4_last"),
                ReadOnlyColumns.Text("autosyncLog"), ReadOnlyColumns.Id("unsubscribeAutomation", "automations"),
                ReadOnlyColumns.Text("channel")),
            .. ReadOnlyColumns.Stamps,
        ],
        Filters =
        [
            Filter.Many("contact", "ids[]", most: 100) with { Through = "contacts" },
            Filter.Path("contact", "contacts/{contact}/contactLists"),
        ],
        Identity = ["contact", "list", "status"],
        Insert = RowCall.Post("contactLists") with { Repeatable = true }, // A pair that is there gets the same status again.
        Refusals = Refusals.Of("contactList",
            (WriteOperation.Update, "Insert its contact and list again with the new status, which changes the row that is there."),
            (WriteOperation.Delete, "Insert its contact and list again with status 2, which unsubscribes the contact.")),
    };
}
