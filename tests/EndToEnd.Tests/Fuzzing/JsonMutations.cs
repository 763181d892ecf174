using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Koppel.Fuzzing;

namespace Koppel.EndToEnd.Tests.Fuzzing;

/// <summary>
/// Changes the JSON of an answer: a value of another kind, a part left out or doubled, or bytes that are no JSON any more.
/// </summary>
internal static class JsonMutations
{
    static readonly string[] Values =
    [
        "null", "true", "false", "0", "-1", "1.5", "1e400", "-0", "9223372036854775808", "123456789012345678901234567890123456789012345",
        "\"\"", "\" \"", "\"0\"", "\"-1\"", "\"text\"",
        "\"0000-00-00 00:00:00\"", "\"2026-02-30\"", "\"99999-01-01T00:00:00-05:00\"", "\"\\ud83d\"", "\"\\udc00\\ud800\"", "\"\\u0000\"",
        "\"||a||b\"", "[]", "{}", "[null]", "[[]]", "[{}]", "[1,\"2\",null]",
        "{\"id\":null}", "{\"0\":{\"id\":1}}", "\"completed\"", "\"interrupted\"", "\"false\"",
    ];

    /// <summary>The bytes of a changed answer.</summary>
    public static byte[] Of(byte[] body, Random random)
    {
        if (random.Next(4) == 0) return Mutations.Bytes(body, random);
        if (Parse(body) is not { } root) return Mutations.Bytes(body, random);
        for (var changes = random.Next(1, 4); changes > 0; changes--) root = Change(root, random);
        var text = root?.ToJsonString() ?? "null";
        return random.Next(12) switch
        {
            0 => Deep(text, random),
            1 => Broken(Encoding.UTF8.GetBytes(text), random),
            2 => Encoding.UTF8.GetBytes(Doubled(text)),
            _ => Encoding.UTF8.GetBytes(text),
        };
    }

    static JsonNode? Parse(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static JsonNode? Change(JsonNode? root, Random random)
    {
        var places = new List<JsonNode>();
        Collect(root, places);
        if (places.Count == 0 || random.Next(20) == 0) return JsonNode.Parse(Values[random.Next(Values.Length)]);
        switch (places[random.Next(places.Count)])
        {
            case JsonObject { Count: > 0 } of:
                var name = of.ElementAt(random.Next(of.Count)).Key;
                if (random.Next(4) == 0) of.Remove(name);
                else of[name] = JsonNode.Parse(Values[random.Next(Values.Length)]);
                break;
            case JsonArray { Count: > 0 } list:
                var at = random.Next(list.Count);
                if (random.Next(4) == 0) list.RemoveAt(at);
                else if (random.Next(3) == 0) list.Add(list[at]?.DeepClone());
                else list[at] = JsonNode.Parse(Values[random.Next(Values.Length)]);
                break;
        }

        return root;
    }

    static void Collect(JsonNode? node, List<JsonNode> places)
    {
        if (node is JsonObject of)
        {
            places.Add(of);
            foreach (var (_, value) in of) Collect(value, places);
        }
        else if (node is JsonArray list)
        {
            places.Add(list);
            foreach (var value in list) Collect(value, places);
        }
    }

    static byte[] Deep(string text, Random random)
    {
        var depth = random.Next(2) == 0 ? 100 : 20_000;
        return Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{{\"contacts\":{new string('[', depth)}{text}{new string(']', depth)}}}"));
    }

    // Half a letter within a text.
    static byte[] Broken(byte[] bytes, Random random)
    {
        var quote = Array.IndexOf(bytes, (byte)'"', random.Next(bytes.Length));
        return quote < 0 ? bytes : [.. bytes[..(quote + 1)], 0xC3, .. bytes[(quote + 1)..]];
    }

    static string Doubled(string text) => text.Length > 2 && text[0] == '{' ? $"{text[..^1]},{text[1..]}" : text;
}
