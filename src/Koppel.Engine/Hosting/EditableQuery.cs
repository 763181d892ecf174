using Koppel.Engine.Sql;

namespace Koppel.Engine.Hosting;

/// <summary>
/// A query whose every row is a row of one table and whose every column is one of its columns, so that a changed cell is a change of that
/// table: <c>select</c> names of columns, or all, <c>from table@connection</c>, with conditions, an order and a limit.
/// </summary>
/// <param name="Table">The table as the query names it, such as <c>contacts@ac</c>.</param>
public sealed record EditableQuery(string Table)
{
    static readonly string[] s_behind = ["where", "order", "limit", "offset"];

    static readonly string[] s_refused = ["union", "intersect", "except", "join", "group", "having", "window", "qualify", "distinct"];

    /// <summary>The query as one of these, or null when it is none.</summary>
    /// <param name="sql">A statement.</param>
    public static EditableQuery? Of(string sql)
    {
        ArgumentNullException.ThrowIfNull(sql);
        try
        {
            var tokens = Script.Split(sql) is [var part] ? part.Tokens.Where(t => !t.IsBlank).ToList() : [];
            return Read(sql, tokens) is { } table && !Names.IsMemory(table.Alias) ? new EditableQuery(table.Text) : null;
        }
        catch (QueryException)
        {
            return null;
        }
    }

    static TableReference? Read(string sql, List<Token> tokens)
    {
        if (tokens.Count < 6 || !tokens[0].Is(sql, "select")) return null;
        if (tokens.Exists(t => s_refused.Any(w => t.Is(sql, w)))) return null;
        var from = tokens.FindIndex(t => t.Is(sql, "from"));
        if (from < 2 || !IsPlainList(sql, tokens[1..from])) return null;
        var at = tokens.FindIndex(from, t => t.Kind == TokenKind.At);
        if (at < 0 || !TableReference.IsAt(tokens, at)) return null;
        var (table, first, last) = TableReference.Around(sql, tokens, at);
        if (first != from + 1) return null;
        var next = last + 1;
        if (next < tokens.Count && tokens[next].Is(sql, "as")) next++;
        if (next < tokens.Count && tokens[next].IsName && !s_behind.Any(w => tokens[next].Is(sql, w))) next++;
        return next == tokens.Count || s_behind.Any(w => tokens[next].Is(sql, w)) ? table : null;
    }

    /// <summary>Names and commas, or a star: nothing that makes a value of another.</summary>
    static bool IsPlainList(string sql, List<Token> list)
    {
        if (list is [var only] && only.In(sql) is "*") return true;
        for (var i = 0; i < list.Count; i++)
        {
            var isSign = list[i].In(sql) is "," or ".";
            if (isSign == (i % 2 == 0) || !(isSign || list[i].IsName)) return false;
        }
        return list.Count % 2 == 1;
    }
}
