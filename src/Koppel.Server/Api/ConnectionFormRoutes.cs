using System.Text.Json.Nodes;
using Koppel.Engine.Configuration;
using Koppel.Engine.Configuration.Editing;
using Koppel.Sdk.Connections;
using Koppel.Server.Connections;
using Koppel.Server.Wire;
using Microsoft.AspNetCore.Http;

namespace Koppel.Server.Api;

/// <summary>Connections by form: what can be set, what is set, tests, and the writing of them.</summary>
internal static class ConnectionFormRoutes
{
    const string Values = "values: texts?", Secrets = "secrets: objects?", Match = "; If-Match says over which configuration";

    /// <summary>The routes.</summary>
    public static IEnumerable<Route> Of(ConnectionEditor editor, ConnectionTrials trials) =>
    [
        new("GET", "/connection-forms", "The kinds of system, each with its settings", context => Answer.JsonAsync(
            context, Answer.List(editor.IsOpen ? editor.Setup.Connectors.Select(FormJson.Of) : []))),
        new("GET", "/configuration", "The configuration as it is written, with all that is wrong with it", context =>
            ConfigurationAsync(context, editor)),
        new("GET", "/connections/{connection}/form", "What is set of a connection; secrets are not shown", context =>
        {
            var text = editor.Read();
            var there = editor.Find(text, context.Part("connection"));
            context.Response.Headers.ETag = $"\"{text.Mark}\"";
            return Answer.JsonAsync(context, FormJson.Of(there, KindOf(editor, there)));
        }),
        new("POST", "/connection-tests", "Tests a connection: one that is there by its name, or what stands in a form", async context =>
        {
            var body = await Body.ReadAsync(context);
            var outcome = body.OptionalText("type") is { } type
                ? await trials.TryAsync(
                    body.Text("name"), type, body.OptionalText("over"), ConnectionInput.Of(body), context.RequestAborted)
                : await trials.TestAsync(body.Text("name"), context.RequestAborted);
            await Answer.JsonAsync(context, FormJson.Of(outcome)!);
        }) { Body = ["name: text", "type: text?", "over: text?", Values, Secrets] },
        new("POST", "/connections", "Adds a connection", async context =>
        {
            var body = await Body.ReadAsync(context);
            var name = body.Text("name");
            await WrittenAsync(context, name, editor.Add(name, body.Text("type"), ConnectionInput.Of(body)), 201);
        }) { Body = ["name: text", "type: text", Values, Secrets], Status = 201 },
        new("PUT", "/connections/{connection}", "Changes a connection" + Match, async context =>
        {
            var seen = context.Seen(mayBeNew: false)!;
            var body = await Body.ReadAsync(context);
            var (name, newName) = (context.Part("connection"), body.OptionalText("name"));
            var mark = editor.Change(name, newName, ConnectionInput.Of(body), seen);
            trials.Forget(name);
            await WrittenAsync(context, newName ?? name, mark, 200);
        }) { Body = ["name: text?", Values, Secrets] },
        new("DELETE", "/connections/{connection}", "Removes a connection" + Match, async context =>
        {
            var seen = context.Seen(mayBeNew: false)!;
            var body = await Body.ReadAsync(context);
            var name = context.Part("connection");
            var left = editor.Remove(name, body.Truth("forget") ?? false, seen);
            trials.Forget(name);
            await Answer.JsonAsync(context, new JsonObject { ["secretsLeft"] = Answer.Texts(left) });
        }) { Body = ["forget: truth?"] },
    ];

    static Task WrittenAsync(HttpContext context, string name, string mark, int status)
    {
        context.Response.Headers.ETag = $"\"{mark}\"";
        return Answer.JsonAsync(context, new JsonObject { ["name"] = name, ["etag"] = $"\"{mark}\"" }, status);
    }

    static IConnector? KindOf(ConnectionEditor editor, WrittenConnection there) =>
        editor.Setup.Connectors.Find(there.Type);

    static Task ConfigurationAsync(HttpContext context, ConnectionEditor editor)
    {
        if (!editor.IsOpen) return Answer.JsonAsync(context, new JsonObject { ["file"] = null, ["isOpen"] = false });
        var told = new JsonObject { ["file"] = editor.Setup.File, ["isOpen"] = true, ["isThere"] = File.Exists(editor.Setup.File) };
        try
        {
            var text = editor.Read();
            IReadOnlyList<string> faults = [];
            var right = text.IsFile ? ConfigurationReader.ReadRight(editor.Source, out faults).Connections : [];
            context.Response.Headers.ETag = $"\"{text.Mark}\"";
            told["etag"] = $"\"{text.Mark}\"";
            told["faults"] = Answer.Texts(faults);
            told["connections"] = Answer.List(text.Connections.Select(c => new JsonObject
            {
                ["name"] = c.Name,
                ["type"] = c.Type,
                ["line"] = c.Line,
                ["isRight"] = right.Any(r => r.Name == c.Name),
                ["credentials"] = FormJson.CredentialsOf(c, KindOf(editor, c)),
            }));
        }
        catch (ConfigurationException fault)
        {
            // It cannot be changed by form until it is put right by hand; the page says so.
            (told["etag"], told["faults"], told["connections"]) = (null, Answer.Texts(fault.Faults), new JsonArray());
        }
        return Answer.JsonAsync(context, told);
    }
}
