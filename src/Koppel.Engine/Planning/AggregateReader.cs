using System.Text.Json;
using Koppel.Sdk.Reading;
using static Koppel.Engine.Planning.PlanJson;

namespace Koppel.Engine.Planning;

/// <summary>Reads off an aggregation what it makes of the rows below it.</summary>
internal static class AggregateReader
{
    /// <summary>What it makes of them: counts, extremes, or anything.</summary>
    /// <param name="node">The operator.</param>
    public static RowUse UseOf(JsonElement node)
    {
        var groups = Array(node, "groups").ToList();
        var aggregates = Array(node, "expressions").ToList();
        if (!groups.All(g => Reference(g) >= 0)
            || aggregates.Exists(a => Has(a, "filter") || Array(a, "children").Any(c => Reference(c) < 0)))
            return RowUse.Rows;
        var names = aggregates.ConvertAll(a => Text(a, "name"));
        if (names.TrueForAll(n => n == "count_star")) return groups.Count == 0 ? RowUse.Count : RowUse.Counts;
        return groups.Count == 0 && names.TrueForAll(n => n is "min" or "max") ? RowUse.Extremes : RowUse.Rows;
    }

    static bool Has(JsonElement aggregate, string name) =>
        aggregate.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Object or JsonValueKind.Array;
}
