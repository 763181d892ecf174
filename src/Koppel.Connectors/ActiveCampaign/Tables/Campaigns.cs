using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Tables;

/// <summary>
/// The campaigns, their links and their messages. Source: the API's reference of campaigns and messages (2026-08), the schemas of a production extractor for links, and the
/// keys of a live account (2026-08). A campaign is created without an envelope at <c>/campaign</c>, and changed at <c>/edit</c>; the answer is without one
/// too. It cannot be sent through the API.
/// </summary>
internal static class Campaigns
{
    /// <summary>The campaigns.</summary>
    public static readonly RestTable Table = new("campaigns", Item: "campaign")
    {
        Description = "The campaigns with what became of them",
        Path = "campaigns",
        Paging = Paging.Offset(max: 100),
        Columns =
        [
            Column.Key("id"),
            Column.Text("name") with { Required = true, Description = "The name" },
            Column.Text("type") with { Required = true, Description = "single, recurring, split, responder, reminder, special, activerss or text", Example = "single" },
            Column.Boolean("canSplitContent") with { WriteOnly = true, Form = ValueForm.TrueFalse },
            Column.BigInt("segmentid") with { UpdateOnly = true, SentAs = "segmentId", Form = ValueForm.Quoted, References = "segments", Description = "Id of the segment that it goes to, or 0" },
            Column.BigInt("addressid") with { UpdateOnly = true, SentAs = "addressId", References = "addresses" },
            Column.BigIntList("listIds") with { References = "lists", UpdateOnly = true, WriteOnly = true, Description = "Ids of the lists that it goes to" },
            Column.Timestamp("scheduleddate") with { UpdateOnly = true, SentAs = "scheduledDate", Description = "When it is to be sent" },
            Given.Number("status", "0 draft, 1 scheduled, 2 sending, 3 paused, 4 stopped, 5 sent"),
            Given.Number("send_amt"),
            Given.Number("total_amt"),
            Given.Number("opens"),
            Given.Number("uniqueopens"),
            Given.Number("linkclicks"),
            Given.Number("uniquelinkclicks"),
            Given.Number("subscriberclicks"),
            Given.Number("forwards"),
            Given.Number("uniqueforwards"),
            Given.Number("hardbounces"),
            Given.Number("softbounces"),
            Given.Number("unsubscribes"),
            Given.Number("unsubreasons"),
            Given.Number("updates"),
            Given.Number("socialshares"),
            Given.Number("replies"),
            Given.Number("uniquereplies"),
            Given.Time("sdate", "When it was sent"),
            Given.Time("ldate", "When it was last sent"),
            Given.Created("cdate"),
            Given.Changed("mdate"),
            Given.Id("user", "users"),
            Given.Id("automation", "automations"),
            .. Given.Aside(
                Given.Id("userid", "users", "As user"), Given.Id("seriesid", "automations", "As automation"), Given.Id("formid", "forms"),
                Given.Number("bounceid"), Given.Number("realcid"), Given.Number("sendid"), Given.Number("threadid"), Given.Number("basemessageid"),
                Given.Number("mailer_log_file"), Given.Number("tracklinksanalytics"), Given.Number("trackreadsanalytics"), Given.Number("split_content"),
                Given.Number("split_offset"), Given.Number("split_winner_messageid"), Given.Number("responder_offset"), Given.Number("reminder_offset"),
                Given.Number("activerss_items"), Given.Flag("public"), Given.Flag("mail_transfer"), Given.Flag("mail_send"), Given.Flag("mail_cleanup"),
                Given.Flag("trackreads"), Given.Flag("tweet"), Given.Flag("facebook"), Given.Flag("embed_images"), Given.Flag("htmlunsub"), Given.Flag("textunsub"),
                Given.Flag("willrecur"), Given.Flag("split_winner_awaiting"), Given.Flag("responder_existing"), Given.Flag("managetext"), Given.Flag("schedule"),
                Given.Flag("waitpreview"), Given.Flag("replysys"), Given.Text("basetemplateid"), Given.Text("source"), Given.Text("tracklinks"),
                Given.Text("analytics_campaign_name"), Given.Text("survey"), Given.Text("htmlunsubdata"), Given.Text("textunsubdata"), Given.Text("recurring"),
                Given.Text("split_type"), Given.Text("split_offset_type"), Given.Text("responder_type"), Given.Text("reminder_field"), Given.Text("reminder_format"),
                Given.Text("reminder_type"), Given.Text("reminder_offset_type"), Given.Text("reminder_offset_sign"), Given.Text("activerss_interval"),
                Given.Text("activerss_url"), Given.Text("ip4"), Given.Text("laststep"), Given.Clock("reminder_last_cron_run"),
                Given.Clock("deletestamp")),
            .. Given.Stamps,
        ],
        Filters = [Filter.ById("id", "campaigns/{id}"), Filter.Query("seriesid", "filters[seriesid]", Match.Inexact)],
        Insert = RowCall.Post("campaign") with { Body = BodyShape.Bare },
        Update = RowCall.Put("campaigns/{id}/edit") with { Body = BodyShape.Bare },
        Refusals = Refusals.Of("campaign", (WriteOperation.Delete, "It answers the call as done and keeps the campaign; delete it in ActiveCampaign's own pages, under Campaigns.")),
    };

    /// <summary>The links in campaigns.</summary>
    public static readonly RestTable Links = new("links", Item: "link")
    {
        Description = "The links in campaigns, with how often they were clicked",
        Path = "links",
        Unlisted = "ActiveCampaign's API lists links a campaign at a time. Say which, as in where campaign in (1, 2), or join them with campaigns.",
        Paging = Paging.Offset(max: 100),
        Columns =
        [
            Column.Key("id"), Given.Id("campaign", "campaigns"), Given.Id("message", "messages"), Given.Text("link", "The address"), Given.Text("name"), Given.Text("ref"), Given.Flag("tracked"),
            Given.Number("linkclicks", "How often it was clicked"), Given.Number("uniquelinkclicks", "How many contacts clicked it"),
            .. Given.Aside(Given.Id("campaignid", "campaigns", "As campaign"), Given.Id("messageid", "messages", "As message")), .. Given.Stamps,
        ],
        Filters = [Filter.Path("campaign", "campaigns/{campaign}/links") with { Match = Match.Inexact }],
        Refusals = Refusals.ReadOnly("link", "Links are found in a campaign's message: change that."),
    };

    /// <summary>The messages.</summary>
    public static readonly RestTable Messages = new("messages", Item: "message")
    {
        Description = "The messages that campaigns and automations send",
        Path = "messages",
        Paging = Paging.Offset(max: 100),
        Columns =
        [
            Column.Key("id"),
            Column.Text("name") with { UpdateOnly = true, Description = "The name, for the account's users only" },
            Column.Text("subject"),
            Column.Text("fromname") with { Required = true, Description = "Who it is from" },
            Column.Text("fromemail") with { Required = true, Example = "news@example.org" },
            Column.Text("reply2") with { Required = true, Description = "Where answers go", Example = "answers@example.org" },
            Column.Text("preheader_text"),
            Column.Text("text") with { UpdateOnly = true, Description = "The message as plain text" },
            Column.Text("html") with { UpdateOnly = true, Description = "The message as HTML" },
            Given.Text("format"),
            Given.Text("charset"),
            Given.Number("priority"),
            Given.Flag("hidden"),
            Given.Created("cdate"),
            Given.Changed("mdate"),
            Given.Id("user", "users"),
            .. Given.Aside(
                Given.Id("userid", "users", "As user"), Given.Number("ed_instanceid"), Given.Number("ed_version"), Given.Text("encoding"), Given.Text("htmlfetch"), Given.Text("textfetch"),
                Given.Text("preview_mime"), Given.Text("preview_data"), Given.Text("language_code"), Given.Text("source"), Given.Flag("has_predictive_content")),
        ],
        Filters = [Filter.ById("id", "messages/{id}")],
        Insert = RowCall.Post("messages"),
        Update = RowCall.Put("messages/{id}"),
        Delete = RowCall.Delete("messages/{id}"),
    };
}
