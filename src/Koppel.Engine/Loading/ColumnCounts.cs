using Koppel.Engine.Loading.Changes;
using Koppel.Engine.Reading;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading;

/// <summary>What becomes of each column of a load's target, counted by one query over the rows that DuckDB keeps of its changes.</summary>
/// <param name="query">The query of its changes.</param>
/// <param name="table">What holds its rows.</param>
internal sealed class ColumnCounts(ChangeQuery query, string table)
{
    /// <summary>Counts them.</summary>
    public async Task<IReadOnlyList<ColumnBook>> FindAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        if (query.Told.Count == 0) return [];
        var counts = string.Join(", ", query.Told.Select((_, i) =>
            string.Join(", ", Enumerable.Range(0, 5).Select(what => $"count(*) filter (where w{i} = {what})"))));
        var all = await workspace.Runner.QueryAsync(
            $"select {counts} from (select {string.Join(", ", query.Told.Select((t, i) => $"{Sorted(t)} as w{i}"))} from ({Rows()}))",
            r => Enumerable.Range(0, r.FieldCount).Select(r.GetInt64).ToArray(), cancellationToken);
        return [.. query.Told.Select((t, i) => Book(query.Columns[t.At], all[0].AsSpan(5 * i, 5)))];
    }

    ColumnBook Book(Column column, ReadOnlySpan<long> counts) =>
        new(column.Name, counts[0], counts[1], counts[2], counts[3], counts[4]) { IsSpokenOf = query.Rules.Speaks(column) };

    /// <summary>The rows that take part: those that are sent, and those of the target with which nothing is to be done.</summary>
    string Rows()
    {
        var parts = query.Parts.Where(p => p.Operation != WriteOperation.Delete).Select(p =>
            $"select * from {table} where op = '{p.Op}'{(p.Said?.Cap is { } cap ? $" order by n limit {cap}" : "")}");
        return string.Join(" union all ", parts.Append($"select * from {table} where op = '{ChangeQuery.Unchanged}' and {query.IsThere}")
            .Select(part => $"(from ({part}))"));
    }

    /// <summary>What becomes of a column in a row: 0 set, 1 changed, 2 cleared, 3 same, 4 kept.</summary>
    string Sorted(ToldColumn told)
    {
        var (column, given, there) = (query.Columns[told.At], ChangeQuery.Value(told.At), ChangeQuery.Old(told.At));
        var leaves = query.Rules.Leaves(column, given, there) ?? "false";
        var stays = $"({leaves} or op = '{ChangeQuery.Unchanged}'{(told.IsKept ? " or op = 'update'" : "")})";
        var (has, gets) = (ValueRules.Has(column, there), ValueRules.Has(column, given));
        return $"""
            case when not {told.Given} then null when {stays} then case when {has} and {column.Differs(given, there)} then 4 else 3 end
                when {has} then case when not {gets} then 2 when {column.Differs(given, there)} then 1 else 3 end
                when {gets} then 0 else 3 end
            """;
    }
}
