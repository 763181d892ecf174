using System.Text.Json.Nodes;
using Koppel.Engine.Binding;
using Koppel.Engine.Configuration;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Schema;
using Koppel.Server.Connections;
using Koppel.Server.Results;
using Koppel.Server.Sessions;
using Koppel.Server.Wire;

namespace Koppel.Server.Api;

/// <summary>The tree: connections, their tables, the columns of those.</summary>
internal static class ConnectionRoutes
{
    /// <summary>The routes.</summary>
    public static IEnumerable<Route> Of(CatalogSession catalog, TableSample sample, ConnectionTrials trials) =>
    [
        new("GET", "/connections", "The connections; no system is called", async context => await Answer.JsonAsync(
            context, await catalog.ConfigurationAsync(
                told => Answer.List(told.Engine.Connections.Select(c => Of(c, told.Engine, trials)))))),
        new("GET", "/connections/{connection}/tables", "The tables of a connection", async context =>
        {
            var connection = context.Part("connection");
            var tables = await catalog.AskAsync(s => s.ListTablesAsync(connection, context.RequestAborted).AsTask());
            await Answer.JsonAsync(context, Answer.List(tables.Select(t => new JsonObject
            {
                ["name"] = t.Name, ["reference"] = TableReference.Of(t.Name, t.Connection), ["synonyms"] = Answer.Texts(t.Synonyms),
                ["verbs"] = Verbs(t), ["description"] = t.Description,
            })));
        }),
        new("GET", "/connections/{connection}/tables/{table}", "A table with its columns", async context =>
        {
            var reference = TableReference.Of(context.Part("table"), context.Part("connection"));
            var table = await catalog.AskAsync(s => s.DescribeAsync(reference, context.RequestAborted).AsTask());
            await Answer.JsonAsync(context, Of(table, reference));
        }),
        new("GET", "/connections/{connection}/tables/{table}/sample", "Rows of a table that are kept here",
            async context =>
        {
            var reference = TableReference.Of(context.Part("table"), context.Part("connection"));
            await Answer.JsonAsync(context, await sample.OfAsync(reference, context.RequestAborted));
        }),
    ];

    static JsonObject Of(ConnectionSettings connection, EngineOptions engine, ConnectionTrials trials)
    {
        var connector = engine.Connectors.Find(connection.Type);
        var isReadOnly = connection.Text(CommonSettings.Access.Name) == CommonSettings.ReadOnly;
        return new JsonObject
        {
            ["name"] = connection.Name,
            ["kind"] = connection.Type,
            ["environment"] = connector is null ? null : CommonSettings.EnvironmentOf(connector, connection),
            ["isEnvironmentSaid"] = connection.Text(CommonSettings.Environment.Name) is not null,
            ["colour"] = connection.Text("colour"),
            ["isReadOnly"] = isReadOnly,
            ["canLoad"] = connector?.CanLoad() == true && !isReadOnly,
            ["description"] = connector?.Description ?? "",
            ["lastTest"] = FormJson.Of(trials.Last(connection.Name)),
        };
    }

    static JsonArray Verbs(TableListing table)
    {
        var verbs = new List<string>();
        foreach (var verb in (TableVerbs[])[TableVerbs.Select, TableVerbs.Insert, TableVerbs.Update, TableVerbs.Delete])
            if (table.Verbs.HasFlag(verb)) verbs.Add(verb.ToString().ToLowerInvariant());
        if (table.Verbs.HasFlag(TableVerbs.Insert | TableVerbs.Update)) verbs.AddRange(["merge", "synchronize"]);
        return Answer.Texts(verbs);
    }

    static JsonObject Of(TableDescription table, string reference) => new()
    {
        ["name"] = table.Table.Name,
        ["reference"] = reference,
        ["verbs"] = Verbs(table.Table),
        ["description"] = table.Table.Description,
        ["columns"] = Answer.List(table.Columns.Select(c => new JsonObject
        {
            ["name"] = c.Name, ["type"] = c.Type, ["traits"] = Answer.Texts(c.Traits.Select(t => t == "read-only" ? "read only" : t)),
            ["description"] = c.Description,
        })),
        ["findings"] = Answer.Texts(table.Findings.Concat(table.Table.Notes)),
    };
}
