using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Tables;

/// <summary>
/// Who may use the account, and what the groups may do. Source: the API's reference of users, groups and groupLimits (2026-08), recorded
/// answers (2020 to 2021) and the keys of a live account (2026-08). A password can be sent and never comes back.
/// </summary>
internal static class Users
{
    /// <summary>The users.</summary>
    public static readonly RestTable Table = new("users", Item: "user")
    {
        Description = "Who may use the account",
        Path = "users",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"),
            Column.Text("username") with { Required = true, IgnoresCase = true, Description = "The name to log in; a user is known by it" },
            Column.Text("email") with { Required = true, IgnoresCase = true, Example = "anna@example.org" },
            Column.Text("firstName") with { Required = true },
            Column.Text("lastName") with { Required = true },
            Column.Text("password") with { WriteOnly = true, Description = "Can be set; it is never told" },
            Column.BigInt("group") with { WriteOnly = true, Required = true, References = "groups",
                Description = "Id of the user's group; it is not told" },
            ReadOnlyColumns.Text("phone"),
            ReadOnlyColumns.Text("signature"),
            ReadOnlyColumns.Text("lang"),
            ReadOnlyColumns.Text("localZoneid", "The user's time zone"),
            ReadOnlyColumns.Flag("mfaEnabled", "Whether a second factor is needed to log in"),
            ReadOnlyColumns.Json("roles"),
            .. ReadOnlyColumns.Aside(ReadOnlyColumns.Clock("password_updated_utc_timestamp"), ReadOnlyColumns.Created("cdate"),
                ReadOnlyColumns.Changed("udate")),
        ],
        Filters = [Filter.ById("id", "users/{id}"), Filter.ById("username", "users/username/{username}") with { Match = Match.Inexact }],
        Identity = ["username"],
        Insert = RowCall.Post("users"),
        Update = RowCall.Put("users/{id}"),
        Delete = RowCall.Delete("users/{id}"),
    };

    /// <summary>What groups may use.</summary>
    public static readonly RestTable Limits = new("groupLimits", Item: "groupLimit")
    {
        Description = "How many messages, contacts and lists a group may use; 0 is no limit",
        Path = "groupLimits",
        Paging = Pages.ByOffset,
        Columns =
        [
            Column.Key("id"), ReadOnlyColumns.Id("group", "groups"), ReadOnlyColumns.Number("limitMail"),
            ReadOnlyColumns.Text("limitMailType", "The time for which limitMail counts"), ReadOnlyColumns.Number("limitContact"),
            ReadOnlyColumns.Number("limitList"), ReadOnlyColumns.Number("limitCampaign"),
            ReadOnlyColumns.Text("limitCampaignType", "The time for which limitCampaign counts"),
            ReadOnlyColumns.Number("limitAttachment", "-1 is no limit"),
            ReadOnlyColumns.Number("limitUser"), ReadOnlyColumns.Number("abuseRatio"), ReadOnlyColumns.Flag("forceSenderInfo"),
            ReadOnlyColumns.Aside(ReadOnlyColumns.Id("groupid", "groups", "As group")),
        ],
        Refusals = Refusals.ReadOnly("groupLimit", "Change the group's limits under Settings, User settings, Groups."),
    };
}
