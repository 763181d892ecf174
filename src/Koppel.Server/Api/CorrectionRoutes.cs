using System.Text.Json.Nodes;
using Koppel.Engine.GuidedLoads;
using Koppel.Server.Loads;
using Koppel.Server.Results;
using Koppel.Server.Wire;
using Microsoft.AspNetCore.Http;

namespace Koppel.Server.Api;

/// <summary>Rows that a load did not accept: as they stand in their source, corrected, and loaded alone.</summary>
internal static class CorrectionRoutes
{
    const int Shown = 1_000;

    /// <summary>The routes.</summary>
    public static IEnumerable<Route> Of(CorrectionDesk corrections, LoadDesk desk) =>
    [
        new("POST", "/loads/corrections", "The rows of a source that a run did not accept; with a format as a file", async context =>
        {
            var body = await Body.ReadAsync(context);
            var run = Run(body);
            var mapping = body.OptionalObject("mapping") is { } said ? MappingJson.Read(said) : null;
            var rejected =
                await corrections.RejectedAsync(run, SourceAsk.Of(body.Object("source")), mapping, context.RequestAborted);
            if (context.Query("format") is { } format) await FileAsync(context, rejected, format, run);
            else await Answer.JsonAsync(context, Of(rejected));
        }) { Query = ["format"], Body = ["ledgerRun: number", "source: [{upload, path, sheet}]", "mapping: [{connection, columns}]?"] },
        new("POST", "/loads/corrected", "Corrected rows, or a corrected file, as a source of its own, and the script that loads it",
            async context =>
        {
            var body = await Body.ReadAsync(context);
            var mapping = MappingJson.Read(body.Object("mapping"));
            var source = body.OptionalText("upload") is { } upload ? new SourceAsk { Upload = upload }
                : await corrections.CorrectAsync(SourceAsk.Of(body.Object("source")), Rows(body), context.RequestAborted);
            var script = await desk.WriteAsync(source, mapping, context.RequestAborted);
            var told = TargetJson.Of(script);
            told["source"] = source.ToJson();
            await Answer.JsonAsync(context, told);
        })
        {
            Body = ["ledgerRun: number?", "source: [{upload, path, sheet}]?", "mapping: [{connection, columns}]",
                "rows: [{row, values}]?", "upload: text?"],
        },
    ];

    static long Run(Body body) => body.Long("ledgerRun") ?? throw ApiFault.Wrong("'ledgerRun' of the request's body is missing.");

    static Dictionary<long, IReadOnlyDictionary<string, string?>> Rows(Body body)
    {
        var rows = new Dictionary<long, IReadOnlyDictionary<string, string?>>();
        foreach (var row in body.List("rows"))
            rows[row.Long("row") ?? throw ApiFault.Wrong("'row' of a corrected row is missing.")] = row.Object("values").Values();
        return rows;
    }

    static JsonObject Of(RejectedRows rejected) => new()
    {
        ["columns"] = Answer.Texts(rejected.Columns),
        ["rows"] = Answer.List(rejected.Rows.Take(Shown).Select(r => new JsonObject
        {
            ["row"] = r.Row,
            ["values"] = new JsonObject(rejected.Columns.Zip(r.Values, (c, v) => KeyValuePair.Create(c, (JsonNode?)v))),
            ["reasons"] = Answer.List(r.Reasons.Select(x => new JsonObject { ["code"] = x.Code, ["text"] = x.Text })),
        })),
        ["groups"] = Answer.List(rejected.Rows.SelectMany(r => r.Reasons.Select(x => x.Code).Distinct()).GroupBy(c => c)
            .OrderByDescending(g => g.Count()).Select(g => new JsonObject { ["code"] = g.Key, ["count"] = g.Count() })),
        ["total"] = rejected.Rows.Count,
        ["unplaced"] = rejected.Unplaced,
    };

    static Task FileAsync(HttpContext context, RejectedRows rejected, string format, long run)
    {
        if (format is not ("xlsx" or "csv" or "csv-excel-nl"))
            throw ApiFault.Wrong($"Rejects are written as xlsx, csv or csv-excel-nl, not as '{format}'.");
        var name = FormattableString.Invariant($"rejects-{run}");
        return ResultExport.WriteAsync(context, CorrectionDesk.AsResult(rejected), format, name, []);
    }
}
