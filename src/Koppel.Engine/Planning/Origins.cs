using System.Text.Json;
using static Koppel.Engine.Planning.PlanJson;

namespace Koppel.Engine.Planning;

/// <summary>What an operator does with the columns that come into it.</summary>
internal static class Origins
{
    public static void UseAll(JsonElement node, List<Origin> input)
    {
        foreach (var expression in Array(node, "expressions")) Used(expression, input);
    }

    public static void UseOrders(JsonElement node, List<Origin> input)
    {
        foreach (var order in Array(node, "orders")) Used(order, input);
    }

    public static void UseOrdersOf(JsonElement node, string name, List<Origin> input)
    {
        if (node.TryGetProperty(name, out var modifier))
            foreach (var index in References(modifier)) Use(At(input, index));
    }

    public static Origin Used(JsonElement expression, List<Origin> input)
    {
        foreach (var index in References(expression)) Use(At(input, index));
        return Origin.Unknown;
    }

    public static void Use(Origin origin) => origin.Scan?.Columns.Add(origin.Column);

    public static Origin At(List<Origin> input, int index) => index < input.Count ? input[index] : Origin.Unknown;

    public static List<Origin> Unknowns(int count) => [.. Enumerable.Repeat(Origin.Unknown, count)];

    /// <summary>What comes out depends on which other rows are there, so no scan below may be narrowed through it.</summary>
    public static List<Origin> Fixed(List<Origin> input) => [.. input.Select(o => o with { Narrowable = false })];

    /// <summary>Rows are left out here by more than a scan's own conditions.</summary>
    public static List<Origin> Thinned(List<Origin> input) => [.. input.Select(o => o with { IsThinned = true })];

    public static List<Origin> Mapped(List<Origin> columns, JsonElement node, string map)
    {
        var positions = Array(node, map).Select(p => (int)Math.Min(p.GetUInt64(), int.MaxValue)).ToList();
        return positions.Count == 0 ? columns : [.. positions.Select(p => At(columns, p))];
    }
}
