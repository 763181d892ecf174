using Koppel.Engine.Ledger;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Plans;

/// <summary>The changes of a plan as rows.</summary>
internal static class PlannedTable
{
    /// <summary>The name of the table, in the connection <c>system</c>, while a plan is applied.</summary>
    public const string Name = "applied_plan";

    /// <summary>The table.</summary>
    public static TableSchema Schema { get; } = new(Name,
    [
        Column.BigInt("seq"),
        Column.Text("operation"),
        new Column("old", ColumnKind.Json),
        new Column("new", ColumnKind.Json),
        new Column("creates", ColumnKind.Json),
    ]);

    /// <summary>Its rows, by those columns.</summary>
    public static IEnumerable<object?[]> Rows(PlanFile plan, PlannedLoad load)
    {
        var seq = 0L;
        foreach (var change in plan.Changes(load.Number))
        {
            yield return [
                ++seq, change.Operation.ToWord(), change.Old is { } old ? LedgerJson.Row(load.Columns, old) : null,
                LedgerJson.Row(load.Columns, change.Values), Creates(change)];
        }
    }

    /// <summary>What is created along with a row, by column, one of each; null for nothing.</summary>
    static string? Creates(PlannedChange change) => change.Creates.Count == 0 ? null
        : LedgerJson.Row(change.Creates.DistinctBy(c => c.Column).Select(c => (c.Column, (string?)c.Value)));
}
