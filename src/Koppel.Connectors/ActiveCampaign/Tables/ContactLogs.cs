using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Tables;

/// <summary>
/// What happened to contacts. Source: the API's reference of activities, emailActivities and the lists below contacts (2026-08), recorded answers (2021) and the schemas of a production
/// extractor. Most have no list of their own; some accounts list activities only of a contact.
/// </summary>
internal static class ContactLogs
{
    /// <summary>What happened to a contact.</summary>
    public static readonly RestTable Activities = new("activities", Item: "activity")
    {
        Description = "What happened to a contact, as its page shows it",
        Path = "activities",
        // The reference says that a contact must be named; clients in daily use list them all.
        WhenListRefused = "ActiveCampaign's API lists activities a contact at a time. Say which, as in where contact in (1, 2), or join them with contacts.",
        Paging = Paging.Offset(max: 100),
        Columns =
        [
            Column.Key("id"), Given.Id("contact", "contacts") with { Field = "subscriberid" }, Given.Created("tstamp"), Given.Text("reference_type", "What it is about"), Given.Number("reference_id"),
            Given.Text("reference_action"), Given.Json("reference", "What it is about, as type and id"), Given.Json("jsonData"), Given.Id("user", "users"), Given.Ids("notes", "Ids of notes on it"),
            .. Given.Aside(Given.Text("referenceModelName"), Given.Text("permission"), Given.Ids("recipients"), Given.Id("userid", "users", "As user")),
        ],
        Filters = [Filter.Query("contact", "contact", Match.Inexact)],
        Refusals = Refusals.ReadOnly("activity", "ActiveCampaign notes it by itself: there is nothing to write."),
    };

    /// <summary>Single messages to and from contacts.</summary>
    public static readonly RestTable EmailActivities = new("emailActivities", Item: "emailActivity")
    {
        Description = "Single messages between the account's users and contacts",
        Path = "emailActivities",
        Paging = Paging.Offset(max: 100),
        Columns =
        [
            Column.Key("id"), Given.Id("contact", "contacts"), Given.Id("deal", "deals"), Given.Id("user", "users"), Given.Text("subject"), Given.Text("message", "The message as plain text"), Given.Text("messageHtml"),
            Given.Text("from_name"), Given.Text("fromAddress"), Given.Text("toAddress"), Given.Text("ccAddress"), Given.Created("tstamp"), Given.Text("sentiment"), Given.Json("reference", "What it is, as type and id"),
            .. Given.Aside(Given.Id("subscriberid", "contacts", "As contact"), Given.Id("d_id", "deals", "As deal"), Given.Id("userid", "users", "As user"), Given.Number("account"), Given.Text("reltype"), Given.Number("relid")),
        ],
        Filters = [Filter.Query("contact", "filters[subscriberid]", Match.Inexact), Filter.Query("deal", "filters[dealId]", Match.Inexact)],
        Refusals = Refusals.ReadOnly("emailActivity", "ActiveCampaign notes it by itself: there is nothing to write."),
    };

    /// <summary>What happened to deals.</summary>
    public static readonly RestTable DealActivities = new("dealActivities", Item: "dealActivity")
    {
        Description = "What happened to deals",
        Path = "dealActivities",
        Paging = Paging.Offset(max: 100),
        Columns =
        [
            Column.Key("id"), Given.Id("deal", "deals"), Given.Id("stage", "dealStages"), Given.Id("user", "users"), Given.Id("automation", "automations"), Given.Text("dataType", "What changed"), Given.Text("dataAction"),
            Given.Number("dataId"), Given.Text("dataOldval", "What it was before"), Given.Created("cdate"), Given.Time("sortdate"), Given.Flag("isAddtask"), Given.Flag("deleted"),
            .. Given.Aside(Given.Id("d_id", "deals", "As deal"), Given.Id("d_stageid", "dealStages", "As stage"), Given.Id("userid", "users", "As user"), Given.Id("seriesid", "automations", "As automation")),
        ],
        Filters = [Filter.Query("deal", "deal", Match.Inexact), Filter.Query("dataType", "filters[data_type]", Match.Inexact), Filter.Query("dataId", "filters[data_id]", Match.Inexact)],
        Refusals = Refusals.ReadOnly("dealActivity", "ActiveCampaign notes it by itself: there is nothing to write."),
    };

    /// <summary>What contacts did on the account's pages.</summary>
    public static readonly RestTable Tracking = new("trackingLogs", Item: "trackingLog")
    {
        Description = "What contacts did: events and visited pages",
        Path = "trackingLogs",
        Unlisted = "ActiveCampaign's API lists trackingLogs a contact at a time. Say which, as in where contact in (1, 2), or join them with contacts.",
        Paging = Paging.Offset(max: 100),
        Columns =
        [
            Column.Key("id"), Given.Id("contact", "contacts") with { Field = "subscriberid" }, Given.Text("type"), Given.Text("hash"), Given.Text("value"), Given.Created("tstamp"),
        ],
        Filters = [Filter.Path("contact", "contacts/{contact}/trackingLogs") with { Gives = true }],
        Refusals = Refusals.ReadOnly("trackingLog", "Send events to https://trackcmp.net/event; the API only shows them."),
    };

    /// <summary>Messages that came back.</summary>
    public static readonly RestTable Bounces = new("bounceLogs", Item: "bounceLog")
    {
        Description = "Messages that came back, and why",
        Path = "bounceLogs",
        Unlisted = "ActiveCampaign's API lists bounceLogs a contact at a time. Say which, as in where contact in (1, 2), or join them with contacts.",
        Paging = Paging.Offset(max: 100),
        Columns =
        [
            Column.Key("id"), Given.Id("contact", "contacts"), Given.Id("campaign", "campaigns"), Given.Id("message", "messages"), Given.Text("email"), Given.Text("error"), Given.Text("source", "The message that told it"),
            Given.Text("code"), Given.Created("tstamp"), .. Given.Aside(Given.Number("bounceid"), Given.Number("bounce"), Given.Text("codeid"), Given.Id("subscriberid", "contacts", "As contact"), Given.Id("campaignid", "campaigns", "As campaign"), Given.Id("messageid", "messages", "As message")),
            .. Given.Stamps,
        ],
        Filters = [Filter.Path("contact", "contacts/{contact}/bounceLogs")],
        Refusals = Refusals.ReadOnly("bounceLog", "ActiveCampaign notes it by itself: there is nothing to write."),
    };

    /// <summary>Where contacts opened messages.</summary>
    public static readonly RestTable GeoIps = new("geoIps", Item: "geoIp")
    {
        Description = "Where contacts opened messages, by their internet addresses",
        Path = "geoIps",
        Unlisted = "ActiveCampaign's API lists geoIps a contact at a time. Say which, as in where contact in (1, 2), or join them with contacts.",
        Paging = Paging.Offset(max: 100),
        Columns =
        [
            Column.Key("id"), Given.Id("contact", "contacts"), Given.Number("geoAddress"), Given.Text("ip4", "The IPv4 address as a number"), Given.Created("tstamp"),
            .. Given.Aside(Given.Id("campaignid", "campaigns"), Given.Id("messageid", "messages"), Given.Number("geoaddrid", "As geoAddress")),
        ],
        Filters = [Filter.Path("contact", "contacts/{contact}/geoIps")],
        Refusals = Refusals.ReadOnly("geoIp", "ActiveCampaign notes it by itself: there is nothing to write."),
    };

    /// <summary>Goals that contacts reached.</summary>
    public static readonly RestTable Goals = new("contactGoals", Item: "contactGoal")
    {
        Description = "Goals of automations that contacts reached",
        Path = "contactGoals",
        Unlisted = "ActiveCampaign's API lists contactGoals a contact at a time. Say which, as in where contact in (1, 2), or join them with contacts.",
        Paging = Paging.Offset(max: 100),
        Columns =
        [
            Column.Key("id"), Given.Id("contact", "contacts"), Given.Id("automation", "automations"), Given.Number("goal"), Given.Id("contactAutomation", "contactAutomations"), Given.Number("timespan"), Given.Created("tstamp"),
            .. Given.Aside(Given.Number("goalid", "As goal"), Given.Id("seriesid", "automations", "As automation"), Given.Id("subscriberid", "contacts", "As contact"), Given.Id("subscriberseriesid", "contactAutomations", "As contactAutomation")),
        ],
        Filters = [Filter.Path("contact", "contacts/{contact}/contactGoals")],
        Refusals = Refusals.ReadOnly("contactGoal", "ActiveCampaign notes it by itself: there is nothing to write."),
    };

    /// <summary>How often contacts came into automations.</summary>
    public static readonly RestTable EntryCounts = new("automationEntryCounts", Item: "automationEntryCount")
    {
        Description = "How often a contact came into each automation",
        Path = "automationEntryCounts",
        Unlisted = "ActiveCampaign's API lists automationEntryCounts a contact at a time. Say which, as in where contact in (1, 2), or join them with contacts.",
        Paging = Paging.Offset(max: 100),
        Columns =
        [
            Column.Key("id") with { References = "automations" }, Given.Id("contact", "contacts"), Given.Text("name"), Given.Number("status"), Given.Flag("hidden"), Given.Number("contactEntryCount", "How often it came in"),
        ],
        Filters = [Filter.Path("contact", "contacts/{contact}/automationEntryCounts") with { Gives = true }],
        Refusals = Refusals.ReadOnly("automationEntryCount", "ActiveCampaign notes it by itself: there is nothing to write."),
    };

    /// <summary>Where contacts are and came from.</summary>
    public static readonly RestTable Data = new("contactData", Item: "contactDatum")
    {
        Description = "Where contacts are and came from, as their browsers told",
        Path = "contactData",
        Unlisted = "ActiveCampaign's API lists contactData a contact at a time. Say which, as in where contact in (1, 2), or join them with contacts.",
        Paging = Paging.Offset(max: 100),
        Columns =
        [
            Column.Key("id"), Given.Id("contact", "contacts"), Given.Text("geoCountry2", "The country, two letters"), Given.Text("geo_country"), Given.Text("geoState"), Given.Text("geoCity"), Given.Text("geoZip"),
            Given.Fraction("geoLat"), Given.Fraction("geoLon"), Given.Text("geoTz", "The time zone"), Given.Fraction("geoTzOffset"), Given.Time("tstamp"), Given.Time("geoTstamp"), Given.Text("geoIp4"), Given.Text("geoArea"),
            .. Given.Aside(
                Given.Text("ga_campaign_source"), Given.Text("ga_campaign_name"), Given.Text("ga_campaign_medium"), Given.Text("ga_campaign_term"), Given.Text("ga_campaign_content"), Given.Text("ga_campaign_customsegment"),
                Given.Text("ga_first_visit"), Given.Number("ga_times_visited"), Given.Text("fb_id"), Given.Text("fb_name"), Given.Text("tw_id")),
            .. Given.Stamps,
        ],
        Filters = [Filter.ById("contact", "contacts/{contact}/contactData")],
        Refusals = Refusals.ReadOnly("contactDatum", "ActiveCampaign notes it by itself: there is nothing to write."),
    };
}
