using Koppel.Engine.Ledger;
using Koppel.Engine.Reading;
using Koppel.Engine.Sql;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading.Changes;

/// <summary>
/// A row that only the target has, and that a load of Koppel inserted for a row that the source still has, is that row, whatever form the
/// target gave to what identifies it: it is not deleted, and the source's row is not inserted again. The ledger knows by its key which row
/// came of what was written.
/// </summary>
internal sealed class WrittenBefore(Workspace workspace, TableSchema target, string connection)
{
    /// <summary>So many rows are given to DuckDB at once.</summary>
    const int AtOnce = 1_000;

    /// <summary>Takes such pairs out of the kept changes, and tells how many.</summary>
    /// <param name="changes">What holds the changes.</param>
    /// <param name="query">Their query.</param>
    /// <param name="identifiedBy">The columns by which a row is the same row.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<Note>> ReviewAsync(
        string changes, ChangeQuery query, IReadOnlyList<Column> identifiedBy, CancellationToken cancellationToken)
    {
        if (await workspace.NumberAsync(
            $"select least(count(*) filter (where op = 'delete'), count(*) filter (where op = 'insert')) from {changes}",
            cancellationToken) == 0) return [];
        var written = await WrittenAsync(changes, cancellationToken);
        var columns = query.Columns.ToList();
        var same = string.Concat(identifiedBy.Select(c => $" and {Identifying(c, StagedChanges.Typed(target, c))} is not distinct from "
            + Identifying(c, $"s.{ChangeQuery.Value(columns.IndexOf(c))}")));
        var pairs = await workspace.KeepAsync("pairs", $"""
            select distinct t.n as t, s.n as s from {written} w
                join {changes} t on t.op = 'delete' and cast(t.{ChangeQuery.Key(0)} as varchar) = w.key
                join {changes} s on s.op = 'insert'{same}
            """, cancellationToken);
        var left = await workspace.NumberAsync($"select count(distinct t) from {pairs}", cancellationToken);
        if (left == 0) return [];
        await workspace.Runner.RunAsync($"""
            update {changes} set op = '{ChangeQuery.Unchanged}' where n in (select t from {pairs} union all select s from {pairs})
            """, cancellationToken);
        var by = string.Join(" and ", identifiedBy.Select(c => c.Name));
        return [$"{Amounts.Rows(left)} that only the target has {(left == 1 ? "is" : "are")} left and not inserted again: a load of Koppel "
            + $"wrote {(left == 1 ? "it" : "them")} for {(left == 1 ? "a row" : "rows")} that the source still has, and {by} "
            + $"{(identifiedBy.Count == 1 ? "is" : "are")} another there now"];
    }

    /// <summary>A value by which a row is the same row: an empty text is none, and what was written without a value has none.</summary>
    static string Identifying(Column column, string sql) => column.Comparable(column.AsText(sql));

    /// <summary>What loads wrote into the rows that would be deleted: <c>key, new, old</c>. Gives what holds it.</summary>
    async Task<string> WrittenAsync(string changes, CancellationToken cancellationToken)
    {
        var keys = (await workspace.Runner.QueryAsync(
            $"select cast({ChangeQuery.Key(0)} as varchar) from {changes} where op = 'delete'", r => r.GetString(0), cancellationToken))
            .ToHashSet(StringComparer.Ordinal);
        var table = await workspace.KeepAsync(
            "written", "select '' as key, '' as new, cast(null as varchar) as old where false", cancellationToken);
        foreach (var some in LedgerChanges.ReadKeyed(workspace.Ledger!.Value, target.Name, connection)
            .Where(c => keys.Contains(c.Key!)).Chunk(AtOnce))
        {
            var rows = some.Select(c => $"({SqlText.Literal(c.Key!)}, {SqlText.Literal(c.New?.Invoke() ?? "{}")}, null)");
            await workspace.Runner.RunAsync($"insert into {table} values {string.Join(", ", rows)}", cancellationToken);
        }
        return table;
    }
}
