using System.Text.Json.Nodes;
using Koppel.Engine.DuckDb;
using Koppel.Engine.Ledger;
using Koppel.Engine.Statements;
using Koppel.Server.Sessions;
using Koppel.Server.Wire;
using Microsoft.AspNetCore.Http;
using ResultExport = Koppel.Server.Results.ResultExport;

namespace Koppel.Server.Api;

/// <summary>The rows that a run did not accept: by reason, a part of them, or all as a file.</summary>
internal static class LedgerRejectRoutes
{
    const int Read = 1_000;

    static readonly (string Name, string Type)[] s_before = [("statement", "BIGINT"), ("row", "BIGINT"), ("source_row", "BIGINT")];
    static readonly (string Name, string Type)[] s_behind =
        [("reject_reason", "VARCHAR"), ("reject_remedy", "VARCHAR"), ("reject_code", "VARCHAR")];

    /// <summary>The routes.</summary>
    public static IEnumerable<Route> Of(CatalogSession catalog) =>
    [
        new("GET", "/ledger/runs/{number}/rejects", "The rows that a run did not accept", context =>
            context.Query("format") is { } format and not "json" ? FileAsync(context, catalog, format) : PageAsync(context, catalog))
        {
            Query = ["format", "from", "count", "reason", "text"],
        },
    ];

    static async Task PageAsync(HttpContext context, CatalogSession catalog)
    {
        var (groups, page) = await catalog.OfRunAsync(context, (pages, run) => (pages.RejectGroups(run), pages.Rejects(new RejectFilter(run)
        {
            From = context.Number("from", 0), Count = context.Count(Read), Reason = context.Query("reason"), Text = context.Query("text"),
        })));
        await Answer.JsonAsync(context, new JsonObject
        {
            ["groups"] = Answer.List(groups.Select(g => new JsonObject
            {
                ["code"] = g.Code, ["text"] = $"{g.Reason} {g.Remedy}".Trim(), ["count"] = g.Count, ["reason"] = g.Reason,
            })),
            ["rows"] = Answer.List(page.Rows.Select(r => new JsonObject
            {
                ["statement"] = r.Statement, ["row"] = r.Row, ["sourceRow"] = r.SourceRow, ["code"] = r.Code,
                ["text"] = $"{r.Reason} {r.Remedy}".Trim(), ["source"] = JsonNode.Parse(r.Values),
            })),
            ["total"] = page.Total,
        });
    }

    static async Task FileAsync(HttpContext context, CatalogSession catalog, string format)
    {
        var number = context.PartNumber("number");
        await catalog.AskAsync(async session =>
        {
            var pages = LedgerAsk.Pages(LedgerAsk.Find(session, number).Ledger);
            // A statement has the same columns in all of its rows, so that the first of each tell them all.
            var names = pages.Statements(number).SelectMany(s => Columns(pages, number, s)).Distinct(StringComparer.OrdinalIgnoreCase)
                .Except(s_before.Select(c => c.Name)).ToList();
            var columns = s_before.Concat(names.Select(n => (n, "VARCHAR"))).Concat(s_behind);
            var rows = new RowsResult(
                1, [.. columns.Select(c => new ResultColumn(c.Item1, c.Item1, c.Item2))], Rows(pages, number, names).ToAsyncEnumerable());
            await ResultExport.WriteAsync(context, rows, format, $"rejects-{number}", about: []);
            return true;
        });
    }

    static IEnumerable<string> Columns(ILedgerPages pages, long run, StatementDetail statement) => statement.Record.Books.Rejected == 0 ? []
        : pages.Rejects(new RejectFilter(run) { Statement = statement.Record.Start.Number, Count = 1 })
            .Rows.SelectMany(r => ChangeJson.Values(r.Values).Keys);

    static IEnumerable<object?[]> Rows(ILedgerPages pages, long run, List<string> names)
    {
        for (var from = 0L; ; from += Read)
        {
            var page = pages.Rejects(new RejectFilter(run) { From = from, Count = Read });
            foreach (var row in page.Rows)
            {
                var values = ChangeJson.Values(row.Values);
                yield return
                [
                    row.Statement, row.Row, row.SourceRow, .. names.Select(n => (object?)values.GetValueOrDefault(n)), row.Reason,
                    row.Remedy, row.Code,
                ];
            }
            if (from + Read >= page.Total) yield break;
        }
    }
}
