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
        if (insert.Columns.Count == 0) return [.. table.Writable];
        var columns = new List<Column>();
        foreach (var column in insert.Columns) columns.Add(named.ForInsert(column, columns));
        if (named.MissingToInsert(columns) is not { } missing) return columns;
        var them = missing.Contains(" and ", StringComparison.Ordinal) ? "them" : "it";
        throw QueryException.At(script, insert.Target, $"{insert.Target.Text} needs {missing}. Name {them} and give {them} a value.");
    }
}
