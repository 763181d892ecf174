using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Tables;

/// <summary>
/// The mailing lists. Source: the API's reference of lists (2026-08), recorded answers (2020 to 2021) and the keys of a live account
/// (2026-08). Changing a list is not in the reference, but recorded; the answer has no body then.
/// </summary>
internal static class Lists
{
    /// <summary>The declaration.</summary>
    public static readonly RestTable Table = new("lists", Item: "list")
    {
        Description = "The mailing lists that contacts are subscribed to",
        Path = "lists",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"),
            Column.Text("name") with { Required = true, IgnoresCase = true, HoldsNames = true, Description = "The name; a list is known by it" },
            Column.Text("stringid") with { Required = true, Description = "The name as it stands in addresses", Example = "news" },
            Column.Text("sender_url") with { Required = true, Description = "The web address of the sender",
                Example = "https://example.org" },
            Column.Text("sender_reminder") with { Required = true, Description = "Why a subscriber gets messages",
                Example = "You asked for it on our site." },
            Column.Text("channel") with { Description = "email or sms", Example = "email" },
            Column.Boolean("send_last_broadcast") with { Form = ValueForm.TrueFalse,
                Description = "Whether a new subscriber gets the last campaign; a new list does not do so unless told" },
            Column.Text("carboncopy") with { Description = "Addresses that get a copy of each campaign" },
            Column.Text("subscription_notify") with { Description = "Addresses that are told of new subscribers" },
            Column.Text("unsubscription_notify") with { Description = "Addresses that are told of those who leave" },
            Column.BigInt("user") with { References = "users", Description = "Id of the user who owns it" },
            ReadOnlyColumns.Number("active_subscribers", "How many contacts are subscribed") with { CountsUses = true },
            ReadOnlyColumns.Number("non_deleted_subscribers"),
            ReadOnlyColumns.Text("description"),
            ReadOnlyColumns.Created("cdate"),
            ReadOnlyColumns.Changed("udate"),
            .. ReadOnlyColumns.Aside(
                ReadOnlyColumns.Id("userid", "users"), ReadOnlyColumns.Flag("p_use_tracking"), ReadOnlyColumns.Flag("p_use_analytics_read"),
                ReadOnlyColumns.Flag("p_use_analytics_link"), ReadOnlyColumns.Flag("p_use_twitter"),
                ReadOnlyColumns.Flag("p_use_facebook"), ReadOnlyColumns.Flag("p_embed_image"), ReadOnlyColumns.Flag("p_use_captcha"),
                ReadOnlyColumns.Flag("private"), ReadOnlyColumns.Text("analytics_domains"), ReadOnlyColumns.Text("analytics_source"),
                ReadOnlyColumns.Text("analytics_ua"), ReadOnlyColumns.Text("twitter_token"), ReadOnlyColumns.Text("twitter_token_secret"),
                ReadOnlyColumns.Text("facebook_session"), ReadOnlyColumns.Flag("require_name"),
                ReadOnlyColumns.Flag("get_unsubscribe_reason"), ReadOnlyColumns.Text("to_name"), ReadOnlyColumns.Flag("optinoptout"),
                ReadOnlyColumns.Text("sender_name"), ReadOnlyColumns.Text("sender_addr1"), ReadOnlyColumns.Text("sender_addr2"),
                ReadOnlyColumns.Text("sender_city"), ReadOnlyColumns.Text("sender_state"), ReadOnlyColumns.Text("sender_zip"),
                ReadOnlyColumns.Text("sender_country"), ReadOnlyColumns.Text("sender_phone"), ReadOnlyColumns.Text("fulladdress"),
                ReadOnlyColumns.Number("optinmessageid"), ReadOnlyColumns.Flag("optoutconf"), ReadOnlyColumns.Clock("deletestamp")),
            .. ReadOnlyColumns.Stamps,
        ],
        Filters = [Filter.ById("id", "lists/{id}"), Filter.Query("name", "filters[name][eq]", Match.Inexact)],
        Identity = ["name"],
        // Left out, the account's own setting may send the last campaign to everybody who is added.
        Defaults = new Dictionary<string, string> { ["send_last_broadcast"] = "0" },
        Insert = RowCall.Post("lists"),
        Update = RowCall.Put("lists/{id}"),
        Delete = RowCall.Delete("lists/{id}"),
    };

    /// <summary>Which groups of users may use which list.</summary>
    public static readonly RestTable Groups = new("listGroups", Item: "listGroup")
    {
        Description = "Which group of users may use which list; a list without one is seen by nobody",
        Path = "listGroups",
        Paging = Pages.ByOffset,
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
