using System.Text.Json.Nodes;
using Koppel.Server.Loads;
using Koppel.Server.Runs;
using Koppel.Server.Wire;

namespace Koppel.Server.Api;

/// <summary>Guided loads: what a source holds, what its columns probably are, the script that loads it.</summary>
internal static class LoadRoutes
{
    /// <summary>The routes.</summary>
    public static IEnumerable<Route> Of(SourceShelf sources, LoadDesk desk) =>
    [
        new("GET", "/loads/files", "The files that can be a source, below the folder of the configuration", context => Answer.JsonAsync(
            context, Answer.List(sources.Local.All().Select(f => new JsonObject
            {
                ["path"] = f.Path, ["bytes"] = f.File.Length, ["modified"] = EventJson.Time(f.File.LastWriteTimeUtc),
            })))),
        new("POST", "/loads/source", "What a source holds; no remote system is called", async context =>
        {
            var (source, facts) = await desk.LookAsync(SourceAsk.Of(await Body.ReadAsync(context)), context.RequestAborted);
            await Answer.JsonAsync(context, SourceJson.Of(source, facts));
        })
        {
            Body = ["upload: text?", "path: text?", "connection: text?", "table: text?", "query: text?", "result: text?", "sheet: text?",
                "session: text?", "settings: texts?"],
        },
        new("GET", "/loads/targets", "The connections into which a guided load can go", async context =>
            await Answer.JsonAsync(
                context, Answer.List((await desk.TargetsAsync()).Select(t => TargetJson.Of(t.Connection, t.Environment))))),
        new("POST", "/loads/proposal", "What the columns of a source probably are; names of the account are read for it", async context =>
        {
            var body = await Body.ReadAsync(context);
            var (mapping, names) =
                await desk.ProposeAsync(SourceAsk.Of(body.Object("source")), body.Text("connection"), context.RequestAborted);
            await Answer.JsonAsync(context, new JsonObject
            {
                ["mapping"] = MappingJson.Of(mapping), ["names"] = TargetJson.Of(names),
                ["calls"] = new JsonObject(names.Calls.Select(c => KeyValuePair.Create(c.Key, (JsonNode?)c.Value))),
            });
        }) { Body = ["source: [{upload, path, table, query, settings}]", "connection: text"] },
        new("POST", "/loads/sql", "The script that loads a source by a mapping", async context =>
        {
            var body = await Body.ReadAsync(context);
            var script = await desk.WriteAsync(
                SourceAsk.Of(body.Object("source")), MappingJson.Read(body.Object("mapping")), context.RequestAborted);
            await Answer.JsonAsync(context, TargetJson.Of(script));
        }) { Body = ["source: [{upload, path, table, query, settings}]", "mapping: [{connection, columns}]"] },
    ];
}
