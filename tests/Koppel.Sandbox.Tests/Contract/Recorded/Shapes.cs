using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Koppel.Sandbox.Tests.Contract.Recorded;

/// <summary>The shape of an answer: every path in it with the kinds that its values have. The rows of a list are taken together.</summary>
static partial class Shapes
{
    /// <summary>In what our answer differs from the recorded one; ids, dates and all other values aside, but not the texts of errors.</summary>
    public static IEnumerable<string> Differences(JsonNode? recorded, JsonNode? answer, int status)
    {
        var (expected, ours) = (Of(recorded), Of(answer));
        foreach (var (path, kinds) in expected)
        {
            if (!ours.TryGetValue(path, out var found))
            {
                // A list that is empty here and not there is told once, and not for every key of its rows.
                if (!Parents(path).Any(parent => !ours.ContainsKey(parent) && expected.ContainsKey(parent))) yield return $"{path} is missing";
                continue;
            }

            var odd = found.Where(kind => !kinds.Contains(kind) && !Disputed.Allows(path, kind)).ToArray();
            if (odd.Length > 0) yield return $"{path} should be {string.Join(" or ", kinds)}, not {string.Join(" or ", odd)}";
        }

        foreach (var path in ours.Keys)
        {
            if (!expected.ContainsKey(path) && !LaterKeys.Allow(path) && !Parents(path).Any(parent => ours.ContainsKey(parent) && !expected.ContainsKey(parent))) yield return $"{path} is in no recording";
        }

        if (status >= 400 && Plain(recorded) != Plain(answer)) yield return $"the error should be {Plain(recorded)}, not {Plain(answer)}";
    }

    static Dictionary<string, SortedSet<string>> Of(JsonNode? node)
    {
        var shape = new Dictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        Add(shape, "answer", node);
        return shape;
    }

    static void Add(Dictionary<string, SortedSet<string>> shape, string path, JsonNode? node)
    {
        if (!shape.TryGetValue(path, out var kinds)) shape.Add(path, kinds = []);
        kinds.Add(Shape.Kind(node));
        if (node is JsonObject members)
        {
            foreach (var (key, value) in members) Add(shape, $"{path}.{key}", value);
        }
        else if (node is JsonArray rows)
        {
            foreach (var row in rows) Add(shape, path + "[]", row);
        }
    }

    static IEnumerable<string> Parents(string path)
    {
        for (var index = path.Length - 1; index > 0; index--)
        {
            if (path[index] is '.' or '[') yield return path[..index];
        }
    }

    static string Plain(JsonNode? node) => Digits().Replace(node?.ToJsonString() ?? "", "N");

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();
}
