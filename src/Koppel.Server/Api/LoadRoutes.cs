using System.Text.Json.Nodes;
using Koppel.Engine.GuidedLoads;
using Koppel.Server.Loads;
using Koppel.Server.Runs;
using Koppel.Server.Wire;

namespace Koppel.Server.Api;

/// <summary>Guided loads: what a source holds.</summary>
internal static class LoadRoutes
{
    /// <summary>The routes.</summary>
    public static IEnumerable<Route> Of(SourceShelf sources) =>
    [
        new("GET", "/loads/files", "The files that can be a source, below the folder of the configuration", context => Answer.JsonAsync(
            context, Answer.List(sources.Local.All().Select(f => new JsonObject
            {
                ["path"] = f.Path, ["bytes"] = f.File.Length, ["modified"] = EventJson.Time(f.File.LastWriteTimeUtc),
            })))),
        new("POST", "/loads/source", "What a source holds; no remote system is called", async context =>
        {
            var source = await sources.OpenAsync(SourceAsk.Of(await Body.ReadAsync(context)), context.RequestAborted);
            var facts = await sources.AskAsync(source.Ask, s => new SourceReader(s).ReadAsync(source.Table, context.RequestAborted));
            await Answer.JsonAsync(context, SourceJson.Of(source, facts));
        })
        {
            Body = ["upload: text?", "path: text?", "connection: text?", "table: text?", "query: text?", "result: text?", "sheet: text?",
                "session: text?", "settings: texts?"],
        },
    ];
}
