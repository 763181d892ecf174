using Koppel.Engine.DuckDb;
using Koppel.Engine.Plans;
using Koppel.Engine.Statements;
using Koppel.Sdk.Schema;

namespace Koppel.Cli.Output;

/// <summary>The changes of a plan, a line for each value that changes.</summary>
static class PlanRows
{
    static readonly string[] Names = ["load", "target", "row", "operation", "key", "column", "old", "new"];

    /// <summary>All of them as rows.</summary>
    public static RowsResult Of(PlanFile plan) => new(
        1, [.. Names.Select(n => new ResultColumn(n, n, n is "load" or "row" ? "BIGINT" : "VARCHAR"))],
        plan.Loads.SelectMany(load => Of(plan, load)).Select(line => (object?[])
            [(long)line.Load.Number, line.Load.Target, line.Row, line.Operation, line.Key, line.Column, line.Old, line.New])
            .ToAsyncEnumerable());

    /// <summary>Those of a load, in order, read as they are asked for.</summary>
    public static IEnumerable<PlanLine> Of(PlanFile plan, PlannedLoad load)
    {
        var keys = load.Columns.Select(c => load.Keys.Contains(c, StringComparer.OrdinalIgnoreCase)).ToArray();
        return plan.Changes(load.Number).SelectMany(change => Of(load, keys, change));
    }

    static IEnumerable<PlanLine> Of(PlannedLoad load, bool[] keys, PlannedChange change)
    {
        foreach (var created in change.Creates)
            yield return new PlanLine(load, change.Row, "insert", $"{created.Table}: {created.Value}", null, null, null);
        var key = string.Join(", ", change.Values.Where((v, i) => i < keys.Length && keys[i] && v is not null));
        var line = new PlanLine(load, change.Row, change.Operation.ToWord(), key, null, null, null);
        var isTold = false;
        for (var i = 0; i < change.Values.Count; i++) // An insert tells no key that the system gives.
        {
            if (keys[i] || !Changes(load, change, i)) continue;
            isTold = true;
            yield return change.Operation == WriteOperation.Delete
                ? line with { Column = load.Columns[i], Old = change.Values[i] }
                : line with { Column = load.Columns[i], Old = change.Old?[i], New = change.Values[i] };
        }
        if (!isTold) yield return line;
    }

    static bool Changes(PlannedLoad load, PlannedChange change, int column)
    {
        if (change.Changing is { } told) return told.Contains(column);
        var (value, before) = (change.Values[column], change.Old?[column]);
        return change.Operation != WriteOperation.Update ? value is not null
            : value is not null ? value != (before ?? "") : before is not null && load.Emptied.Contains(load.Columns[column]);
    }
}

/// <summary>A value that changes.</summary>
/// <param name="Load">The load.</param>
/// <param name="Row">The row's number in the source.</param>
/// <param name="Operation">What is done.</param>
/// <param name="Key">What a person knows the row by.</param>
/// <param name="Column">The column; null when the row has no other than its key.</param>
/// <param name="Old">What the target has.</param>
/// <param name="New">What it gets.</param>
sealed record PlanLine(PlannedLoad Load, long Row, string Operation, string Key, string? Column, string? Old, string? New);
