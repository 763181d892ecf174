using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Rest.Load;
using Koppel.Sdk.Rest.Read;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Tests.StandIn;

/// <summary>
/// The connector of a system that nobody has, with what many have: a token that expires, cursors, ids that are texts, fields in objects.
/// There is nothing in it but declarations.
/// </summary>
sealed class StandInConnector : IConnector
{
    static readonly RateLimit Calls = new("calls a second", 2_000, TimeSpan.FromSeconds(1));

    static readonly RestTable Companies = new("companies")
    {
        Description = "Who buys",
        Path = "companies",
        List = "results",
        Paging = Paging.Cursor(max: 20, "after", next: "paging.next.after") with { Total = "total" },
        Columns =
        [
            Column.TextKey("id"),
            Column.Text("name") with { Field = "properties.name", Required = true },
            Column.Text("city") with { Field = "properties.address.city" },
            Column.BigInt("size") with { Field = "properties.size" },
            Column.Timestamp("seen") with { Field = "properties.seen", Times = TimeFormat.UnixMilliseconds },
            Column.TextList("people") with { ReadOnly = true, Hidden = true, References = "people", Description = "Who belongs to it" },
            Column.Timestamp("changed") with { Field = "updatedAt", Times = TimeFormat.UnixMilliseconds, ReadOnly = true },
            Column.Timestamp("created") with { Field = "createdAt", Times = TimeFormat.UnixSeconds, ReadOnly = true },
        ],
        Filters =
        [
            Filter.ById("id", "companies/{id}"), Filter.Many("id", "ids", most: 20), Filter.Query("name", "name", Match.Inexact),
            Filter.Since("created", "createdSince") with { Times = TimeFormat.UnixSeconds },
        ],
        Orders = [new RowOrder("created", "sort", "createdAt", "-createdAt")],
        Sideloads = [new Sideload("people", Include: "members", Owner: "company", Value: "person")],
        Changes = new ChangedSince("updatedSince", "changed", ["id", "name", "city", "size", "changed"], TimeFormat.UnixMilliseconds.Write),
        Identity = ["name"],
        Insert = RowCall.Post("companies"),
        Update = RowCall.Patch("companies/{id}"),
        Delete = RowCall.Delete("companies/{id}"),
    };

    static readonly RestTable Members = new("members")
    {
        Description = "Who belongs to which company",
        Path = "members",
        List = "data",
        Paging = Paging.BehindLast(max: 20, "starting_after", more: "has_more"),
        Columns =
        [
            Column.TextKey("id"),
            Column.Text("company") with { Required = true, References = "companies" },
            Column.Text("person") with { Required = true, References = "people" },
        ],
        Filters = [Filter.ById("id", "members/{id}"), Filter.Query("company", "company", Match.Exact)],
        Identity = ["company", "person"],
        Insert = RowCall.Post("members") with { KeyIn = "created.id" },
        Delete = RowCall.Delete("members/{id}"),
    };

    /// <summary>A column of every type that there is.</summary>
    static readonly RestTable Measures = new("measures")
    {
        Description = "Values of every type",
        Path = "measures",
        List = "data",
        Paging = Paging.BehindLast(max: 20, "starting_after", more: "has_more"),
        Columns =
        [
            Column.TextKey("id"), Column.Text("name") with { Required = true },
            .. StandInValues.Types.Select(t => new Column(t.Name, t.Type)),
        ],
        Filters = [Filter.ById("id", "measures/{id}"), Filter.Query("name", "name", Match.Exact)],
        Identity = ["name"],
        Insert = RowCall.Post("measures"),
        Update = RowCall.Patch("measures/{id}"),
        Delete = RowCall.Delete("measures/{id}"),
    };

    public string Type => "standin";

    public string Description => "A system that stands in for others";

    public IReadOnlyList<Setting> Settings { get; } =
    [
        new("url", "The address") { Kind = SettingKind.Url, Required = true },
        new("secret", "The secret") { Required = true, Secret = true },
        new("snapshot", "Whether companies are kept") { Kind = SettingKind.Switch },
    ];

    public ICatalog Open(ConnectionSettings settings, ConnectorEnvironment environment)
    {
        var address = new Uri(settings.Required("url"));
        var client = new RestClient(
            new RestClientOptions
            {
                Connection = settings.Name,
                System = "Stand-in",
                BaseAddress = new Uri(address, "/v1/"),
                Credential = new OAuthGrant(new Uri(address, "/oauth/token"), new Dictionary<string, string>
                {
                    ["grant_type"] = "client_credentials",
                    ["client_secret"] = settings.Required("secret"),
                }),
                Errors = ErrorShape.Usual with { DuplicateCodes = ["CONFLICT"] },
                Limits = [Calls],
                UsualLimits = [Calls],
            },
            environment);
        var account = new RestAccount(settings.Name, client, environment)
        {
            Snapshots = settings.Switch("snapshot", false) ? SnapshotUse.On : SnapshotUse.Off,
        };
        return new RestCatalog(account, [Companies, Members, Measures]);
    }
}
