using System.Text.Json.Nodes;
using Koppel.Engine.Statements;
using Koppel.Server.Runs;
using Koppel.Server.Sessions;
using Koppel.Server.Wire;
using Microsoft.AspNetCore.Http;

namespace Koppel.Server.Api;

/// <summary>Scripts that are run, and what they ask.</summary>
internal static class RunRoutes
{
    /// <summary>The routes.</summary>
    public static IEnumerable<Route> Of(SessionPool pool, RunDirector director) =>
    [
        new("POST", "/sessions/{session}/runs", "Runs a script, or a part of it, or only plans it", c => StartAsync(c, pool, director))
        {
            Status = 202, Body = ["script: text", "from: number?", "to: number?", "variables: texts?", "file: text?", "mode: run|plan?"],
        },
        new("POST", "/sessions/{session}/resume", "Goes on with a run of the ledger", async context =>
        {
            var session = pool.Get(context.Part("session"));
            var body = await Body.ReadAsync(context);
            var run = director.Resume(
                session, body.Long("ledgerRun") ?? throw ApiFault.Wrong("'ledgerRun' of the request's body is missing."));
            await Answer.JsonAsync(context, new JsonObject { ["run"] = run.Id }, 202);
        }) { Status = 202, Body = ["ledgerRun: number"] },
        new("GET", "/runs", "The runs since the program started, the newest first",
            context => Answer.JsonAsync(context, Answer.List(director.All.Select(r => r.ToJson())))),
        new("GET", "/runs/{run}", "One of them", context => Answer.JsonAsync(context, director.Get(context.Part("run")).ToJson())),
        new("POST", "/runs/{run}/answer", "Answers the question of a run", async context =>
        {
            var run = director.Get(context.Part("run"));
            var body = await Body.ReadAsync(context);
            var isYes = body.Truth("yes") ?? throw ApiFault.Wrong("'yes' of the request's body must be true or false.");
            run.Answer(body.Text("hash"), isYes, body.OptionalText("typed"));
            await Answer.NoContent(context);
        }) { Status = 204, Body = ["hash: text", "yes: truth", "typed: text?"] },
        new("POST", "/runs/{run}/stop", "Stops a run after the calls that are under way", async context =>
        {
            var run = Running(director, context);
            run.State = "stopping";
            run.Run?.Stop();
            await Answer.NoContent(context);
        }) { Status = 204 },
        new("POST", "/runs/{run}/cancel", "Cuts a run off", async context =>
        {
            await Running(director, context).Cancel.CancelAsync();
            await Answer.NoContent(context);
        }) { Status = 204 },
    ];

    static LiveRun Running(RunDirector director, HttpContext context) =>
        director.Get(context.Part("run")) is { IsRunning: true } run ? run
            : throw new ApiFault(409, "not-running", "The run has ended: there is nothing to stop.");

    static async Task StartAsync(HttpContext context, SessionPool pool, RunDirector director)
    {
        var session = pool.Get(context.Part("session"));
        var body = await Body.ReadAsync(context);
        var script = body.Text("script");
        var (from, to) = (body.Number("from") ?? 0, body.Number("to") ?? script.Length);
        if (from < 0 || to < from || to > script.Length)
            throw ApiFault.Wrong($"'from' and 'to' must be places in the script, which has {script.Length} characters.");
        var mode = body.OptionalText("mode") ?? "run";
        if (mode is not ("run" or "plan")) throw ApiFault.Wrong("'mode' must be run or plan.");
        var options = new ExecuteOptions
        {
            Variables = body.Texts("variables"), File = body.OptionalText("file"), Command = "ui", DryRun = mode == "plan",
            PlanFirst = true, Confirmations = Confirmations.AskAll,
        };
        var run = director.Start(session, script, from, to, options);
        await Answer.JsonAsync(context, new JsonObject { ["run"] = run.Id }, 202);
    }
}
