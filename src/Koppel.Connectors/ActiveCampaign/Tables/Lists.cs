using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Tables;

/// <summary>
/// The mailing lists. Source: the API's reference of lists (2026-08), recorded answers (2020 to 2021) and the keys of a live account (2026-08). Changing
/// a list is not in the reference, but recorded; the answer has no body then.
/// </summary>
internal static class Lists
{
    /// <summary>The declaration.</summary>
    public static readonly RestTable Table = new("lists", Item: "list")
    {
        Description = "The mailing lists that contacts are subscribed to",
        Path = "lists",
        Paging = Paging.Offset(max: 100),
        Columns =
        [
            Column.Key("id"),
            Column.Text("name") with { Required = true, IgnoresCase = true, Description = "The name; a list is known by it" },
            Column.Text("stringid") with { Required = true, Description = "The name as it stands in addresses", Example = "news" },
            Column.Text("sender_url") with { Required = true, Description = "The web address of the sender", Example = "https://example.org" },
            Column.Text("sender_reminder") with { Required = true, Description = "Why a subscriber gets messages", Example = "You asked for it on our site." },
            Column.Text("channel") with { Description = "email or sms", Example = "email" },
            Column.Boolean("send_last_broadcast") with { Form = ValueForm.TrueFalse, Description = "Whether a new subscriber gets the last campaign; a new list does not do so unless told" },
            Column.Text("carboncopy") with { Description = "Addresses that get a copy of each campaign" },
            Column.Text("subscription_notify") with { Description = "Addresses that are told of new subscribers" },
            Column.Text("unsubscription_notify") with { Description = "Addresses that are told of those who leave" },
            Column.BigInt("user") with { References = "users", Description = "Id of the user who owns it" },
            Given.Number("active_subscribers", "How many contacts are subscribed") with { CountsUses = true },
            Given.Number("non_deleted_subscribers"),
            Given.Text("description"),
            Given.Created("cdate"),
            Given.Changed("udate"),
            .. Given.Aside(
                Given.Id("userid", "users"), Given.Flag("p_use_tracking"), Given.Flag("p_use_analytics_read"), Given.Flag("p_use_analytics_link"), Given.Flag("p_use_twitter"),
                Given.Flag("p_use_facebook"), Given.Flag("p_embed_image"), Given.Flag("p_use_captcha"), Given.Flag("private"), Given.Text("analytics_domains"), Given.Text("analytics_source"),
                Given.Text("analytics_ua"), Given.Text("twitter_token"), Given.Text("twitter_token_secret"), Given.Text("facebook_session"), Given.Flag("require_name"),
                Given.Flag("get_unsubscribe_reason"), Given.Text("to_name"), Given.Flag("optinoptout"), Given.Text("sender_name"), Given.Text("sender_addr1"), Given.Text("sender_addr2"),
                Given.Text("sender_city"), Given.Text("sender_state"), Given.Text("sender_zip"), Given.Text("sender_country"), Given.Text("sender_phone"), Given.Text("fulladdress"),
                Given.Number("optinmessageid"), Given.Flag("optoutconf"), Given.Clock("deletestamp")),
            .. Given.Stamps,
        ],
        Filters = [Filter.ById("id", "lists/{id}"), Filter.Query("name", "filters[name][eq]", Match.Inexact)],
        Identity = ["name"],
        Defaults = new Dictionary<string, string> { ["send_last_broadcast"] = "0" }, // Left out, the account's own setting may send the last campaign to everybody who is added.
        Insert = RowCall.Post("lists"),
        Update = RowCall.Put("lists/{id}"),
        Delete = RowCall.Delete("lists/{id}"),
    };

    /// <summary>Which groups of users may use which list.</summary>
    public static readonly RestTable Groups = new("listGroups", Item: "listGroup")
    {
        Description = "Which group of users may use which list; a list without one is seen by nobody",
        Path = "listGroups",
        Paging = Paging.Offset(max: 100),
        Columns =
        [
            Column.Key("id"),
            Column.BigInt("list") with { SentAs = "listid", Required = true, References = "lists" },
            Column.BigInt("group") with { SentAs = "groupid", Required = true, References = "groups" },
        ],
        Identity = ["list", "group"],
        Insert = RowCall.Post("listGroups"),
        Refusals = Refusals.Of("listGroup",
            (WriteOperation.Update, "Insert another; take the old one away under Settings, User settings, Groups."),
            (WriteOperation.Delete, "Take the list from the group under Settings, User settings, Groups.")),
    };
}
