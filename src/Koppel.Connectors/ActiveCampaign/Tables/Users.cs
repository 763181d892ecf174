using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Tables;

/// <summary>
/// Who may use the account, and what the groups may do. Source: the API's reference of users, groups and groupLimits (2026-08), recorded answers (2020 to 2021)
/// and the keys of a live account (2026-08). A password can be sent and never comes back.
/// </summary>
internal static class Users
{
    /// <summary>The users.</summary>
    public static readonly RestTable Table = new("users", Item: "user")
    {
        Description = "Who may use the account",
        Path = "users",
        Paging = Paging.Offset(max: 100),
        Columns =
        [
            Column.Key("id"),
            Column.Text("username") with { Required = true, IgnoresCase = true, Description = "The name to log in; a user is known by it" },
            Column.Text("email") with { Required = true, IgnoresCase = true, Example = "anna@example.org" },
            Column.Text("firstName") with { Required = true },
            Column.Text("lastName") with { Required = true },
            Column.Text("password") with { WriteOnly = true, Description = "Can be set; it is never told" },
            Column.BigInt("group") with { WriteOnly = true, Required = true, References = "groups", Description = "Id of the user's group; it is not told" },
            Given.Text("phone"),
            Given.Text("signature"),
            Given.Text("lang"),
            Given.Text("localZoneid", "The user's time zone"),
            Given.Flag("mfaEnabled", "Whether a second factor is needed to log in"),
            Given.Json("roles"),
            .. Given.Aside(Given.Clock("password_updated_utc_timestamp"), Given.Created("cdate"), Given.Changed("udate")),
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
        Paging = Paging.Offset(max: 100),
        Columns =
        [
            Column.Key("id"), Given.Id("group", "groups"), Given.Number("limitMail"), Given.Text("limitMailType", "The time for which limitMail counts"), Given.Number("limitContact"),
            Given.Number("limitList"), Given.Number("limitCampaign"), Given.Text("limitCampaignType", "The time for which limitCampaign counts"), Given.Number("limitAttachment", "-1 is no limit"),
            Given.Number("limitUser"), Given.Number("abuseRatio"), Given.Flag("forceSenderInfo"), Given.Aside(Given.Id("groupid", "groups", "As group")),
        ],
        Refusals = Refusals.ReadOnly("groupLimit", "Change the group's limits under Settings, User settings, Groups."),
    };
}
