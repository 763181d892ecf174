using System.Text.Json.Nodes;
using Koppel.Engine.KeptResults;
using Koppel.Server.Results;
using Koppel.Server.Runs;
using Koppel.Server.Wire;
using Microsoft.AspNetCore.Http;

namespace Koppel.Server.Api;

/// <summary>Kept results: their rows, orders, parts, cells and charts.</summary>
internal static class ResultRoutes
{
    /// <summary>The routes.</summary>
    public static IEnumerable<Route> Of(ResultShelf shelf, ResultEdits edits, TableScript tables) =>
    [
        new("GET", "/results", "The kept results, the newest first",
            context => Answer.JsonAsync(context, Answer.List(shelf.Store.All.Select(shelf.Of)))),
        new("GET", "/results/{id}", "One of them, with what of it can be edited", async context =>
        {
            var result = Of(shelf, context);
            var told = shelf.Of(result);
            var (editable, why) = await edits.OfAsync(result, context.RequestAborted);
            told["editable"] = editable is null ? null : new JsonObject
            {
                ["table"] = editable.Table, ["key"] = Answer.Texts(editable.Key), ["columns"] = Answer.Texts(editable.Columns),
            };
            told["notEditable"] = why;
            await Answer.JsonAsync(context, told);
        }),
        new("POST", "/results/{id}/table", "The statement that saves a result as a table", async context =>
        {
            var body = await Body.ReadAsync(context);
            var script = await tables.WriteAsync(Of(shelf, context), body.Text("table"), context.RequestAborted);
            await Answer.JsonAsync(context, new JsonObject { ["script"] = script });
        }) { Body = ["table: text", "session: text?"] },
        new("POST", "/results/{id}/edits", "The update that changed cells are", async context =>
        {
            var result = Of(shelf, context);
            var changed = (await Body.ReadAsync(context)).List("edits").Select(e => (
                e.Long("row") ?? throw ApiFault.Wrong("'row' of an edit is missing."),
                ResultShelf.Column(result, e.AnyText("column")), e.AnyText("value"))).ToList();
            await Answer.JsonAsync(
                context, new JsonObject { ["script"] = await edits.ScriptAsync(result, changed, context.RequestAborted) });
        }) { Body = ["edits: [{row, column, value}]"] },
        new("PATCH", "/results/{id}", "Names or pins a result", async context =>
        {
            var result = Of(shelf, context);
            var body = await Body.ReadAsync(context);
            if (body.Has("name")) result.Name = body.OptionalText("name");
            if (body.Truth("pinned") is { } isPinned) result.IsPinned = isPinned;
            await Answer.JsonAsync(context, shelf.Of(result));
        }) { Body = ["name: text?", "pinned: truth?"] },
        new("DELETE", "/results/{id}", "Drops a result", async context =>
        {
            await shelf.Store.DropAsync(Of(shelf, context));
            await Answer.NoContent(context);
        }) { Status = 204 },
        new("GET", "/results/{id}/rows", "A page of at most 1,000 rows", async context =>
        {
            var result = Of(shelf, context);
            var count = (int)Math.Min(RowsJson.Most, context.Number("count", 200));
            var page = await RowsJson.PageAsync(shelf.Store, result, context.Number("from", 0), count, context.RequestAborted);
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = page.Length;
            await context.Response.Body.WriteAsync(page.Memory, context.RequestAborted);
        }) { Query = ["from", "count"] },
        new("POST", "/results/{id}/view", "Writes an order or a part of a result once, as a result of its own", async context =>
        {
            var result = Of(shelf, context);
            var view = ViewBody.Of(result, await Body.ReadAsync(context));
            var made = await shelf.Store.ViewAsync(result, view, context.RequestAborted);
            await Answer.JsonAsync(context, new JsonObject
            {
                ["id"] = shelf.IdOf(made), ["total"] = made.Rows, ["columns"] = ResultShelf.Columns(made),
            });
        }) { Body = ["sort: [{column, descending}]?", "filters: [{column, operator, value}]?", "search: text?"] },
        new("GET", "/results/{id}/cell", "One value, whole", context => CellAsync(context, shelf)) { Query = ["row", "column"] },
        new("GET", "/results/{id}/chart", "At most 200 points for a chart", async context =>
        {
            var result = Of(shelf, context);
            var x = ResultShelf.Column(result, context.Query("x"));
            int? y = context.Query("y") is { } name ? ResultShelf.Column(result, name) : null;
            var points = await shelf.Store.ChartAsync(result, x, y, context.Query("kind") == "line", context.RequestAborted);
            await Answer.JsonAsync(context, new JsonObject
            {
                ["points"] = Answer.List(points.Select(p => new JsonObject
                {
                    ["x"] = p.X, ["y"] = p.Y is { } high && double.IsFinite(high) ? high : null,
                })),
            });
        }) { Query = ["x", "y", "kind"] },
        new("GET", "/results/{id}/export", "The whole result as a file", context =>
        {
            var result = Of(shelf, context);
            return ResultExport.WriteAsync(context, shelf.Store.Read(result), context.Query("format") ?? "csv", result.Name ?? "result",
                [
                    ("SQL", result.Origin.Sql), ("run at", EventJson.Time(result.Origin.At)),
                    ("run in the ledger", result.Origin.LedgerRun is { } run ? FormattableString.Invariant($"{run}") : "none"),
                    ("rows", FormattableString.Invariant($"{result.Rows}")),
                    ("complete", result.IsComplete ? "yes" : result.Fault ?? "rows still came"),
                ]);
        }) { Query = ["format"] },
        new("GET", "/results/{id}/text", "Some rows as text for the clipboard", async context =>
        {
            var result = Of(shelf, context);
            var from = context.Number("from", 0);
            var count = ResultText.Count(result.Rows - from, context.Number("count", long.MaxValue));
            IReadOnlyList<int>? columns = context.Query("columns")?.Split(',').Select(c => ResultShelf.Column(result, c)).ToList();
            var text = await ResultText.OfAsync(
                shelf.Store.Read(result, from, count, columns), context.Query("format") ?? "tsv",
                context.RequestAborted);
            context.Response.ContentType = "text/plain; charset=utf-8";
            context.Response.ContentLength = text.Length;
            await context.Response.Body.WriteAsync(text, context.RequestAborted);
        }) { Query = ["format", "from", "count", "columns"] },
    ];

    static KeptResult Of(ResultShelf shelf, HttpContext context) => shelf.Get(context.Part("id"));

    static async Task CellAsync(HttpContext context, ResultShelf shelf)
    {
        var result = Of(shelf, context);
        var column = ResultShelf.Column(result, context.Query("column"));
        var row = context.Number("row", 0);
        var to = new Koppel.Engine.DuckDb.Utf8Buffer();
        to.Write("{\"value\":"u8);
        var start = to.Length;
        await foreach (var chunk in shelf.Store.Read(result, row, 1, [column]).Chunks.WithCancellation(context.RequestAborted))
            using (chunk) new CellJson(result.Columns[column].Type).Write(chunk.Columns[0], 0, isWhole: true, to);
        if (to.Length == start) throw ApiFault.NotFound("no-row", $"The result has no row {row}.");
        to.Write(",\"type\":"u8);
        to.Write(JsonValue.Create(result.Columns[column].Type).ToJsonString());
        to.Write((byte)'}');
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = to.Length;
        await context.Response.Body.WriteAsync(to.Memory, context.RequestAborted);
    }
}
