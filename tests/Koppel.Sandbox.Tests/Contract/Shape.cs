using System.Text.Json.Nodes;

namespace Koppel.Sandbox.Tests.Contract;

/// <summary>
/// The shape of a JSON value: objects with exactly these keys in this order, arrays whose rows have one shape (<c>[]</c>: empty), and for
/// the rest a kind: <c>text</c>, <c>number</c>, <c>flag</c>, <c>null</c>, or <c>text?</c> for what may be null. <c>@name</c> is a shape of
/// shapes.json.
/// </summary>
static class Shape
{
    /// <summary>Where the value differs from the shape; empty when nowhere.</summary>
    public static IEnumerable<string> Differences(JsonNode? shape, JsonNode? value, JsonObject named, string path) => shape switch
    {
        JsonObject keys when value is JsonObject members => Keys(keys, members, named, path),
        JsonArray { Count: 0 } => value is JsonArray { Count: 0 } ? [] : [$"{path} should be an empty array"],
        JsonArray rows when value is JsonArray { Count: > 0 } items =>
            items.SelectMany((item, index) => Differences(rows[0], item, named, $"{path}[{index}]")),
        JsonValue kind when kind.GetValue<string>() is ['@', .. var name] =>
            Differences(named[name] ?? throw new KeyNotFoundException("There is no shape @" + name), value, named, path),
        JsonValue kind => IsOf(kind.GetValue<string>(), value) ? [] : [$"{path} should be {kind} but is {value?.ToJsonString() ?? "null"}"],
        _ => [$"{path} should be {shape?.ToJsonString()} but is {value?.ToJsonString() ?? "null"}"],
    };

    static IEnumerable<string> Keys(JsonObject keys, JsonObject members, JsonObject named, string path)
    {
        foreach (var (key, _) in members)
        {
            if (!keys.ContainsKey(key)) yield return $"{path}.{key} should not be there";
        }

        var (order, found) =
            (keys.Select(key => key.Key).Where(members.ContainsKey), members.Select(member => member.Key).Where(keys.ContainsKey));
        if (!order.SequenceEqual(found))
            yield return $"{path} should have its keys in the order {string.Join(' ', order)}, not {string.Join(' ', found)}";
        foreach (var (key, shape) in keys)
        {
            if (!members.TryGetPropertyValue(key, out var member)) yield return $"{path}.{key} is missing";
            else
            {
                foreach (var difference in Differences(shape, member, named, $"{path}.{key}")) yield return difference;
            }
        }
    }

    static bool IsOf(string kind, JsonNode? value) => kind switch
    {
        "text" => Kind(value) == "text",
        "text?" => Kind(value) is "text" or "null",
        "number" or "flag" or "null" => Kind(value) == kind,
        _ => throw new FormatException($"'{kind}' is no kind."),
    };

    /// <summary>The kind of a value.</summary>
    public static string Kind(JsonNode? value) => value?.GetValueKind() switch
    {
        null or System.Text.Json.JsonValueKind.Null => "null",
        System.Text.Json.JsonValueKind.String => "text",
        System.Text.Json.JsonValueKind.Number => "number",
        System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False => "flag",
        System.Text.Json.JsonValueKind.Object => "object",
        _ => "array",
    };
}
