using System.Text.Json.Nodes;
using Koppel.Engine.Ledger;
using Koppel.Server.Runs;
using Koppel.Server.Sessions;
using Koppel.Server.Wire;
using Microsoft.AspNetCore.Http;

namespace Koppel.Server.Api;

/// <summary>The runs that the ledger has, and taking one back.</summary>
internal static class LedgerRoutes
{
    static readonly IReadOnlyList<Status> s_unfinished = [Status.Interrupted, Status.Stopped, Status.Failed];

    /// <summary>The routes.</summary>
    public static IEnumerable<Route> Of(CatalogSession catalog) =>
    [
        new("GET", "/ledger/runs", "Runs of the ledger, the newest first, a part of them", async context =>
        {
            var filter = Filter(context);
            var runs = await catalog.AskAsync(s => Task.Run<IReadOnlyList<ListedRun>>(
                () => s.Engine.Ledger is { } ledger ? LedgerAsk.Pages(ledger).Runs(filter) : [], context.RequestAborted));
            await Answer.JsonAsync(context, Answer.List(runs.Select(Of)));
        }) { Query = ["before", "count", "state", "target", "text", "from", "to", "unfinished"] },
        new("GET", "/ledger/runs/{number}", "One of them with its statements", async context =>
        {
            var number = context.PartNumber("number");
            await Answer.JsonAsync(context, await catalog.AskAsync(s => Task.Run(() =>
            {
                var (ledger, run) = LedgerAsk.Find(s, number);
                return Whole(run, LedgerAsk.Pages(ledger).Statements(number));
            }, context.RequestAborted)));
        }),
        new("POST", "/ledger/runs/{number}/undo", "The script that takes a run back, to be run like any other", async context =>
        {
            var number = context.PartNumber("number");
            var body = await Body.ReadAsync(context);
            var script = await catalog.AskAsync(s =>
            {
                LedgerAsk.Find(s, number);
                return s.UndoScriptAsync(number, body.Truth("deleteCreated") ?? false, cancellationToken: context.RequestAborted);
            });
            if (script.Length == 0)
                throw new ApiFault(409, "nothing-changed", $"Run {number} changed nothing: there is nothing to take back.");
            await Answer.JsonAsync(context, new JsonObject { ["script"] = script });
        }) { Body = ["deleteCreated: truth?"] },
    ];

    static RunFilter Filter(HttpContext context) => new()
    {
        Before = context.Query("before") is null ? null : context.Number("before", 0), Count = Math.Min(200, context.Count(50)),
        States = context.Query("unfinished") == "true" ? s_unfinished : context.States(), Target = context.Query("target"),
        Text = context.Query("text"), From = context.Moment("from"), To = context.Moment("to"),
    };

    static JsonObject Of(ListedRun listed)
    {
        var run = listed.Run;
        return new JsonObject
        {
            ["run"] = run.Number,
            ["at"] = EventJson.Time(run.Started),
            ["ended"] = run.Finished is { } end ? EventJson.Time(end) : null,
            ["seconds"] = EventJson.Seconds(run.Finished - run.Started),
            ["state"] = run.Status.ToWords(),
            ["script"] = run.Start.Script,
            ["file"] = run.Start.File,
            ["target"] = string.Join(", ", listed.Targets),
            ["targets"] = Answer.Texts(listed.Targets),
            ["user"] = run.Start.User,
            ["door"] = run.Start.Door,
            ["statementCount"] = listed.Statements,
            ["books"] = Of(listed.Books),
            ["calls"] = listed.Calls,
            ["resumable"] = s_unfinished.Contains(run.Status),
        };
    }

    static JsonObject Whole(RunRecord run, IReadOnlyList<StatementDetail> statements)
    {
        var books = statements.Select(s => s.Record.Books).ToList();
        var told = Of(new ListedRun(
            run, [.. statements.Select(s => s.Record.Start.Target).OfType<string>().Distinct()], statements.Count,
            new Books(books.Sum(b => b.Read), books.Sum(b => b.Changed), books.Sum(b => b.Unchanged), books.Sum(b => b.Rejected)),
            statements.Sum(s => s.Calls)));
        told["statements"] = Answer.List(statements.Select(s => new JsonObject
        {
            ["statement"] = s.Record.Start.Number, ["text"] = s.Record.Start.Text, ["kind"] = s.Record.Start.Kind,
            ["target"] = s.Record.Start.Target, ["state"] = s.Record.Status.ToWords(), ["fault"] = s.Record.Fault,
            ["isPlanned"] = s.Record.IsPlanned, ["at"] = EventJson.Time(s.Started),
            ["seconds"] = EventJson.Seconds(s.Finished - s.Started), ["books"] = Of(s.Record.Books), ["calls"] = s.Calls,
            ["creates"] = NoteJson.OfCreations(s.Creates), ["notes"] = Answer.Texts(s.Notes),
        }));
        return told;
    }

    static JsonObject Of(Books books) => new()
    {
        ["read"] = books.Read, ["changed"] = books.Changed, ["unchanged"] = books.Unchanged, ["rejected"] = books.Rejected,
        ["notSent"] = books.NotSent,
    };
}
