using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.CustomObjects;

/// <summary>JSON of the custom objects' service: true numbers, UTC, nothing escaped that need not be.</summary>
internal static class ObjectJson
{
    static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Answer Answer(int status, string name, JsonNode value) =>
        Wire.Answer.Text(status, new JsonObject { [name] = value }.ToJsonString(Relaxed));

    /// <summary>A page of rows, with a <c>meta</c> in true numbers.</summary>
    public static Answer List(string name, IReadOnlyList<JsonObject> rows, QueryText query)
    {
        var page = Page.Of(query);
        var cut = rows.Skip(page.Offset).Take(page.Limit).Select(row => row.DeepClone()).ToArray();
        return Wire.Answer.Text(200, new JsonObject
        {
            [name] = new JsonArray(cut),
            ["meta"] = new JsonObject { ["total"] = rows.Count, ["count"] = cut.Length, ["limit"] = page.Limit, ["offset"] = page.Offset },
        }.ToJsonString(Relaxed));
    }

    /// <summary>A moment to the millisecond, as records have it.</summary>
    public static string Moment(DateTime utc) => utc.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    /// <summary>A moment to the nanosecond, as schemas have it.</summary>
    public static string Nanoseconds(DateTime utc) => utc.ToString("yyyy-MM-ddTHH:mm:ss.fffffff00Z", CultureInfo.InvariantCulture);

    /// <summary>A member that is a text with something in it.</summary>
    public static string? Text(this JsonNode? node, string key) =>
        node is JsonObject members && members[key] is JsonValue value && value.TryGetValue(out string? text)
            && !string.IsNullOrWhiteSpace(text) ? text : null;

    /// <summary>A member that is <c>true</c>.</summary>
    public static bool Flag(this JsonNode? node, string key) =>
        node is JsonObject members && members[key] is JsonValue value && value.TryGetValue(out bool flag) && flag;
}
