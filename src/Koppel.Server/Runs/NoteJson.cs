using System.Text.Json.Nodes;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Reading;
using Koppel.Server.Wire;

namespace Koppel.Server.Runs;

/// <summary>Notes as codes and figures, with their English sentences.</summary>
internal static class NoteJson
{
    /// <summary>Notes.</summary>
    public static JsonArray Of(IEnumerable<Note> notes) => Answer.List(notes.Select(n => new JsonObject
    {
        ["code"] = n.Code, ["text"] = n.Text,
        ["values"] = new JsonObject(n.Values.Select(v => KeyValuePair.Create(v.Name, (JsonNode?)v.Value))),
    }));

    /// <summary>What a load creates.</summary>
    public static JsonArray OfCreations(IEnumerable<string> creations) => Of(creations.Select(CreationText.Read));

    /// <summary>The way not taken, or null.</summary>
    public static JsonObject? Of(WayNotTaken? way) => way is null ? null : new JsonObject
    {
        ["what"] = way.What, ["calls"] = way.Calls, ["seconds"] = EventJson.Seconds(way.Duration),
    };
}
