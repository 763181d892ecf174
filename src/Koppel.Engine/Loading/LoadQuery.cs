using System.Text;
using Koppel.Engine.Loading.Cells;
using Koppel.Engine.Sql;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading;

/// <summary>The query of a load with its columns in the target's types.</summary>
/// <param name="Sql">Its columns are the load's, then the row's number in its file where that is known, then what stands in cells that do
/// not fit, where some may not.</param>
/// <param name="Cells">The columns whose values may not fit.</param>
internal sealed record LoadQuery(RewrittenSql Sql, IReadOnlyList<CheckedCell> Cells)
{
    const string Before = "from (\n";

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
        var names = columns.Select(c => SqlText.Identifier(c.Name)).Concat(hasSourceRows ? [SourceRow] : []);
        var after = new StringBuilder("\n) as source(").AppendJoin(", ", names).Append(") select ");
        var places = new List<RewrittenSql.Replacement>();
        var constant = ConstantCells.Of(insert.Script, insert.Source.Part, columns.Count);
        var (cells, faults) = (new List<CheckedCell>(), new List<(string, string)>());
        for (var i = 0; i < columns.Count; i++)
        {
            if (i > 0) after.Append(", ");
            var (name, canFail) = (SqlText.Identifier(columns[i].Name), CellSql.CanFail(given[i].Type, columns[i].Type));
            var cast = CellSql.Value(name, columns[i].Type, constant[i] || !canFail);
            var (start, length) = insert.Columns.Count > 0
                ? (insert.Columns[i].Start, insert.Columns[i].Length)
                : (insert.Target.Start, insert.Target.Length);
            places.Add(new(after.Length, cast.Length, start, length));
            after.Append(cast);
            if (!canFail) continue;
            cells.Add(new CheckedCell(i, columns[i], given[i].Name));
            faults.Add((name, CellSql.IsBad(name, columns[i].Type, constant[i])));
        }
        if (hasSourceRows) after.Append(", ").Append(SourceRow);
        if (cells.Count > 0) after.Append(", ").Append(CellSql.Faults(faults));
        return new LoadQuery(query.Within(Before, after.ToString(), places), cells);
    }
}
