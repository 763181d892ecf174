using Koppel.Engine.DuckDb;
using Koppel.Engine.Ledger;
using Koppel.Engine.Planning;
using Koppel.Engine.Sql;

namespace Koppel.Engine.Loading.Unmatched;

/// <summary>Asks a source for its rows: the number of each, the keys by which it is joined, and its values as text.</summary>
internal sealed class SourceQuery
{
    const string Number = "koppel row";

    readonly IReadOnlyList<string> _columns;
    readonly int _firstValue;

    /// <param name="need">What the statement asks of the source.</param>
    /// <param name="table">The source as SQL.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="joins">The joins.</param>
    public SourceQuery(ScanNeed need, string table, IEnumerable<string> columns, IReadOnlyList<UnmatchedCount> joins)
    {
        _columns = [.. columns];
        var values = new List<string> { SqlText.Identifier(Number) };
        var keys = new List<(UnmatchedCount, int)>();
        foreach (var join in joins)
        {
            keys.Add((join, values.Count));
            values.AddRange(join.Join.Expressions);
        }
        Keys = keys;
        _firstValue = values.Count;
        values.AddRange(_columns.Select(c => $"cast({SqlText.Identifier(c)} as varchar)"));
        // A row at which a condition fails in DuckDB is one that the load's own query came to an end at, or never asked.
        var conditions = need.OtherConditions.Select(c => $" and try({c})");
        Sql = $"select {string.Join(", ", values)} from (select row_number() over () as {SqlText.Identifier(Number)}, * from {table}) "
            + $"where {PredicateSql.And(need.Predicates)}{string.Concat(conditions)}";
    }

    /// <summary>The query.</summary>
    public string Sql { get; }

    /// <summary>The joins, each with the place of the first part of its key.</summary>
    public IReadOnlyList<(UnmatchedCount Join, int First)> Keys { get; }

    /// <summary>The values of a row by column, as JSON.</summary>
    public string Values(VectorCells[] cells, int row) =>
        LedgerJson.Row(_columns.Select((c, i) => (c, BufferCopy.Text(cells[_firstValue + i], row))));
}
