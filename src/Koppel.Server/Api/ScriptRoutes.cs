using System.Text.Json.Nodes;
using Koppel.Engine.Assist;
using Koppel.Server.Sessions;
using Koppel.Server.Wire;
using Microsoft.AspNetCore.Http;

namespace Koppel.Server.Api;

/// <summary>Help with writing a script: nothing is run, and no system is called.</summary>
internal static class ScriptRoutes
{
    /// <summary>The routes.</summary>
    public static IEnumerable<Route> Of(SessionPool pool) =>
    [
        new("POST", "/statements", "The statements of a script and their places", async context =>
        {
            var script = (await Body.ReadAsync(context)).Text("script");
            await Answer.JsonAsync(context, Answer.List(ScriptStatements.Of(script).Select(s => new JsonObject
            {
                ["from"] = s.From, ["to"] = s.To, ["line"] = s.Line, ["kind"] = s.Word,
                ["writes"] = s.Kind is StatementKind.Change or StatementKind.Definition,
            })));
        }) { Body = ["script: text"] },
        new("POST", "/complete", "What can stand at a place of a script", async context =>
        {
            var (body, assistant) = await OfAsync(context, pool);
            var found = await assistant.CompleteAsync(body.Text("script"), Offset(body), Options(body), context.RequestAborted);
            await Answer.JsonAsync(context, new JsonObject
            {
                ["from"] = found.From,
                ["to"] = found.To,
                ["items"] = Answer.List(found.Items.Select(i => new JsonObject
                {
                    ["label"] = i.Label, ["kind"] = i.Kind.ToString().ToLowerInvariant(), ["insert"] = i.Insert, ["detail"] = i.Detail,
                    ["description"] = i.Description,
                })),
            });
        }) { Body = ["session: text", "script: text", "offset: number", "variables: texts?"] },
        new("POST", "/check", "What is wrong with a script", async context =>
        {
            var (body, assistant) = await OfAsync(context, pool);
            var found = await assistant.CheckAsync(body.Text("script"), Options(body), context.RequestAborted);
            await Answer.JsonAsync(context, Answer.List(found.Select(f => new JsonObject
            {
                ["from"] = f.From, ["to"] = f.To, ["line"] = f.Line, ["column"] = f.Column, ["message"] = f.Message,
                ["severity"] = f.Severity.ToString().ToLowerInvariant(), ["suggestion"] = f.Replacement,
            })));
        }) { Body = ["session: text", "script: text", "variables: texts?"] },
        new("POST", "/describe", "What is known of the name at a place of a script", async context =>
        {
            var (body, assistant) = await OfAsync(context, pool);
            var told = await assistant.DescribeAsync(body.Text("script"), Offset(body), Options(body), context.RequestAborted);
            if (told is null) await Answer.NoContent(context);
            else await Answer.JsonAsync(context, new JsonObject
            {
                ["from"] = told.From, ["to"] = told.To, ["title"] = told.Title, ["detail"] = told.Detail,
                ["description"] = told.Description,
            });
        }) { Body = ["session: text", "script: text", "offset: number"] },
    ];

    static async Task<(Body Body, ScriptAssistant Assistant)> OfAsync(HttpContext context, SessionPool pool)
    {
        var body = await Body.ReadAsync(context);
        return (body, new ScriptAssistant(pool.Get(body.Text("session")).Session));
    }

    static int Offset(Body body) => body.Number("offset") ?? throw ApiFault.Wrong("'offset' of the request's body is missing.");

    static AssistOptions Options(Body body) => new() { Variables = body.Texts("variables") };
}
