using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Tables;

/// <summary>
/// What happened to contacts. Source: the API's reference of activities, emailActivities and the lists below contacts (2026-08), recorded
/// answers (2021) and the schemas of a production extractor. Most have no list of their own; some accounts list activities only of a
/// contact.
/// </summary>
internal static class ContactLogs
{
    /// <summary>What happened to a contact.</summary>
    public static readonly RestTable Activities = new("activities", Item: "activity")
    {
        Description = "What happened to a contact, as its page shows it",
        Path = "activities",
        // The reference says that a contact must be named; clients in daily use list them all.
        WhenListRefused = "ActiveCampaign's API lists activities a contact at a time. Say which, as in where contact in (1, 2), or join "
            + "them with contacts.",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"), ReadOnlyColumns.Id("contact", "contacts") with { Field = "subscriberid" }, ReadOnlyColumns.Created("tstamp"),
            ReadOnlyColumns.Text("reference_type", "What it is about"), ReadOnlyColumns.Number("reference_id"),
            ReadOnlyColumns.Text("reference_action"), ReadOnlyColumns.Json("reference", "What it is about, as type and id"),
            ReadOnlyColumns.Json("jsonData"), ReadOnlyColumns.Id("user", "users"), ReadOnlyColumns.Ids("notes", "Ids of notes on it"),
            .. ReadOnlyColumns.Aside(ReadOnlyColumns.Text("referenceModelName"), ReadOnlyColumns.Text("permission"),
                ReadOnlyColumns.Ids("recipients"), ReadOnlyColumns.Id("userid", "users", "As user")),
        ],
        Filters = [Filter.Query("contact", "contact", Match.Inexact)],
        Refusals = Refusals.ReadOnly("activity", "ActiveCampaign notes it by itself: there is nothing to write."),
    };

    /// <summary>Single messages to and from contacts.</summary>
    public static readonly RestTable EmailActivities = new("emailActivities", Item: "emailActivity")
    {
        Description = "Single messages between the account's users and contacts",
        Path = "emailActivities",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"), ReadOnlyColumns.Id("contact", "contacts"), ReadOnlyColumns.Id("deal", "deals"),
            ReadOnlyColumns.Id("user", "users"), ReadOnlyColumns.Text("subject"),
            ReadOnlyColumns.Text("message", "The message as plain text"), ReadOnlyColumns.Text("messageHtml"),
            ReadOnlyColumns.Text("from_name"), ReadOnlyColumns.Text("fromAddress"), ReadOnlyColumns.Text("toAddress"),
            ReadOnlyColumns.Text("ccAddress"), ReadOnlyColumns.Created("tstamp"), ReadOnlyColumns.Text("sentiment"),
            ReadOnlyColumns.Json("reference", "What it is, as type and id"),
            .. ReadOnlyColumns.Aside(ReadOnlyColumns.Id("subscriberid", "contacts", "As contact"),
                ReadOnlyColumns.Id("d_id", "deals", "As deal"), ReadOnlyColumns.Id("userid", "users", "As user"),
                ReadOnlyColumns.Number("account"), ReadOnlyColumns.Text("reltype"), ReadOnlyColumns.Number("relid")),
        ],
        Filters = [Filter.Query("contact", "filters[subscriberid]", Match.Inexact), Filter.Query("deal", "filters[dealId]", Match.Inexact)],
        Refusals = Refusals.ReadOnly("emailActivity", "ActiveCampaign notes it by itself: there is nothing to write."),
    };

    /// <summary>What happened to deals.</summary>
    public static readonly RestTable DealActivities = new("dealActivities", Item: "dealActivity")
    {
        Description = "What happened to deals",
        Path = "dealActivities",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"), ReadOnlyColumns.Id("deal", "deals"), ReadOnlyColumns.Id("stage", "dealStages"),
            ReadOnlyColumns.Id("user", "users"), ReadOnlyColumns.Id("automation", "automations"),
            ReadOnlyColumns.Text("dataType", "What changed"), ReadOnlyColumns.Text("dataAction"),
            ReadOnlyColumns.Number("dataId"), ReadOnlyColumns.Text("dataOldval", "What it was before"), ReadOnlyColumns.Created("cdate"),
            ReadOnlyColumns.Time("sortdate"), ReadOnlyColumns.Flag("isAddtask"), ReadOnlyColumns.Flag("deleted"),
            .. ReadOnlyColumns.Aside(ReadOnlyColumns.Id("d_id", "deals", "As deal"),
                ReadOnlyColumns.Id("d_stageid", "dealStages", "As stage"), ReadOnlyColumns.Id("userid", "users", "As user"),
                ReadOnlyColumns.Id("seriesid", "automations", "As automation")),
        ],
        Filters = [Filter.Query("deal", "deal", Match.Inexact), Filter.Query("dataType", "filters[data_type]", Match.Inexact),
            Filter.Query("dataId", "filters[data_id]", Match.Inexact)],
        Refusals = Refusals.ReadOnly("dealActivity", "ActiveCampaign notes it by itself: there is nothing to write."),
    };

    /// <summary>What contacts did on the account's pages.</summary>
    public static readonly RestTable Tracking = new("trackingLogs", Item: "trackingLog")
    {
        Description = "What contacts did: events and visited pages",
        Path = "trackingLogs",
        Unlisted = "ActiveCampaign's API lists trackingLogs a contact at a time. Say which, as in where contact in (1, 2), or join them "
            + "with contacts.",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"), ReadOnlyColumns.Id("contact", "contacts") with { Field = "subscriberid" }, ReadOnlyColumns.Text("type"),
            ReadOnlyColumns.Text("hash"), ReadOnlyColumns.Text("value"), ReadOnlyColumns.Created("tstamp"),
        ],
        Filters = [Filter.Path("contact", "contacts/{contact}/trackingLogs") with { Gives = true }],
        Refusals = Refusals.ReadOnly("trackingLog", "Send events to https://trackcmp.net/event; the API only shows them."),
    };

    /// <summary>Messages that came back.</summary>
    public static readonly RestTable Bounces = new("bounceLogs", Item: "bounceLog")
    {
        Description = "Messages that came back, and why",
        Path = "bounceLogs",
        Unlisted = "ActiveCampaign's API lists bounceLogs a contact at a time. Say which, as in where contact in (1, 2), or join them "
            + "with contacts.",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"), ReadOnlyColumns.Id("contact", "contacts"), ReadOnlyColumns.Id("campaign", "campaigns"),
            ReadOnlyColumns.Id("message", "messages"), ReadOnlyColumns.Text("email"), ReadOnlyColumns.Text("error"),
            ReadOnlyColumns.Text("source", "The message that told it"),
            ReadOnlyColumns.Text("code"), ReadOnlyColumns.Created("tstamp"),
            .. ReadOnlyColumns.Aside(ReadOnlyColumns.Number("bounceid"), ReadOnlyColumns.Number("bounce"), ReadOnlyColumns.Text("codeid"),
                ReadOnlyColumns.Id("subscriberid", "contacts", "As contact"), ReadOnlyColumns.Id("campaignid", "campaigns", "As campaign"),
                ReadOnlyColumns.Id("messageid", "messages", "As message")),
            .. ReadOnlyColumns.Stamps,
        ],
        Filters = [Filter.Path("contact", "contacts/{contact}/bounceLogs")],
        Refusals = Refusals.ReadOnly("bounceLog", "ActiveCampaign notes it by itself: there is nothing to write."),
    };

    /// <summary>Where contacts opened messages.</summary>
    public static readonly RestTable GeoIps = new("geoIps", Item: "geoIp")
    {
        Description = "Where contacts opened messages, by their internet addresses",
        Path = "geoIps",
        Unlisted =
            "ActiveCampaign's API lists geoIps a contact at a time. Say which, as in where contact in (1, 2), or join them with contacts.",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"), ReadOnlyColumns.Id("contact", "contacts"), ReadOnlyColumns.Number("geoAddress"),
            ReadOnlyColumns.Text("ip4", "The IPv4 address as a number"), ReadOnlyColumns.Created("tstamp"),
            .. ReadOnlyColumns.Aside(ReadOnlyColumns.Id("campaignid", "campaigns"), ReadOnlyColumns.Id("messageid", "messages"),
                ReadOnlyColumns.Number("geoaddrid", "As geoAddress")),
        ],
        Filters = [Filter.Path("contact", "contacts/{contact}/geoIps")],
        Refusals = Refusals.ReadOnly("geoIp", "ActiveCampaign notes it by itself: there is nothing to write."),
    };

    /// <summary>Goals that contacts reached.</summary>
    public static readonly RestTable Goals = new("contactGoals", Item: "contactGoal")
    {
        Description = "Goals of automations that contacts reached",
        Path = "contactGoals",
        Unlisted = "ActiveCampaign's API lists contactGoals a contact at a time. Say which, as in where contact in (1, 2), or join them "
            + "with contacts.",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"), ReadOnlyColumns.Id("contact", "contacts"), ReadOnlyColumns.Id("automation", "automations"),
            ReadOnlyColumns.Number("goal"), ReadOnlyColumns.Id("contactAutomation", "contactAutomations"),
            ReadOnlyColumns.Number("timespan"), ReadOnlyColumns.Created("tstamp"),
            .. ReadOnlyColumns.Aside(ReadOnlyColumns.Number("goalid", "As goal"),
                ReadOnlyColumns.Id("seriesid", "automations", "As automation"),
                ReadOnlyColumns.Id("subscriberid", "contacts", "As contact"),
                ReadOnlyColumns.Id("subscriberseriesid", "contactAutomations", "As contactAutomation")),
        ],
        Filters = [Filter.Path("contact", "contacts/{contact}/contactGoals")],
        Refusals = Refusals.ReadOnly("contactGoal", "ActiveCampaign notes it by itself: there is nothing to write."),
    };

    /// <summary>How often contacts came into automations.</summary>
    public static readonly RestTable EntryCounts = new("automationEntryCounts", Item: "automationEntryCount")
    {
        Description = "How often a contact came into each automation",
        Path = "automationEntryCounts",
        Unlisted = "ActiveCampaign's API lists automationEntryCounts a contact at a time. Say which, as in where contact in (1, 2), or "
            + "join them with contacts.",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id") with { References = "automations" }, ReadOnlyColumns.Id("contact", "contacts"), ReadOnlyColumns.Text("name"),
            ReadOnlyColumns.Number("status"), ReadOnlyColumns.Flag("hidden"),
            ReadOnlyColumns.Number("contactEntryCount", "How often it came in"),
        ],
        Filters = [Filter.Path("contact", "contacts/{contact}/automationEntryCounts") with { Gives = true }],
        Refusals = Refusals.ReadOnly("automationEntryCount", "ActiveCampaign notes it by itself: there is nothing to write."),
    };

    /// <summary>Where contacts are and came from.</summary>
    public static readonly RestTable Data = new("contactData", Item: "contactDatum")
    {
        Description = "Where contacts are and came from, as their browsers told",
        Path = "contactData",
        Unlisted = "ActiveCampaign's API lists contactData a contact at a time. Say which, as in where contact in (1, 2), or join them "
            + "with contacts.",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"), ReadOnlyColumns.Id("contact", "contacts"), ReadOnlyColumns.Text("geoCountry2", "The country, two letters"),
            ReadOnlyColumns.Text("geo_country"), ReadOnlyColumns.Text("geoState"), ReadOnlyColumns.Text("geoCity"),
            ReadOnlyColumns.Text("geoZip"),
            ReadOnlyColumns.Fraction("geoLat"), ReadOnlyColumns.Fraction("geoLon"), ReadOnlyColumns.Text("geoTz", "The time zone"),
            ReadOnlyColumns.Fraction("geoTzOffset"), ReadOnlyColumns.Time("tstamp"), ReadOnlyColumns.Time("geoTstamp"),
            ReadOnlyColumns.Text("geoIp4"), ReadOnlyColumns.Text("geoArea"),
            .. ReadOnlyColumns.Aside(
                ReadOnlyColumns.Text("ga_campaign_source"), ReadOnlyColumns.Text("ga_campaign_name"),
                ReadOnlyColumns.Text("ga_campaign_medium"), ReadOnlyColumns.Text("ga_campaign_term"),
                ReadOnlyColumns.Text("ga_campaign_content"), ReadOnlyColumns.Text("ga_campaign_customsegment"),
                ReadOnlyColumns.Text("ga_first_visit"), ReadOnlyColumns.Number("ga_times_visited"), ReadOnlyColumns.Text("fb_id"),
                ReadOnlyColumns.Text("fb_name"), ReadOnlyColumns.Text("tw_id")),
            .. ReadOnlyColumns.Stamps,
        ],
        Filters = [Filter.ById("contact", "contacts/{contact}/contactData")],
        Refusals = Refusals.ReadOnly("contactDatum", "ActiveCampaign notes it by itself: there is nothing to write."),
    };
}
