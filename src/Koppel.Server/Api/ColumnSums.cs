using System.Text.Json.Nodes;
using Koppel.Engine.Ledger;
using Koppel.Server.Wire;

namespace Koppel.Server.Api;

/// <summary>What a run did by operation and by column, counted from its changes: the ledger keeps no such sums.</summary>
internal static class ColumnSums
{
    const int Page = 1_000;

    /// <summary>Counts all changes that were done.</summary>
    public static JsonObject Of(ILedgerPages pages, long run, CancellationToken cancellationToken)
    {
        var operations = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var columns = new OrderedDictionary<string, Sums>();
        ChangePlace? after = null;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = pages.Changes(new ChangeFilter(run) { After = after, Count = Page });
            foreach (var change in page.Rows.Where(c => c is { Status: "done", IsOnTheWay: false }))
            {
                operations[change.Operation] = operations.GetValueOrDefault(change.Operation) + 1;
                Add(columns, change);
            }
            after = page.Next;
        }
        while (after is not null);
        return new JsonObject
        {
            ["operations"] = Answer.List(operations.Select(o => new JsonObject { ["operation"] = o.Key, ["count"] = o.Value })),
            ["byColumn"] = Answer.List(columns.Select(c => new JsonObject
            {
                ["column"] = c.Key, ["set"] = c.Value.Set, ["changed"] = c.Value.Changed, ["cleared"] = c.Value.Cleared,
                ["same"] = c.Value.Same,
            })),
        };
    }

    static void Add(OrderedDictionary<string, Sums> columns, ChangedRow change)
    {
        if (change.Operation == "delete") return;
        var before = ChangeJson.Values(change.Old);
        foreach (var (name, value) in ChangeJson.Values(change.New))
        {
            var had = before.GetValueOrDefault(name) ?? "";
            var sums = columns.GetValueOrDefault(name) ?? new Sums(0, 0, 0, 0);
            columns[name] = value == had ? sums with { Same = sums.Same + 1 }
                : string.IsNullOrEmpty(value) ? sums with { Cleared = sums.Cleared + 1 }
                : had.Length == 0 ? sums with { Set = sums.Set + 1 }
                : sums with { Changed = sums.Changed + 1 };
        }
    }

    sealed record Sums(long Set, long Changed, long Cleared, long Same);
}
