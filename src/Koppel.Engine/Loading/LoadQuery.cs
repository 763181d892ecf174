using Koppel.Engine.Loading.Cells;
using Koppel.Engine.Loading.Changes;
using Koppel.Engine.Sql;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading;

/// <summary>The query of a load with its columns in the target's types.</summary>
/// <param name="Sql">Its columns are the load's, then the row's number in its file where that is known, then what stands in cells that do
/// not fit, where some may not.</param>
/// <param name="Cells">The columns whose values may not fit.</param>
internal sealed record LoadQuery(RewrittenSql Sql, IReadOnlyList<CheckedCell> Cells)
{
    /// <summary>What the row's number in its file is called here; no target has a column of this name.</summary>
    const string SourceRow = "\"row of the source\"";

    /// <summary>
    /// Wraps the query. A value that cannot be converted rejects its row; one that stands in the statement itself is told at the column
    /// that it was meant for.
    /// </summary>
    /// <param name="insert">The load.</param>
    /// <param name="query">Its query.</param>
    /// <param name="columns">The columns that it fills.</param>
    /// <param name="given">The query's columns, as DuckDB describes them.</param>
    /// <param name="hasSourceRows">Behind them it gives the row's number in its file.</param>
    public static LoadQuery Of(
        InsertStatement insert, RewrittenSql query, IReadOnlyList<Column> columns, IReadOnlyList<SourceColumn> given, bool hasSourceRows)
    {
        var names = columns.Select(c => c.Sql).Concat(hasSourceRows ? [SourceRow] : []);
        var constant = ConstantCells.Of(insert.Script, insert.Source.Part, columns.Count);
        List<CheckedCell> cells = [.. columns.Select((c, i) => new CheckedCell(i, c, given[i].Name))
            .Where(c => CellSql.CanFail(given[c.At].Type, c.Column.Type))];
        var values = columns.Select((c, i) => ((SqlTemplate)
            $"{(i > 0 ? ", " : "")}{CellSql.Value(c.Sql, c.Type, constant[i] || !cells.Exists(cell => cell.At == i))}")
            .At(insert.Columns.Count > 0 ? insert.Columns[i] : insert.Target));
        var faults = cells.Select(c => (c.Column.Sql, CellSql.IsBad(c.Column.Sql, c.Column.Type, constant[c.At])));
        SqlTemplate sql = $"""
            from (
            {query}
            ) as source({string.Join(", ", names)})
            select {values}{(hasSourceRows ? $", {SourceRow}" : "")}{(cells.Count > 0 ? $", {CellSql.Faults([.. faults])}" : "")}
            """;
        return new LoadQuery(sql.Compose(insert.Script, new Dictionary<string, string>(), insert.Target), cells);
    }
}
