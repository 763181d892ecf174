using DuckDB.NET.Data;
using Koppel.Engine.Events;
using Koppel.Engine.Loading.Cells;
using Koppel.Engine.Loading.Changes;
using Koppel.Engine.Reading;
using Koppel.Engine.Sql;

namespace Koppel.Engine.Loading;

/// <summary>
/// Lets the query of a load tell of each row which row of a file it comes from, such as that of an Excel sheet, so that a reject can be
/// found there. The query must be plain, and read one table that has such numbers; any other stays as it is.
/// </summary>
/// <param name="Sql">The query with the row's number as its last column.</param>
/// <param name="Identifiers">The names in it.</param>
/// <param name="Given">Its columns, that with the number at the end.</param>
internal sealed record SourceRows(RewrittenSql Sql, IReadOnlySet<string> Identifiers, IReadOnlyList<SourceColumn> Given)
{
    /// <summary>The query with the row's number, or null when it stays as it is.</summary>
    /// <param name="workspace">Finds and checks its tables.</param>
    /// <param name="script">The script.</param>
    /// <param name="insert">The load.</param>
    /// <param name="columns">How many columns it must give beside.</param>
    /// <param name="variables">Values for <c>$name</c>.</param>
    /// <param name="activity">What the statement does.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<SourceRows?> AddAsync(
        Workspace workspace, string script, InsertStatement insert, int columns, IReadOnlyDictionary<string, string> variables,
        StatementActivity activity, CancellationToken cancellationToken)
    {
        if (RowNumberPlace.Find(script, insert.Source) is not { } place) return null;
        try
        {
            if (await ColumnAsync(workspace, script, place, cancellationToken) is not var (name, column)) return null;
            var sql = With(script, insert.Source.Part, place, $"{SqlText.Identifier(name)}.{SqlText.Identifier(column)}", variables);
            var identifiers = new HashSet<string>(insert.Source.Identifiers, StringComparer.OrdinalIgnoreCase) { column };
            var bound = await workspace.PrepareAsync(script, sql, identifiers, activity, cancellationToken);
            var given = await workspace.Runner.QueryAsync(bound.Sql.Described().Sql, SourceColumn.Read, cancellationToken);
            return given.Count == columns + 1 ? new SourceRows(sql, identifiers, given) : null;
        }
        catch (Exception fault) when (fault is DuckDBException or QueryException)
        {
            return null; // It counts or sums up, or it is wrong: then the query as it was written says so, at its own place.
        }
    }

    /// <summary>The one table whose rows have numbers, as the query calls it, and their column.</summary>
    static async Task<(string Name, string Column)?> ColumnAsync(
        Workspace workspace, string script, RowNumberPlace place, CancellationToken cancellationToken)
    {
        var found = new List<(string, string)>();
        foreach (var (table, name) in place.Tables.Where(t => workspace.Connections.Find(t.Table.Alias) is not null))
            if ((await workspace.Binder.FindAsync(script, table, cancellationToken)).Table.Schema.RowNumbers is { } column)
                found.Add((name, column));
        return found is [var only] ? only : null;
    }

    static RewrittenSql With(
        string script, ScriptPart part, RowNumberPlace place, string column, IReadOnlyDictionary<string, string> variables)
    {
        var behind = part.Tokens.ToList().FindIndex(t => t.Start >= place.Position);
        var (before, rest) = (new ScriptPart([.. part.Tokens.Take(behind)]), new ScriptPart([.. part.Tokens.Skip(behind)]));
        SqlTemplate sql = $"{before}{(place.IsBehindComma ? "" : ", ")}{column} {rest}";
        return sql.Compose(script, variables, part);
    }
}
