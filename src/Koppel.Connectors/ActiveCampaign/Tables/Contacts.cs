using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Tables;

/// <summary>
/// The people. Source of columns and filters: the API's reference of contacts (2026-08), recorded answers (2020 to 2021) and the keys that a live
/// account had in 2026-08; <c>ids[]</c> and <c>include=contactTags</c> are known from use, not from the reference. A contact is changed by <c>lastName</c>,
/// as the reference writes it; the importer writes <c>last_name</c>.
/// </summary>
internal static class Contacts
{
    /// <summary>The declaration.</summary>
    public static readonly RestTable Table = new("contacts", Item: "contact")
    {
        Description = "The people: a row for each e-mail address",
        Path = "contacts",
        Paging = Paging.ByKey(max: 100, after: "id_greater", order: "orders[id]"),
        Columns =
        [
            Column.Key("id"),
            Column.Text("email") with { Required = true, IgnoresCase = true, Description = "The address; a contact is known by it", Example = "anna@example.org" },
            Column.Text("firstName"),
            Column.Text("lastName"),
            Column.Text("phone"),
            Given.Text("orgname", "Name of the contact's account"),
            Given.Flag("deleted"),
            Given.Flag("anonymized"),
            Given.Flag("bounced_hard"),
            Given.Flag("bounced_soft"),
            Given.Created("cdate"),
            Given.Changed("udate"),
            Given.Aside(Given.Ids("contactTags", "Ids of the contact's tags") with { References = "tags" }),
            .. Given.Aside(
                Given.Number("orgid", "Id of the contact's account, as the older part of the API counts it"), Given.Number("organization", "As orgid"),
                Given.Clock("bounced_date", "When a message first came back"), Given.Time("adate", "When it was last active"), Given.Time("edate", "When it was last exported or merged"), Given.Time("deleted_at"),
                Given.Time("last_open_date", "When a message was last opened"), Given.Time("last_mpp_open_date", "When a mail program last opened one by itself"),
                Given.Time("last_click_date", "When a link was last clicked"), Given.Flag("mpp_tracking"), Given.Number("best_send_hour", "The hour at which messages are best sent"),
                Given.Text("sms_consent"), Given.Time("sms_consent_updated_at"), Given.Text("whatsapp_id"), Given.Text("whatsapp_username"),
                Given.Number("sentcnt", "How many messages it was sent"), Given.Time("rating_tstamp"), Given.Number("gravatar"), Given.Text("ip", "Its last IPv4 address, as a number"),
                Given.Text("ua", "Its last browser"), Given.Text("hash"), Given.Time("socialdata_lastcheck"), Given.Text("segmentio_id"), Given.Text("email_local"), Given.Text("email_domain"),
                Given.Flag("email_empty", "Whether it has no address; not told any more since 2026"), Given.Ids("scoreValues", "Ids of rows of scoreValues"),
                Given.Ids("accountContacts", "Ids of rows of accountContacts"), Given.Clock("created_utc_timestamp"), Given.Clock("updated_utc_timestamp")),
            .. Given.Stamps,
        ],
        Filters =
        [
            Filter.Many("id", "ids[]", most: 100),
            Filter.Query("email", "email", Match.Inexact), // The API compares addresses without case.
            Filter.Above("id", "id_greater"),
            Filter.Below("id", "id_less"),
            Filter.Since("cdate", "filters[created_after]"),
            Filter.Until("cdate", "filters[created_before]"),
            Filter.Since("udate", "filters[updated_after]"),
            Filter.Until("udate", "filters[updated_before]"),
        ],
        Orders = new Dictionary<string, string> { ["id"] = "orders[id]", ["cdate"] = "orders[cdate]" },
        Sideloads = [new Sideload("contactTags", Include: "contactTags", Owner: "contact", Value: "tag")],
        // Of these columns every change is known to change udate; tags, lists, scores and the account's name change without.
        Changes = new ChangedSince("filters[updated_after]", "udate", ["id", "email", "firstName", "lastName", "phone", "cdate", "udate"], CentralText.Write),
        Identity = ["email"],
        Insert = RowCall.Post("contacts"),
        Update = RowCall.Put("contacts/{id}"),
        Delete = RowCall.Delete("contacts/{id}"),
    };
}
