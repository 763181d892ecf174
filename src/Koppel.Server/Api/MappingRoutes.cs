using System.Text.Json.Nodes;
using Koppel.Engine.GuidedLoads;
using Koppel.Server.Loads;
using Koppel.Server.Runs;
using Koppel.Server.Wire;

namespace Koppel.Server.Api;

/// <summary>Mappings that are kept for the file of the next month.</summary>
internal static class MappingRoutes
{
    const string Path = "/loads/mappings/{name}";

    /// <summary>The routes.</summary>
    public static IEnumerable<Route> Of(KeptLoads kept, LoadDesk desk, SourceShelf sources) =>
    [
        new("GET", "/loads/mappings", "The mappings that are kept", context => Answer.JsonAsync(context, Answer.List(kept.All().Select(k =>
            new JsonObject
            {
                ["name"] = k.Name, ["etag"] = k.ETag, ["modified"] = EventJson.Time(k.Modified),
                ["connection"] = k.Load?.Mapping.Connection, ["source"] = SourceOf(k.Load?.Source), ["fault"] = k.Fault,
            })))),
        new("GET", Path, "A mapping that is kept", context =>
        {
            var (load, etag) = kept.Read(context.Part("name"));
            context.Response.Headers.ETag = etag;
            return Answer.JsonAsync(context, new JsonObject
            {
                ["name"] = context.Part("name"), ["etag"] = etag, ["mapping"] = MappingJson.Of(load.Mapping),
                ["source"] = SourceOf(load.Source),
            });
        }),
        new("PUT", Path, "Keeps a mapping; If-Match says over which text, If-None-Match: * that it is new", async context =>
        {
            var seen = context.Seen(mayBeNew: true);
            var body = await Body.ReadAsync(context);
            var source = body.OptionalObject("source") is { } told ? sources.Kept(SourceAsk.Of(told)) : null;
            var load = new KeptLoad(MappingJson.Read(body.Object("mapping"))) { Source = source };
            context.Response.Headers.ETag = kept.Write(context.Part("name"), load, seen);
            context.Response.StatusCode = seen is null ? 201 : 204;
        }) { Body = ["mapping: [{connection, columns}]", "source: [{upload, path, table, query, settings}]?"], Status = 204 },
        new("DELETE", Path, "Deletes a mapping; If-Match says which text", async context =>
        {
            kept.Delete(context.Part("name"), context.Seen(mayBeNew: false)!);
            await Answer.NoContent(context);
        }) { Status = 204 },
        new("POST", "/loads/match", "A kept mapping for another source, with the headings that have changed", async context =>
        {
            var body = await Body.ReadAsync(context);
            var (load, _) = kept.Read(body.Text("name"));
            var match = await desk.MatchAsync(SourceAsk.Of(body.Object("source")), load.Mapping, context.RequestAborted);
            await Answer.JsonAsync(context, new JsonObject
            {
                ["mapping"] = MappingJson.Of(match.Mapping),
                ["changed"] = Answer.List(match.Changed.Select(c => new JsonObject
                {
                    ["missing"] = c.Missing, ["foundAs"] = c.FoundAs, ["sure"] = c.Sure,
                })),
                ["new"] = Answer.Texts(match.New),
            });
        }) { Body = ["source: [{upload, path, table, query, settings}]", "name: text"] },
    ];

    static JsonObject? SourceOf(KeptSource? source) => source is null ? null : new JsonObject
    {
        ["path"] = source.Path, ["uploaded"] = source.Uploaded, ["connection"] = source.Connection, ["table"] = source.Table,
        ["query"] = source.Query, ["sheet"] = source.Sheet,
        ["settings"] = new JsonObject(source.Settings.Select(s => KeyValuePair.Create(s.Key, (JsonNode?)s.Value))),
    };
}
