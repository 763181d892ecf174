namespace Koppel.Engine.Sql.HiddenColumns;

/// <summary>A table that shows its hidden columns in a block, whose stars are to leave them out.</summary>
/// <param name="Table">The table.</param>
/// <param name="Written">Its name as the statement writes it.</param>
/// <param name="IsApart">Its hidden columns have names apart.</param>
internal sealed record ShownTable(BlockTable Table, string Written, bool IsApart)
{
    /// <summary>The names of its hidden columns, and the whole references to them.</summary>
    public IEnumerable<(string Name, string Reference)> Hidden => Table.Table.Hidden
        .Select(h => IsApart ? HiddenTable.Apart(Table.Table.Connection, Table.Table.Name, h) : h)
        .Select(h => (h, $"{Table.Qualifier(Written)}.{SqlText.Identifier(h)}"));
}

/// <summary>
/// Takes hidden columns out of the stars of a query block, the written ones and the one that is meant where there is no <c>select</c>.
/// </summary>
internal sealed class StarEdits(string sql, List<Token> words, QueryBlock block, List<ShownTable> shown, List<SqlEdit> edits)
{
    static readonly HashSet<string> NoQuery = new(StringComparer.OrdinalIgnoreCase) { "update", "delete", "merge", "copy" };

    static readonly HashSet<string> BeforeStar = new(StringComparer.OrdinalIgnoreCase) { "select", "distinct", "all" };

    static readonly HashSet<string> BehindStar =
        new(StringComparer.OrdinalIgnoreCase) { "from", "exclude", "replace", "rename", "like", "ilike", "glob", "similar" };

    const string Column = "\"koppel column\"";

    /// <summary>Adds the edits.</summary>
    public void Add()
    {
        foreach (var i in block.Words)
        {
            if (words[i].Is(sql, "returning")) break; // It gives the columns of the table that is written to.
            if (words[i].Is(sql, "*") && IsStar(i)) Exclude(i);
            else if (words[i].Is(sql, "columns") && words[i].Kind == TokenKind.Word && i + 2 < words.Count && words[i + 1].Is(sql, "("))
                Choose(i);
        }
        if (!block.Words.Any(w => words[w].Is(sql, "select"))) Imply();
    }

    /// <summary>A star is no product: no operand stands before it.</summary>
    bool IsStar(int i)
    {
        if (i == 0 || words[i - 1].Kind is TokenKind.Comma or TokenKind.Dot) return i > 0;
        if (words[i - 1].Kind == TokenKind.Open) return i > 1 && words[i - 2].Is(sql, "columns");
        if (words[i - 1].Kind == TokenKind.Word && BeforeStar.Contains(Text(i - 1)))
            return i + 1 >= words.Count || !words[i + 1].Is(sql, "columns");
        return words[i - 1].Kind == TokenKind.Close // distinct on (…) *
            && (i + 1 >= words.Count || words[i + 1].Kind is TokenKind.Comma or TokenKind.Close || BehindStar.Contains(Text(i + 1)));
    }

    /// <summary>The tables that a star is of: of all, or of the one before its dot.</summary>
    List<ShownTable> Of(int i) => i >= 2 && words[i - 1].Kind == TokenKind.Dot && words[i - 2].IsName
        ? [.. shown.Where(s => (s.Table.Alias ?? s.Written).Equals(SqlText.Name(sql, words[i - 2]), StringComparison.OrdinalIgnoreCase))]
        : shown;

    void Exclude(int star)
    {
        var hidden = Of(star).SelectMany(s => s.Hidden).ToList();
        if (star + 1 < words.Count && words[star + 1].Is(sql, "exclude")) Extend(star + 2, hidden);
        else if (hidden.Count > 0) Insert(words[star].End, $" exclude ({List(hidden)})");
    }

    /// <summary>A star has a list of columns that it leaves out; it may name a hidden one, and may be a single name.</summary>
    void Extend(int list, List<(string Name, string Reference)> hidden)
    {
        if (list >= words.Count) return;
        var isList = words[list].Is(sql, "(");
        var end = isList ? Close(list) : list;
        while (!isList && end + 2 < words.Count && words[end + 1].Kind == TokenKind.Dot) end += 2;
        var named = Enumerable.Range(list, Math.Min(end, words.Count - 1) - list + 1).Where(w => words[w].IsName)
            .Select(w => SqlText.Name(sql, words[w])).ToList();
        var more = hidden.Where(h => !named.Contains(h.Name, StringComparer.OrdinalIgnoreCase)).ToList();
        if (more.Count == 0) return;
        Insert(isList ? words[list].End : words[list].Start, isList ? $"{List(more)}, " : $"({List(more)}, ");
        if (!isList) Insert(words[end].End, ")");
    }

    /// <summary><c>columns(…)</c> with a pattern or a condition on the names.</summary>
    void Choose(int columns)
    {
        var first = columns + 2;
        var end = Close(columns + 1);
        if (end >= words.Count) return;
        var not = $"not in ("
            + $"{string.Join(", ", Of(columns).SelectMany(s => s.Hidden).Select(h => SqlText.Literal(h.Name)).DefaultIfEmpty("''"))})";
        if (words[first].Kind is TokenKind.Text or TokenKind.DollarText && first + 1 == end)
        {
            Insert(words[first].Start, $"lambda {Column}: {Column} {not} and regexp_matches({Column}, ");
            Insert(words[first].End, ")");
            return;
        }
        var arrow = Enumerable.Range(first, end - first)
            .FirstOrDefault(w => words[w].Is(sql, "->") || (words[w].Is(sql, ":") && words[first].Is(sql, "lambda")), -1);
        var name = Enumerable.Range(first, Math.Max(0, arrow - first)).LastOrDefault(w => words[w].IsName, -1);
        if (arrow < 0 || name < 0) return;
        Insert(words[arrow].End, $" {words[name].In(sql)} {not} and (");
        Insert(words[end].Start, ")");
    }

    /// <summary><c>from t</c> and <c>table t</c> mean <c>select * from t</c>.</summary>
    void Imply()
    {
        if (block.Words.Count == 0 || block.Words.Any(w => words[w].Kind == TokenKind.Word && NoQuery.Contains(Text(w)))) return;
        var first =
            block.Words.FirstOrDefault(w => words[w].Is(sql, "from") || (words[w].Is(sql, "table") && w + 1 == shown[0].Table.First), -1);
        if (first < 0) return;
        var star = $"select * exclude ({List(shown.SelectMany(s => s.Hidden))}) ";
        if (words[first].Is(sql, "from")) Insert(words[first].Start, star);
        else edits.Add(new SqlEdit(words[first].Start, words[first].Length, $"{star}from"));
    }

    /// <summary>The bracket that closes one, or the end.</summary>
    int Close(int open)
    {
        var depth = 0;
        for (var i = open; i < words.Count; i++)
        {
            depth += words[i].Kind switch { TokenKind.Open => 1, TokenKind.Close => -1, _ => 0 };
            if (depth == 0) return i;
        }
        return words.Count;
    }

    void Insert(int at, string text) => edits.Add(new SqlEdit(at, 0, text));

    string Text(int i) => sql.Substring(words[i].Start, words[i].Length);

    static string List(IEnumerable<(string Name, string Reference)> hidden) => string.Join(", ", hidden.Select(h => h.Reference));
}
