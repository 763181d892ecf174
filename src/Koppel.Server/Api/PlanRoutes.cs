using System.Net.Mime;
using System.Text.Json.Nodes;
using Koppel.Engine.Hosting;
using Koppel.Engine.Plans;
using Koppel.Engine.Statements;
using Koppel.Sdk.Connections;
using Koppel.Server.Plans;
using Koppel.Server.Runs;
using Koppel.Server.Sessions;
using Koppel.Server.Wire;
using Microsoft.AspNetCore.Http;
using ResultExport = Koppel.Server.Results.ResultExport;

namespace Koppel.Server.Api;

/// <summary>Plan files: made of a script, looked through, applied as they are.</summary>
internal static class PlanRoutes
{
    const int Most = 200;

    /// <summary>The routes.</summary>
    public static IEnumerable<Route> Of(SessionPool pool, RunDirector director, CatalogSession catalog, PlanDesk desk) =>
    [
        new("POST", "/sessions/{session}/plans", "Plans a script into a plan file", c => MakeAsync(c, pool, director, desk))
        {
            Status = 202, Body = ["script: text", "variables: texts?", "file: text?"],
        },
        new("POST", "/sessions/{session}/plans/{plan}/apply", "Makes exactly the changes of a plan",
            c => ApplyAsync(c, pool, director, desk))
        {
            Status = 202, Body = ["typed: list?", "drift: text?"],
        },
        new("GET", "/plans", "The plan files, the newest first", async context => await Answer.JsonAsync(
            context, await catalog.AskAsync(s => Task.FromResult(
                Answer.List(desk.Shelf.All().Take(Most).Select(id => InList(desk, s, id)).OfType<JsonObject>()))))),
        new("GET", "/plans/{plan}", "What a plan would do, but for its changes", async context => await Answer.JsonAsync(
            context, await catalog.AskAsync(s => Task.FromResult(desk.Shelf.Look(context.Part("plan"), plan => PlanHeadJson.Whole(
                context.Part("plan"), plan, desk.StandingOf(s, plan),
                ProductionNames.Among(s.Engine, plan.Head.Connections.Select(c => c.Name)))))))),
        new("GET", "/plans/{plan}/changes", "The changes of a plan, a part of them", context => Answer.JsonAsync(
            context, desk.Shelf.Read(context.Part("plan"), plan => Changes(context, plan))))
        {
            Query = ["statement", "kind", "text", "from", "count"],
        },
        new("GET", "/plans/{plan}/rejects", "The rows that a plan cannot accept", context => RejectsAsync(context, desk))
        {
            Query = ["format", "from", "count", "reason", "text"],
        },
        new("GET", "/plans/{plan}/unmatched", "What the joins of a plan leave out", context => Answer.JsonAsync(
            context, desk.Shelf.Look(context.Part("plan"), plan => Answer.List(plan.Loads.SelectMany(l => l.Unmatched.Select(u =>
                new JsonObject { ["statement"] = l.Number, ["text"] = u.Text })))))),
        new("GET", "/plans/{plan}/file", "The plan file itself", context => FileAsync(context, desk)),
        new("DELETE", "/plans/{plan}", "Deletes a plan file", async context =>
        {
            await catalog.AskAsync(s => Task.FromResult(Delete(desk, s, context.Part("plan"))));
            await Answer.NoContent(context);
        }) { Status = 204 },
    ];

    static async Task MakeAsync(HttpContext context, SessionPool pool, RunDirector director, PlanDesk desk)
    {
        var session = pool.Get(context.Part("session"));
        var body = await Body.ReadAsync(context);
        var (run, plan) = desk.Make(director, session, body.Text("script"), new ExecuteOptions
        {
            Variables = body.Texts("variables"), File = body.OptionalText("file"), Command = "ui", PlanFirst = true,
            Confirmations = Confirmations.AskAll,
        });
        await Answer.JsonAsync(context, new JsonObject { ["run"] = run.Id, ["plan"] = plan }, 202);
    }

    static async Task ApplyAsync(HttpContext context, SessionPool pool, RunDirector director, PlanDesk desk)
    {
        var session = pool.Get(context.Part("session"));
        var body = await Body.ReadAsync(context);
        var rule = body.OptionalText("drift") switch
        {
            null or "usual" => DriftRule.Usual,
            "leave" => DriftRule.Leave,
            "refuse" => DriftRule.Refuse,
            _ => throw ApiFault.Wrong("'drift' must be usual, leave or refuse."),
        };
        var run = desk.Apply(director, session, context.Part("plan"), body.TextOrList("typed"), rule);
        await Answer.JsonAsync(context, new JsonObject { ["run"] = run.Id }, 202);
    }

    /// <summary>A plan in the list; null when it was deleted meanwhile.</summary>
    static JsonObject? InList(PlanDesk desk, Session session, string id)
    {
        try
        {
            return desk.Shelf.Look(id, plan => PlanHeadJson.InList(id, plan, desk.StandingOf(session, plan)));
        }
        catch (ConnectorException fault)
        {
            return PlanHeadJson.Refused(id, fault.Message);
        }
        catch (ApiFault fault) when (fault.Status == 404)
        {
            return null;
        }
    }

    static JsonObject Changes(HttpContext context, PlanFile plan)
    {
        var kind = context.Query("kind");
        if (kind is not (null or "insert" or "update" or "delete" or "create"))
            throw ApiFault.Wrong("'kind' must be insert, update, delete or create.");
        var number = context.Number("statement", 1);
        var load = plan.Loads.FirstOrDefault(l => l.Number == number)
            ?? throw ApiFault.NotFound("no-statement", $"The plan has no load {number}: it has {plan.Loads.Count}.");
        return PlanPages.Changes(plan, load, kind, context.Query("text"), context.Number("from", 0), context.Count());
    }

    static async Task RejectsAsync(HttpContext context, PlanDesk desk)
    {
        var id = context.Part("plan");
        if (context.Query("format") is { } format and not "json")
            await ResultExport.WriteAsync(context, desk.Shelf.Read(id, PlanPages.RejectRows), format, $"rejects-{id}", about: []);
        else
            await Answer.JsonAsync(context, desk.Shelf.Read(id, plan => PlanPages.Rejects(
                plan, context.Query("reason"), context.Query("text"), context.Number("from", 0), context.Count())));
    }

    static async Task FileAsync(HttpContext context, PlanDesk desk)
    {
        var (id, path) = (context.Part("plan"), desk.Shelf.PathOf(context.Part("plan")));
        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = new FileInfo(path).Length;
        context.Response.Headers.ContentDisposition =
            new ContentDisposition { DispositionType = "attachment", FileName = $"plan-{id}.koppel" }.ToString();
        if (!HttpMethods.IsHead(context.Request.Method)) await context.Response.SendFileAsync(path, context.RequestAborted);
    }

    static bool Delete(PlanDesk desk, Session session, string id)
    {
        if (InList(desk, session, id)?["state"]?.ToString() == PlanHeadJson.Word(PlanState.Begun))
            throw new ApiFault(409, "plan-begun", "A run that did not come to its end began to apply this plan, and needs it to go on. "
                + "Go on with that run, or take it back.");
        desk.Shelf.Delete(id);
        return true;
    }

}
