using System.Text.Json.Nodes;
using Koppel.Engine.Ledger;
using Koppel.Server.Runs;
using Koppel.Server.Sessions;
using Koppel.Server.Wire;
using Microsoft.AspNetCore.Http;

namespace Koppel.Server.Api;

/// <summary>What a run did, page by page: changes, calls, rows without a partner, rows that were left.</summary>
internal static class LedgerPageRoutes
{
    const string Run = "/ledger/runs/{number}";

    /// <summary>The routes.</summary>
    public static IEnumerable<Route> Of(CatalogSession catalog) =>
    [
        new("GET", Run + "/changes", "The rows that a run changed, a part of them", async context =>
        {
            var operation = context.Query("operation");
            if (operation is not (null or "insert" or "update" or "delete"))
                throw ApiFault.Wrong("'operation' must be insert, update or delete.");
            var page = await catalog.OfRunAsync(
                context, (pages, run) => pages.Changes(Filter(context, run) with { Operation = operation }));
            await Answer.JsonAsync(context, new JsonObject
            {
                ["rows"] = Answer.List(page.Rows.Select(ChangeJson.Of)), ["next"] = page.Next?.ToString(),
            });
        }) { Query = ["statement", "after", "count", "text", "operation"] },
        new("GET", Run + "/calls", "The calls that a run made, a part of them", async context =>
        {
            var page = await catalog.OfRunAsync(context, (pages, run) => pages.Calls(new CallFilter(run)
            {
                From = context.Number("from", 0), Count = context.Count(), Text = context.Query("text"),
                OnlyFailed = context.Query("failed") == "true",
            }));
            await Answer.JsonAsync(context, new JsonObject
            {
                ["total"] = page.Total, ["rows"] = Answer.List(page.Rows.Select(Of)),
            });
        }) { Query = ["from", "count", "text", "failed"] },
        new("GET", Run + "/routes", "The calls that a run made, by route", async context =>
        {
            var routes = await catalog.OfRunAsync(context, (pages, run) => pages.Routes(run));
            await Answer.JsonAsync(context, Answer.List(routes.Select(Of)));
        }),
        new("GET", Run + "/columns", "What a run did by operation and by column, counted from all of its changes", async context =>
            await Answer.JsonAsync(
                context, await catalog.OfRunAsync(context, (pages, run) => ColumnSums.Of(pages, run, context.RequestAborted)))),
        new("GET", Run + "/unmatched", "The rows that found no partner, a part of them", async context =>
        {
            var page = await catalog.OfRunAsync(
                context, (pages, run) => pages.Unmatched(run, context.Number("from", 0), context.Count()));
            await Answer.JsonAsync(context, new JsonObject { ["total"] = page.Total, ["rows"] = Answer.List(page.Rows.Select(Of)) });
        }) { Query = ["from", "count"] },
        new("GET", Run + "/left", "The rows that a run left on purpose, a part of them", async context =>
        {
            var page = await catalog.OfRunAsync(context, (pages, run) => pages.Left(run, context.Number("from", 0), context.Count()));
            await Answer.JsonAsync(context, new JsonObject { ["total"] = page.Total, ["rows"] = Answer.List(page.Rows.Select(Of)) });
        }) { Query = ["from", "count"] },
    ];

    /// <summary>Which changes are asked for.</summary>
    public static ChangeFilter Filter(HttpContext context, long run) => new(run)
    {
        Statement = context.Query("statement") is null ? null : context.Number("statement", 0), After = context.After(),
        Count = context.Count(), Text = context.Query("text"),
    };

    static JsonObject Of(MadeCall call) => new()
    {
        ["statement"] = call.Statement, ["at"] = EventJson.Time(call.Time), ["connection"] = call.Connection, ["method"] = call.Method,
        ["route"] = call.Route, ["status"] = call.Status, ["milliseconds"] = call.Milliseconds, ["bytes"] = call.Bytes,
        ["retries"] = call.Retries,
    };

    static JsonObject Of(RouteCount route) => new()
    {
        ["connection"] = route.Connection, ["method"] = route.Method, ["route"] = route.Route, ["count"] = route.Count,
        ["failed"] = route.Failed, ["milliseconds"] = route.Milliseconds,
    };

    static JsonObject Of(PartnerlessRow row) => new()
    {
        ["statement"] = row.Statement, ["source"] = row.Source, ["target"] = row.Target, ["by"] = row.Key, ["row"] = row.Row,
        ["values"] = JsonNode.Parse(row.Values), ["near"] = row.IsNear,
    };

    static JsonObject Of(LeftRow row) => new()
    {
        ["statement"] = row.Statement, ["row"] = row.Row, ["values"] = JsonNode.Parse(row.Values), ["text"] = row.Reason,
    };
}
