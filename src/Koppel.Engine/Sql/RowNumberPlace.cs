namespace Koppel.Engine.Sql;

/// <summary>
/// Where a query could give one more column, the number of each of its rows in a file: at the end of its select list. Only a plain
/// <c>select … from …</c> has such a place, in which a row of the result comes from one row of each table.
/// </summary>
/// <param name="Position">The place in the script.</param>
/// <param name="IsBehindComma">The list ends with a comma, which DuckDB allows.</param>
/// <param name="Tables">The tables behind from, each with the name by which the query calls it.</param>
internal sealed record RowNumberPlace(int Position, bool IsBehindComma, IReadOnlyList<(TableReference Table, string Name)> Tables)
{
    static readonly HashSet<string> NotPlain = new(StringComparer.OrdinalIgnoreCase)
        { "distinct", "group", "having", "union", "except", "intersect", "natural", "pivot", "unpivot", "columns" };

    static readonly HashSet<string> EndOfTables = new(StringComparer.OrdinalIgnoreCase)
        { "where", "window", "qualify", "order", "limit", "offset" };

    static readonly HashSet<string> BehindTable = new(StringComparer.OrdinalIgnoreCase)
        { "join", "inner", "left", "right", "full", "cross", "asof", "semi", "anti", "positional", "on", "using", "tablesample", "at",
            "for" };

    /// <summary>The place, or null when the query has another form.</summary>
    public static RowNumberPlace? Find(string script, Statement query)
    {
        var tokens = query.Part.Tokens;
        var words = Enumerable.Range(0, tokens.Count).Where(i => !tokens[i].IsBlank).ToList();
        if (words.Count == 0 || !tokens[words[0]].Is(script, "select")) return null;
        var tables = new List<(TableReference, string)>();
        var (depth, from, isTables) = (0, -1, false);
        for (var w = 0; w < words.Count; w++)
        {
            var token = tokens[words[w]];
            if (token.Kind == TokenKind.Open) depth++;
            else if (token.Kind == TokenKind.Close) depth--;
            if (IsStar(script, tokens, words, w)) return null;
            if (depth != 0 || !token.IsName) continue;
            var word = token.Kind == TokenKind.Word && (w == 0 || tokens[words[w - 1]].Kind != TokenKind.Dot)
                ? script.Substring(token.Start, token.Length)
                : "";
            if (NotPlain.Contains(word)) return null;
            if (from < 0 && word.Equals("from", StringComparison.OrdinalIgnoreCase)) (from, isTables) = (w, true);
            else if (EndOfTables.Contains(word)) isTables = false;
            else if (isTables && TableReference.StartingAt(script, tokens, words[w]) is { } found)
                tables.Add((found.Reference, NameOf(script, tokens, found)));
        }
        return from <= 0 || tables.Count == 0 ? null
            : new RowNumberPlace(tokens[words[from]].Start, tokens[words[from - 1]].Kind == TokenKind.Comma, tables);
    }

    /// <summary>A star would give a hidden column too, once the statement names it.</summary>
    static bool IsStar(string script, IReadOnlyList<Token> tokens, List<int> words, int w) =>
        tokens[words[w]].Is(script, "*") && w > 0
            && (tokens[words[w - 1]].Kind is TokenKind.Comma or TokenKind.Dot || tokens[words[w - 1]].Is(script, "select"));

    static string NameOf(string script, IReadOnlyList<Token> tokens, (TableReference Reference, int Next) found)
    {
        var next = Skip(tokens, found.Next);
        if (next < tokens.Count && tokens[next].Is(script, "as")) next = Skip(tokens, next + 1);
        var isAlias = next < tokens.Count && tokens[next].IsName
            && (tokens[next].Kind == TokenKind.QuotedName || !(IsWord(BehindTable) || IsWord(EndOfTables) || IsWord(NotPlain)));
        return isAlias ? SqlText.Name(script, tokens[next]) : found.Reference.FullName;

        bool IsWord(HashSet<string> among) => among.Contains(script.Substring(tokens[next].Start, tokens[next].Length));
    }

    static int Skip(IReadOnlyList<Token> tokens, int i)
    {
        while (i < tokens.Count && tokens[i].IsBlank) i++;
        return i;
    }
}
