using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Tables;

/// <summary>
/// The people. Source of columns and filters: the API's reference of contacts (2026-08), recorded answers (2020 to 2021) and the keys that
/// a live account had in 2026-08; <c>ids[]</c> and <c>include=contactTags</c> are known from use, not from the reference. A contact is
/// changed by <c>lastName</c>, as the reference writes it; the importer writes <c>last_name</c>.
/// </summary>
internal static class Contacts
{
    /// <summary>The declaration.</summary>
    public static readonly RestTable Table = new("contacts", Item: "contact")
    {
        Description = "The people: a row for each e-mail address",
        Path = "contacts",
        Paging = Pages.ByKey,
        Columns =
        [
            Column.Key("id"),
            Column.Text("email") with { Required = true, IgnoresCase = true, Description = "The address; a contact is known by it",
                Example = "anna@example.org" },
            Column.Text("firstName"),
            Column.Text("lastName"),
            Column.Text("phone"),
            ReadOnlyColumns.Text("orgname", "Name of the contact's account"),
            ReadOnlyColumns.Flag("deleted"),
            ReadOnlyColumns.Flag("anonymized"),
            ReadOnlyColumns.Flag("bounced_hard"),
            ReadOnlyColumns.Flag("bounced_soft"),
            ReadOnlyColumns.Created("cdate"),
            ReadOnlyColumns.Changed("udate"),
            ReadOnlyColumns.Aside(ReadOnlyColumns.Ids("contactTags", "Ids of the contact's tags") with { References = "tags" }),
            .. ReadOnlyColumns.Aside(
                ReadOnlyColumns.Number("orgid", "Id of the contact's account, as the older part of the API counts it"),
                ReadOnlyColumns.Number("organization", "As orgid"),
                ReadOnlyColumns.Clock("bounced_date", "When a message first came back"),
                ReadOnlyColumns.Time("adate", "When it was last active"),
                ReadOnlyColumns.Time("edate", "When it was last exported or merged"), ReadOnlyColumns.Time("deleted_at"),
                ReadOnlyColumns.Time("last_open_date", "When a message was last opened"),
                ReadOnlyColumns.Time("last_mpp_open_date", "When a mail program last opened one by itself"),
                ReadOnlyColumns.Time("last_click_date", "When a link was last clicked"), ReadOnlyColumns.Flag("mpp_tracking"),
                ReadOnlyColumns.Number("best_send_hour", "The hour at which messages are best sent"),
                ReadOnlyColumns.Text("sms_consent"), ReadOnlyColumns.Time("sms_consent_updated_at"), ReadOnlyColumns.Text("whatsapp_id"),
                ReadOnlyColumns.Text("whatsapp_username"),
                ReadOnlyColumns.Number("sentcnt", "How many messages it was sent"), ReadOnlyColumns.Time("rating_tstamp"),
                ReadOnlyColumns.Number("gravatar"), ReadOnlyColumns.Text("ip", "Its last IPv4 address, as a number"),
                ReadOnlyColumns.Text("ua", "Its last browser"), ReadOnlyColumns.Text("hash"), ReadOnlyColumns.Time("socialdata_lastcheck"),
                ReadOnlyColumns.Text("segmentio_id"), ReadOnlyColumns.Text("email_local"), ReadOnlyColumns.Text("email_domain"),
                ReadOnlyColumns.Flag("email_empty", "Whether it has no address; not told any more since 2026"),
                ReadOnlyColumns.Ids("scoreValues", "Ids of rows of scoreValues"),
                ReadOnlyColumns.Ids("accountContacts", "Ids of rows of accountContacts"), ReadOnlyColumns.Clock("created_utc_timestamp"),
                ReadOnlyColumns.Clock("updated_utc_timestamp")),
            .. ReadOnlyColumns.Stamps,
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
        Orders = [Pages.Order("id"), Pages.Order("cdate")],
        Sideloads = [new Sideload("contactTags", Include: "contactTags", Owner: "contact", Value: "tag")],
        // Of these columns every change is known to change udate; tags, lists, scores and the account's name change without.
        Changes = new ChangedSince(
            "filters[updated_after]", "udate", ["id", "email", "firstName", "lastName", "phone", "cdate", "udate"], CentralText.Write),
        Identity = ["email"],
        Insert = RowCall.Post("contacts"),
        Update = RowCall.Put("contacts/{id}"),
        Delete = RowCall.Delete("contacts/{id}"),
    };
}
