using Koppel.Engine.DuckDb;
using Koppel.Engine.Sql;

namespace Koppel.Engine.Binding;

/// <summary>A view or macro of the session that a statement uses, and its text as DuckDB keeps it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Text">Its text: for a view the whole statement, for a macro its body.</param>
/// <param name="IsView">It is a view.</param>
/// <param name="IsTemporary">It lives in DuckDB's catalog of temporary things.</param>
internal sealed record Definition(string Name, string Text, bool IsView, bool IsTemporary);

/// <summary>
/// The views, macros and types that statements of the session defined. A statement that uses one also uses the tables within it, which
/// must be bound and planned with it.
/// </summary>
internal sealed class Definitions(DuckInstance duck)
{
    readonly Dictionary<string, string> _statements = new(StringComparer.OrdinalIgnoreCase);
    bool _any;

    /// <summary>A definition was made or dropped.</summary>
    public void Add(DefinitionStatement statement, string sql)
    {
        _any = true;
        if (statement.Kind == "view") return; // DuckDB tells what stands in a view.
        if (statement.IsDrop) _statements[statement.Name] = $"drop {statement.Kind} if exists {SqlText.Identifier(statement.Name)}";
        else if (!statement.IfNotExists) _statements[statement.Name] = sql;
        else _statements.TryAdd(statement.Name, sql);
    }

    /// <summary>The statements that define macros and types, the latest for each name.</summary>
    public IReadOnlyDictionary<string, string> Statements => _statements;

    /// <summary>The views and macros that a statement with these names uses, directly or through one another.</summary>
    public IReadOnlyList<Definition> UsedBy(IReadOnlySet<string> names)
    {
        if (!_any) return [];
        var rest = duck.Query(
            $"select view_name, sql, true, temporary from duckdb_views() where not internal and database_name in ('{Names.Memory}', "
                + $"'temp') union all "
            + $"select function_name, macro_definition, false, database_name = 'temp' from duckdb_functions() where not internal and "
            + $"database_name in ('{Names.Memory}', 'temp')",
            r => new Definition(r.GetString(0), r.IsDBNull(1) ? "" : r.GetString(1), r.GetBoolean(2), r.GetBoolean(3)));
        var used = new List<Definition>();
        var reached = new HashSet<string>(names, StringComparer.OrdinalIgnoreCase);
        while (rest.FindIndex(d => reached.Contains(d.Name)) is >= 0 and var next)
        {
            used.Add(rest[next]);
            reached.UnionWith(NamesIn(rest[next].Text));
            rest.RemoveAt(next);
        }
        return used;
    }

    /// <summary>All names in a text.</summary>
    public static IEnumerable<string> NamesIn(string text) => Lexer.Tokenize(text).Where(t => t.IsName).Select(t => SqlText.Name(text, t));

    /// <summary>
    /// The pairs of names in a text that a connection and a table of it can be: DuckDB writes them as <c>connection.table</c>.
    /// </summary>
    public static IEnumerable<(string Connection, string Table)> TablesIn(string text)
    {
        var tokens = Lexer.Tokenize(text);
        for (var i = 0; i + 2 < tokens.Count; i++)
        {
            if (!IsPair(i)) continue;
            var second = SqlText.Name(text, tokens[i + 2]);
            var isSchema = second is Names.WithHidden or Names.HiddenApart && IsPair(i + 2);
            yield return (Names.Connection(SqlText.Name(text, tokens[i])), isSchema ? SqlText.Name(text, tokens[i + 4]) : second);
        }

        bool IsPair(int i) => i + 2 < tokens.Count && tokens[i].IsName && tokens[i + 1].Kind == TokenKind.Dot && tokens[i + 2].IsName;
    }
}
