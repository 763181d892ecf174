using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Records;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Campaigns;

/// <summary>
/// <c>/campaigns</c>: sendings of a message. A campaign is made and changed by calls of its own, and the API cannot send it.
/// </summary>
internal static class CampaignRows
{
    public const int Draft = 0;
    public const int Completed = 5;

    public static readonly Resource Resource = new("campaigns", "campaign", "Campaign",
    [
        Text("type", "single"), Number("userid", 1), Number("segmentid"), Number("bounceid", -1), Number("realcid"), Number("sendid"),
        Number("threadid"), Number("seriesid"), Number("formid"),
        Text("basetemplateid"), Number("basemessageid"), Number("addressid"), Text("source", "web"), Text("name"), Created("cdate"),
        Updated("mdate"), Moment("sdate"), Moment("ldate"),
        Number("send_amt"), Number("total_amt"), Number("opens"), Number("uniqueopens"), Number("linkclicks"), Number("uniquelinkclicks"),
        Number("subscriberclicks"),
        Number("forwards"), Number("uniqueforwards"), Number("hardbounces"), Number("softbounces"), Number("unsubscribes"),
        Number("unsubreasons"), Number("updates"),
        Number("socialshares"), Number("replies"), Number("uniquereplies"), Number("status"), Flag("public", true), Flag("mail_transfer"),
        Flag("mail_send"), Flag("mail_cleanup"),
        Number("mailer_log_file"), Text("tracklinks", "all"), Flag("tracklinksanalytics"), Flag("trackreads", true),
        Flag("trackreadsanalytics", true), Text("analytics_campaign_name"),
        Flag("tweet"), Flag("facebook"), Text("survey"), Flag("embed_images"), Flag("htmlunsub"), Flag("textunsub"),
        Text("htmlunsubdata", null), Text("textunsubdata", null),
        Text("recurring", "day1"), Flag("willrecur"), Text("split_type", "even"), Flag("split_content"), Number("split_offset", 2),
        Text("split_offset_type", "day"),
        Number("split_winner_messageid"), Flag("split_winner_awaiting"), Number("responder_offset"), Text("responder_type", "subscribe"),
        Flag("responder_existing"),
        Text("reminder_field", "sdate"), Text("reminder_format", null), Text("reminder_type", "month_day"), Number("reminder_offset"),
        Text("reminder_offset_type", "day"),
        Text("reminder_offset_sign", "+"), Text("reminder_last_cron_run", null), Text("activerss_interval", "day1"),
        Text("activerss_url", null), Number("activerss_items", 10),
        Number("ip4", 2_130_706_433), Text("laststep", "designer"), Flag("managetext"), Flag("schedule"), Text("scheduleddate", null),
        Flag("waitpreview"), Moment("deletestamp"), Flag("replysys"),
        CreatedStamp("created_timestamp"), UpdatedStamp("updated_timestamp"),
        Links("user", "automation", "campaignMessage", "campaignMessages", "links", "campaignLists", "aggregateRevenues"), Id(),
        Reference("user", 1), Reference("automation"),
    ])
    {
        Verbs = Verbs.List | Verbs.One,
        Filters = [Filter.Equal("seriesid")],
        Orders = ["sdate", "ldate"],
        // A deleted campaign stays in the database and in no list.
        IsListed = (_, row) => ((Record)row)["deletestamp"] is null,
        Calls = set => new CampaignCalls(set).Routes(),
    };
}
