using System.Text.Json.Nodes;
using Koppel.Engine.Hosting;
using Koppel.Engine.Ledger;
using Koppel.Engine.Statements;
using Koppel.Server.Runs;
using Koppel.Server.Sessions;
using Koppel.Server.Wire;
using Microsoft.AspNetCore.Http;
using ResultExport = Koppel.Server.Results.ResultExport;

namespace Koppel.Server.Api;

/// <summary>The runs that the ledger has: those that can be gone on with, their rejects, and taking one back.</summary>
internal static class LedgerRoutes
{
    const int Most = 200;

    /// <summary>The routes.</summary>
    public static IEnumerable<Route> Of(CatalogSession catalog) =>
    [
        new("GET", "/ledger/runs", "The runs of the ledger, the newest first", async context =>
        {
            var isUnfinished = context.Query("unfinished") == "true";
            var runs = await catalog.AskAsync(s => Task.FromResult(Runs(s, isUnfinished)));
            await Answer.JsonAsync(context, Answer.List(runs));
        }) { Query = ["unfinished"] },
        new("GET", "/ledger/runs/{number}", "One of them with its statements", async context =>
        {
            var number = context.PartNumber("number");
            await Answer.JsonAsync(context, await catalog.AskAsync(s => Task.FromResult(Run(s, number))));
        }),
        new("GET", "/ledger/runs/{number}/rejects", "The rows that a run did not accept", context => RejectsAsync(context, catalog))
        {
            Query = ["format"],
        },
        new("POST", "/ledger/runs/{number}/undo", "The script that takes a run back, to be run like any other", async context =>
        {
            var number = context.PartNumber("number");
            var body = await Body.ReadAsync(context);
            var script = await catalog.AskAsync(s =>
            {
                Find(s, number);
                return s.UndoScriptAsync(number, body.Truth("deleteCreated") ?? false, cancellationToken: context.RequestAborted);
            });
            if (script.Length == 0)
                throw new ApiFault(409, "nothing-changed", $"Run {number} changed nothing: there is nothing to take back.");
            await Answer.JsonAsync(context, new JsonObject { ["script"] = script });
        }) { Body = ["deleteCreated: truth?"] },
    ];

    static List<JsonNode> Runs(Session session, bool isUnfinished) => session.Engine.Ledger is not { } ledger ? []
        : [.. ledger.Runs().Where(r => !isUnfinished || IsResumable(r)).Take(Most).Select(r => Of(ledger, r))];

    static JsonObject Of(ILedger ledger, RunRecord run)
    {
        var statements = ledger.Statements(run.Number);
        return new JsonObject
        {
            ["run"] = run.Number,
            ["at"] = EventJson.Time(run.Started),
            ["ended"] = run.Finished is { } end ? EventJson.Time(end) : null,
            ["state"] = run.Status.ToWords(),
            ["script"] = run.Start.Script,
            ["file"] = run.Start.File,
            ["target"] = string.Join(", ", statements.Select(s => s.Start.Target).OfType<string>().Distinct()),
            ["user"] = run.Start.User,
            ["door"] = run.Start.Door,
            ["resumable"] = IsResumable(run),
        };
    }

    static JsonObject Run(Session session, long number)
    {
        var (ledger, run) = Find(session, number);
        var told = Of(ledger, run);
        told["statements"] = Answer.List(ledger.Statements(number).Select(s => new JsonObject
        {
            ["statement"] = s.Start.Number, ["text"] = s.Start.Text, ["kind"] = s.Start.Kind, ["target"] = s.Start.Target,
            ["state"] = s.Status.ToWords(), ["fault"] = s.Fault,
            ["books"] = new JsonObject
            {
                ["read"] = s.Books.Read, ["changed"] = s.Books.Changed, ["unchanged"] = s.Books.Unchanged,
                ["rejected"] = s.Books.Rejected, ["notSent"] = s.Books.NotSent,
            },
        }));
        return told;
    }

    static (ILedger Ledger, RunRecord Run) Find(Session session, long number) =>
        session.Engine.Ledger is { } ledger && ledger.FindRun(number) is { } run ? (ledger, run)
            : throw ApiFault.NotFound("no-run", $"The ledger has no run {number}.");

    static bool IsResumable(RunRecord run) => run.Status is Status.Interrupted or Status.Stopped or Status.Failed;

    static async Task RejectsAsync(HttpContext context, CatalogSession catalog)
    {
        var number = context.PartNumber("number");
        var format = context.Query("format") ?? "json";
        await catalog.AskAsync(async session =>
        {
            Find(session, number);
            var sql = FormattableString.Invariant($"""
                select statement, row, source_row, source, code, reason, remedy
                from rejects@koppel where run = {number} order by statement, row
                """);
            await foreach (var result in session.ExecuteAsync(sql, cancellationToken: context.RequestAborted))
            {
                if (result is FailedResult failed) throw failed.Fault;
                if (result is not RowsResult rows) continue;
                if (format == "json") await Answer.JsonAsync(context, await RejectsJson.OfAsync(rows, context.RequestAborted));
                else await ResultExport.WriteAsync(context, rows, format, $"rejects-{number}", about: []);
            }
            return true;
        });
    }
}
