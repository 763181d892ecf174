using System.Text.Json.Nodes;
using Koppel.Engine.Hosting;
using Koppel.Server.Wire;

namespace Koppel.Server.Api;

/// <summary>What is known of a script before it is run.</summary>
internal static class ScriptRoutes
{
    /// <summary>The routes.</summary>
    public static IEnumerable<Route> Of() =>
    [
        new("POST", "/statements", "The statements of a script and their places", async context =>
        {
            var script = (await Body.ReadAsync(context)).Text("script");
            await Answer.JsonAsync(context, Answer.List(StatementOutline.Of(script).Select(s => new JsonObject
            {
                ["from"] = s.From, ["to"] = s.To, ["line"] = s.Line, ["kind"] = s.Kind, ["writes"] = s.Writes,
            })));
        }) { Body = ["script: text"] },
    ];
}
