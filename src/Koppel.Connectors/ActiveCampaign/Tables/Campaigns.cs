using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Tables;

/// <summary>
/// The campaigns, their links and their messages. Source: the API's reference of campaigns and messages (2026-08), the schemas of a
/// production extractor for links, and the keys of a live account (2026-08). A campaign is created without an envelope at <c>/campaign</c>,
/// and changed at <c>/edit</c>; the answer is without one too. It cannot be sent through the API.
/// </summary>
internal static class Campaigns
{
    /// <summary>The campaigns.</summary>
    public static readonly RestTable Table = new("campaigns", Item: "campaign")
    {
        Description = "The campaigns with what became of them",
        Path = "campaigns",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"),
            Column.Text("name") with { Required = true, Description = "The name" },
            Column.Text("type") with { Required = true,
                Description = "single, recurring, split, responder, reminder, special, activerss or text", Example = "single" },
            Column.Boolean("canSplitContent") with { WriteOnly = true, Form = ValueForm.TrueFalse },
            Column.BigInt("segmentid") with { UpdateOnly = true, SentAs = "segmentId", Form = ValueForm.Quoted, References = "segments",
                Description = "Id of the segment that it goes to, or 0" },
            Column.BigInt("addressid") with { UpdateOnly = true, SentAs = "addressId", References = "addresses" },
            Column.BigIntList("listIds") with { References = "lists", UpdateOnly = true, WriteOnly = true,
                Description = "Ids of the lists that it goes to" },
            Column.Timestamp("scheduleddate") with { UpdateOnly = true, SentAs = "scheduledDate", Description = "When it is to be sent" },
            ReadOnlyColumns.Number("status", "0 draft, 1 scheduled, 2 sending, 3 paused, 4 stopped, 5 sent"),
            ReadOnlyColumns.Number("send_amt"),
            ReadOnlyColumns.Number("total_amt"),
            ReadOnlyColumns.Number("opens"),
            ReadOnlyColumns.Number("uniqueopens"),
            ReadOnlyColumns.Number("linkclicks"),
            ReadOnlyColumns.Number("uniquelinkclicks"),
            ReadOnlyColumns.Number("subscriberclicks"),
            ReadOnlyColumns.Number("forwards"),
            ReadOnlyColumns.Number("uniqueforwards"),
            ReadOnlyColumns.Number("hardbounces"),
            ReadOnlyColumns.Number("softbounces"),
            ReadOnlyColumns.Number("unsubscribes"),
            ReadOnlyColumns.Number("unsubreasons"),
            ReadOnlyColumns.Number("updates"),
            ReadOnlyColumns.Number("socialshares"),
            ReadOnlyColumns.Number("replies"),
            ReadOnlyColumns.Number("uniquereplies"),
            ReadOnlyColumns.Time("sdate", "When it was sent"),
            ReadOnlyColumns.Time("ldate", "When it was last sent"),
            ReadOnlyColumns.Created("cdate"),
            ReadOnlyColumns.Changed("mdate"),
            ReadOnlyColumns.Id("user", "users"),
            ReadOnlyColumns.Id("automation", "automations"),
            .. ReadOnlyColumns.Aside(
                ReadOnlyColumns.Id("userid", "users", "As user"), ReadOnlyColumns.Id("seriesid", "automations", "As automation"),
                ReadOnlyColumns.Id("formid", "forms"),
                ReadOnlyColumns.Number("bounceid"), ReadOnlyColumns.Number("realcid"), ReadOnlyColumns.Number("sendid"),
                ReadOnlyColumns.Number("threadid"), ReadOnlyColumns.Number("basemessageid"),
                ReadOnlyColumns.Number("mailer_log_file"), ReadOnlyColumns.Number("tracklinksanalytics"),
                ReadOnlyColumns.Number("trackreadsanalytics"), ReadOnlyColumns.Number("split_content"),
                ReadOnlyColumns.Number("split_offset"), ReadOnlyColumns.Number("split_winner_messageid"),
                ReadOnlyColumns.Number("responder_offset"), ReadOnlyColumns.Number("reminder_offset"),
                ReadOnlyColumns.Number("activerss_items"), ReadOnlyColumns.Flag("public"), ReadOnlyColumns.Flag("mail_transfer"),
                ReadOnlyColumns.Flag("mail_send"), ReadOnlyColumns.Flag("mail_cleanup"),
                ReadOnlyColumns.Flag("trackreads"), ReadOnlyColumns.Flag("tweet"), ReadOnlyColumns.Flag("facebook"),
                ReadOnlyColumns.Flag("embed_images"), ReadOnlyColumns.Flag("htmlunsub"), ReadOnlyColumns.Flag("textunsub"),
                ReadOnlyColumns.Flag("willrecur"), ReadOnlyColumns.Flag("split_winner_awaiting"),
                ReadOnlyColumns.Flag("responder_existing"), ReadOnlyColumns.Flag("managetext"), ReadOnlyColumns.Flag("schedule"),
                ReadOnlyColumns.Flag("waitpreview"), ReadOnlyColumns.Flag("replysys"), ReadOnlyColumns.Text("basetemplateid"),
                ReadOnlyColumns.Text("source"), ReadOnlyColumns.Text("tracklinks"),
                ReadOnlyColumns.Text("analytics_campaign_name"), ReadOnlyColumns.Text("survey"), ReadOnlyColumns.Text("htmlunsubdata"),
                ReadOnlyColumns.Text("textunsubdata"), ReadOnlyColumns.Text("recurring"),
                ReadOnlyColumns.Text("split_type"), ReadOnlyColumns.Text("split_offset_type"), ReadOnlyColumns.Text("responder_type"),
                ReadOnlyColumns.Text("reminder_field"), ReadOnlyColumns.Text("reminder_format"),
                ReadOnlyColumns.Text("reminder_type"), ReadOnlyColumns.Text("reminder_offset_type"),
                ReadOnlyColumns.Text("reminder_offset_sign"), ReadOnlyColumns.Text("activerss_interval"),
                ReadOnlyColumns.Text("activerss_url"), ReadOnlyColumns.Text("ip4"), ReadOnlyColumns.Text("laststep"),
                ReadOnlyColumns.Clock("reminder_last_cron_run"),
                ReadOnlyColumns.Clock("deletestamp")),
            .. ReadOnlyColumns.Stamps,
        ],
        Filters = [Filter.ById("id", "campaigns/{id}"), Filter.Query("seriesid", "filters[seriesid]", Match.Inexact)],
        Insert = RowCall.Post("campaign") with { Body = BodyShape.Bare },
        Update = RowCall.Put("campaigns/{id}/edit") with { Body = BodyShape.Bare },
        Refusals = Refusals.Of("campaign",
            (WriteOperation.Delete,
                "It answers the call as done and keeps the campaign; delete it in ActiveCampaign's own pages, under Campaigns.")),
    };

    /// <summary>The links in campaigns.</summary>
    public static readonly RestTable Links = new("links", Item: "link")
    {
        Description = "The links in campaigns, with how often they were clicked",
        Path = "links",
        Unlisted = "ActiveCampaign's API lists links a campaign at a time. Say which, as in where campaign in (1, 2), or join them with "
            + "campaigns.",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"), ReadOnlyColumns.Id("campaign", "campaigns"), ReadOnlyColumns.Id("message", "messages"),
            ReadOnlyColumns.Text("link", "The address"), ReadOnlyColumns.Text("name"), ReadOnlyColumns.Text("ref"),
            ReadOnlyColumns.Flag("tracked"),
            ReadOnlyColumns.Number("linkclicks", "How often it was clicked"),
            ReadOnlyColumns.Number("uniquelinkclicks", "How many contacts clicked it"),
            .. ReadOnlyColumns.Aside(ReadOnlyColumns.Id("campaignid", "campaigns", "As campaign"),
                ReadOnlyColumns.Id("messageid", "messages", "As message")), .. ReadOnlyColumns.Stamps,
        ],
        Filters = [Filter.Path("campaign", "campaigns/{campaign}/links") with { Match = Match.Inexact }],
        Refusals = Refusals.ReadOnly("link", "Links are found in a campaign's message: change that."),
    };

    /// <summary>The messages.</summary>
    public static readonly RestTable Messages = new("messages", Item: "message")
    {
        Description = "The messages that campaigns and automations send",
        Path = "messages",
        Paging = Pages.ByOffset,
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
            ReadOnlyColumns.Text("format"),
            ReadOnlyColumns.Text("charset"),
            ReadOnlyColumns.Number("priority"),
            ReadOnlyColumns.Flag("hidden"),
            ReadOnlyColumns.Created("cdate"),
            ReadOnlyColumns.Changed("mdate"),
            ReadOnlyColumns.Id("user", "users"),
            .. ReadOnlyColumns.Aside(
                ReadOnlyColumns.Id("userid", "users", "As user"), ReadOnlyColumns.Number("ed_instanceid"),
                ReadOnlyColumns.Number("ed_version"), ReadOnlyColumns.Text("encoding"), ReadOnlyColumns.Text("htmlfetch"),
                ReadOnlyColumns.Text("textfetch"),
                ReadOnlyColumns.Text("preview_mime"), ReadOnlyColumns.Text("preview_data"), ReadOnlyColumns.Text("language_code"),
                ReadOnlyColumns.Text("source"), ReadOnlyColumns.Flag("has_predictive_content")),
        ],
        Filters = [Filter.ById("id", "messages/{id}")],
        Insert = RowCall.Post("messages"),
        Update = RowCall.Put("messages/{id}"),
        Delete = RowCall.Delete("messages/{id}"),
    };
}
