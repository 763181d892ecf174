using Koppel.Engine.Loading.Cells;
using Koppel.Engine.Loading.Changes;
using Koppel.Engine.Sql;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading;

/// <summary>The columns that a load fills.</summary>
internal sealed class TargetColumns(string script, InsertStatement insert)
{
    /// <summary>Those that the statement names, or all that can be written.</summary>
    /// <param name="table">The target.</param>
    /// <exception cref="QueryException">A column is not there, cannot be written, is named twice, or one is missing.</exception>
    public IReadOnlyList<Column> Resolve(TableSchema table)
    {
        var named = new NamedColumns(script, insert.Target, table);
        CheckUpsert(table);
        if (insert.Columns.Count == 0) return [.. table.Writable];
        var columns = new List<Column>();
        foreach (var column in insert.Columns) columns.Add(named.ForInsert(column, columns));
        if (named.MissingToInsert(columns) is not { } missing) return columns;
        var them = missing.Contains(" and ", StringComparison.Ordinal) ? "them" : "it";
        throw QueryException.At(script, insert.Target, $"{insert.Target.Text} needs {missing}. Name {them} and give {them} a value.");
    }

    /// <summary>As many columns as the target is to get.</summary>
    /// <param name="insert">The load.</param>
    /// <param name="columns">The columns that it fills.</param>
    /// <param name="given">The columns of its query.</param>
    /// <exception cref="QueryException">Its query gives another number of them.</exception>
    public static List<SourceColumn> Checked(InsertStatement insert, IReadOnlyList<Column> columns, List<SourceColumn> given) =>
        given.Count == columns.Count ? given : throw QueryException.At(insert.Script, insert.Target,
            $"{insert.Target.Text} is to get {columns.Count} {(columns.Count == 1 ? "column" : "columns")} "
                + $"({string.Join(", ", columns.Select(c => c.Name))}), "
            + $"but the query gives {given.Count} ({string.Join(", ", given.Select(g => g.Name))}). Give it the same number, in the same "
            + $"order.");

    /// <summary>The column of an upsert is one by which the system finds rows, and is given.</summary>
    void CheckUpsert(TableSchema table)
    {
        if (insert.UpsertBy is not { } by) return;
        if (table.UpsertKeys.Count == 0)
            throw QueryException.At(script, by,
                $"Rows of {insert.Target.Text} cannot be inserted or updated by a column: its system has nothing for that. Write merge "
                    + $"into "
                + $"{insert.Target.Text} …, which looks first which rows are there.");
        if (!table.UpsertKeys.Contains(by.Name, StringComparer.OrdinalIgnoreCase))
            throw QueryException.At(script, by,
                $"{insert.Target.Text} finds no rows by '{by.Name}'. It finds them by {string.Join(", ", table.UpsertKeys)}.");
        if (insert.Columns.Count > 0 && !insert.Columns.Any(c => c.Name.Equals(by.Name, StringComparison.OrdinalIgnoreCase)))
            throw QueryException.At(
                script, by, $"Rows are found by '{by.Name}', which the insert does not give. Name it among its columns.");
    }
}
