using System.Text.Json.Nodes;
using Koppel.Engine.Configuration;
using Koppel.Engine.Configuration.Editing;
using Koppel.Sdk.Connections;
using Koppel.Server.Connections;
using Koppel.Server.Wire;

namespace Koppel.Server.Api;

/// <summary>How long what is kept, and where everything lies.</summary>
internal static class SettingsRoutes
{
    /// <summary>The routes.</summary>
    /// <param name="editor">Writes the configuration.</param>
    /// <param name="places">Where everything lies.</param>
    /// <param name="hasKeep">What the configuration says of how long what is kept holds here; not so in a demonstration.</param>
    public static IEnumerable<Route> Of(ConnectionEditor editor, Places places, bool hasKeep) =>
    [
        new("GET", "/settings", "Where everything lies and how much it is, and how long what is kept", context =>
        {
            var told = new JsonObject
            {
                ["places"] = Answer.List(places.All().Select(p => new JsonObject
                {
                    ["name"] = p.Name, ["path"] = p.Path, ["bytes"] = p.Bytes, ["files"] = p.Files,
                })),
            };
            if (hasKeep && editor.IsOpen) Keep(told, context, editor);
            return Answer.JsonAsync(context, told);
        }),
        new("PUT", "/settings/keep", "Changes how long what is kept; If-Match says over which configuration", async context =>
        {
            var seen = context.Seen(mayBeNew: false)!;
            var mark = editor.Keep((await Body.ReadAsync(context)).TextsOrNull("values"), seen);
            context.Response.Headers.ETag = $"\"{mark}\"";
            await Answer.JsonAsync(context, new JsonObject { ["etag"] = $"\"{mark}\"" });
        }) { Body = ["values: texts"] },
    ];

    static void Keep(JsonObject told, Microsoft.AspNetCore.Http.HttpContext context, ConnectionEditor editor)
    {
        try
        {
            var text = editor.Read();
            context.Response.Headers.ETag = $"\"{text.Mark}\"";
            told["etag"] = $"\"{text.Mark}\"";
            told["keep"] = Answer.List(Of("ledger", LedgerSettings.Declared, text.Ledger)
                .Concat(Of("keep", KeepSettings.Declared, text.Keep)));
        }
        catch (ConfigurationException fault)
        {
            told["faults"] = Answer.Texts(fault.Faults);
        }
    }

    static IEnumerable<JsonNode> Of(string table, IReadOnlyList<Setting> settings, IReadOnlyList<WrittenSetting> written) =>
        settings.Select(s =>
        {
            var there = written.FirstOrDefault(w => w.Name.Equals(s.Name, StringComparison.OrdinalIgnoreCase));
            var told = FormJson.Of(s, table);
            (told["table"], told["value"], told["line"]) = (table, there?.Value, there?.Line);
            return (JsonNode)told;
        });
}
