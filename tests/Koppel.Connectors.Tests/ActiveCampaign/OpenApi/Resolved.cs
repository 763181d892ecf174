using System.Text.Json.Nodes;

namespace Koppel.Connectors.Tests.ActiveCampaign.OpenApi;

/// <summary>A part of a description with everything that it refers to put in its place, so that it can be used by itself.</summary>
static class Resolved
{
    public static JsonNode? Of(JsonNode? node, JsonObject document) => Of(node, document, []);

    static JsonNode? Of(JsonNode? node, JsonObject document, IReadOnlyList<string> within) => node switch
    {
        JsonObject { Count: > 0 } row when (string?)(row["$ref"] as JsonValue) is { } reference =>
            // What holds itself, such as a group of groups, is followed once and then may be anything.
            within.Contains(reference) ? new JsonObject() : Of(Target(document, reference), document, [.. within, reference]),
        JsonObject row => new JsonObject(row.Where(member => member.Key is not ("example" or "examples" or "default"))
            .Select(member => KeyValuePair.Create(member.Key, Of(member.Value, document, within)))),
        JsonArray items => new JsonArray([.. items.Select(item => Of(item, document, within))]),
        _ => node?.DeepClone(),
    };

    static JsonNode? Target(JsonObject document, string reference) =>
        reference.Split('/').Skip(1).Aggregate((JsonNode?)document, (at, name) => at?[name.Replace("~1", "/", StringComparison.Ordinal)]);
}
