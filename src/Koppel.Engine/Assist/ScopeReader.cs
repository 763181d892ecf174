using Koppel.Engine.Sql;

namespace Koppel.Engine.Assist;

/// <summary>
/// Finds the tables that can be spoken of at a place of a statement, which may be unfinished: no grammar, only brackets and the words that
/// begin clauses.
/// </summary>
/// <param name="script">The script.</param>
/// <param name="words">The statement's words, blanks left out.</param>
/// <param name="find">The table of a name and a connection, or null.</param>
/// <param name="nested">How many queries further out there are.</param>
internal sealed class ScopeReader(string script, IReadOnlyList<Token> words, Func<string, string?, Relation?> find, int nested = 0)
{
    /// <summary>Queries that stand deeper within one another are not looked into.</summary>
    const int Deepest = 40;

    static readonly HashSet<string> Ends = new(StringComparer.OrdinalIgnoreCase)
    {
        "where", "group", "having", "order", "limit", "offset", "qualify", "window", "union", "except", "intersect", "select", "set", "on",
        "when", "with", "identified", "values", "returning", "using", "from", "join", "inner", "left", "right", "full", "cross", "natural",
        "asof", "positional", "anti", "semi", "outer", "lateral", "as", "into", "to", "tablesample", "nulls", "fill", "add", "remove",
        "replace", "stop", "continue", "ignore", "pivot", "unpivot", "matched", "not", "and", "or",
    };

    static readonly HashSet<string> Closers = new(StringComparer.OrdinalIgnoreCase)
        { "where", "group", "having", "order", "limit", "offset", "qualify", "window", "select", "set", "when", "values", "returning" };

    readonly Dictionary<string, Relation> _withs = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The withs that were met.</summary>
    public IReadOnlyDictionary<string, Relation> Withs => _withs;

    /// <summary>The sources in reach of a place, the nearest first.</summary>
    /// <param name="place">The number of words before it.</param>
    public IReadOnlyList<SourceUse> At(int place)
    {
        var open = new List<int> { -1 };
        for (var i = 0; i < place; i++)
        {
            if (words[i].Kind == TokenKind.Open) open.Add(i);
            else if (words[i].Kind == TokenKind.Close && open.Count > 1) open.RemoveAt(open.Count - 1);
        }
        foreach (var start in open) ReadWiths(start + 1, EndOf(start));
        var uses = new List<SourceUse>();
        var depth = 0;
        for (var i = open.Count - 1; i >= 0; i--)
        {
            if (open[i] >= 0 && !StartsQuery(open[i] + 1)) continue;
            var (from, to) = Arm(open[i] + 1, EndOf(open[i]), place);
            uses.AddRange(Sources(from, to, depth++));
        }
        return uses;
    }

    /// <summary>The columns that a query gives.</summary>
    /// <param name="from">Its first word.</param>
    /// <param name="to">The word behind it.</param>
    public (IReadOnlyList<RelationColumn> Columns, bool IsWhole) Output(int from, int to)
    {
        if (from >= to || nested > Deepest) return ([], false);
        ReadWiths(from, to);
        (from, to) = Arm(from, to, from);
        var sources = Sources(from, to, 0);
        var select = Next(from, to, "select");
        if (select < 0) return (Is(from, "from") || Is(from, "with"))
            ? ([.. sources.SelectMany(s => s.Of?.Columns ?? [])], sources.Count > 0 && sources.All(s => s.Of?.IsWhole == true))
            : ([], false);
        var columns = new List<RelationColumn>();
        var (item, whole, depth) = (select + 1, true, 0);
        if (item < to && (Is(item, "distinct") || Is(item, "all"))) item++;
        for (var i = item; i <= to; i++)
        {
            if (i < to && words[i].Kind == TokenKind.Open) depth++;
            else if (i < to && words[i].Kind == TokenKind.Close) depth--;
            var ends = i == to || (depth == 0 && (words[i].Kind == TokenKind.Comma || Is(i, "from") || EndsList(i)));
            if (!ends) continue;
            whole &= AddItem(columns, sources, item, i);
            if (i == to || words[i].Kind != TokenKind.Comma) break;
            item = i + 1;
        }
        return (columns, whole);
    }

    bool EndsList(int i) => words[i].Kind == TokenKind.Word && !Is(i, "select") && Closers.Contains(Text(i)) && !IsMember(i);

    bool IsMember(int i) => i > 0 && words[i - 1].Kind == TokenKind.Dot;

    bool AddItem(List<RelationColumn> columns, IReadOnlyList<SourceUse> sources, int from, int to)
    {
        if (from >= to) return false;
        var last = to - 1;
        if (words[from].Is(script, "*") || (last > from && words[last].Is(script, "*") && words[last - 1].Kind == TokenKind.Dot))
        {
            var isAll = words[from].Is(script, "*");
            var meant = isAll ? sources : [.. sources.Where(s => Same(s.Alias, Name(from)))];
            columns.AddRange(meant.SelectMany(s => s.Of?.Columns.Where(c => c.Its?.Hidden != true) ?? []));
            return (!isAll || to == from + 1) && meant.All(s => s.Of?.IsWhole == true);
        }
        if (!words[last].IsName || Is(last, "end")) return false;
        var found = last == from || (last == from + 2 && words[from + 1].Kind == TokenKind.Dot)
            ? Column(sources, last == from ? null : Name(from), Name(last))
            : last == from + 2 && Is(from + 1, "as") && words[from].IsName ? Column(sources, null, Name(from))
            : last == from + 4 && Is(from + 3, "as") && words[from + 1].Kind == TokenKind.Dot
                ? Column(sources, Name(from), Name(from + 2)) : null;
        columns.Add((found ?? new RelationColumn("", "")) with { Name = Name(last) });
        return true;
    }

    static RelationColumn? Column(IReadOnlyList<SourceUse> sources, string? alias, string name) => sources
        .Where(s => alias is null || Same(s.Alias, alias)).SelectMany(s => s.Of?.Columns ?? []).FirstOrDefault(c => Same(c.Name, name));

    /// <summary>The part of a query between union and the like that a place is in.</summary>
    (int From, int To) Arm(int from, int to, int place)
    {
        var depth = 0;
        for (var i = from; i < to; i++)
        {
            if (words[i].Kind == TokenKind.Open) depth++;
            else if (words[i].Kind == TokenKind.Close) depth--;
            if (depth != 0 || !(Is(i, "union") || Is(i, "intersect") || (Is(i, "except") && i > 0 && !words[i - 1].Is(script, "all"))))
                continue;
            if (i >= place) return (from, i);
            from = i + 1;
        }
        return (from, to);
    }

    List<SourceUse> Sources(int from, int to, int depth)
    {
        var uses = new List<SourceUse>();
        var isList = false;
        for (var i = from; i < to;)
        {
            if (words[i].Kind == TokenKind.Open)
            {
                i = Math.Min(to, EndOf(i) + 1);
                continue;
            }
            var begins = words[i].Kind == TokenKind.Word && !IsMember(i)
                && (Is(i, "from") || Is(i, "join") || Is(i, "into") || Is(i, "update") || Is(i, "using") || Is(i, "to")
                    || Is(i, "synchronize") || Is(i, "synchronise") || Is(i, "sync") || Is(i, "describe") || Is(i, "summarize"));
            if (begins || (isList && words[i].Kind == TokenKind.Comma))
            {
                isList |= Is(i, "from");
                i = Item(i + 1, to, depth, uses);
                continue;
            }
            if (words[i].Kind == TokenKind.Word && Closers.Contains(Text(i)) && !IsMember(i)) isList = false;
            i++;
        }
        return uses;
    }

    /// <summary>Reads an item of a list of tables; gives the word behind it.</summary>
    int Item(int i, int to, int depth, List<SourceUse> uses)
    {
        if (i < to && Is(i, "lateral")) i++;
        if (i >= to) return i;
        Relation? of = null;
        var name = "";
        if (words[i].Kind == TokenKind.Open)
        {
            var end = EndOf(i);
            if (StartsQuery(i + 1)) of = new ScopeReader(script, words, FindWith, nested + 1).Query(i + 1, end);
            else
            {
                if (i + 1 < end && words[i + 1].IsName && !words[i - 1].Is(script, "using")) uses.AddRange(Joined(i, end, depth));
                return Math.Min(to, end + 1);
            }
            i = end + 1;
        }
        else if (words[i].IsName && !(words[i].Kind == TokenKind.Word && Ends.Contains(Text(i))))
        {
            name = Name(i++);
            while (i + 1 < to && words[i].Kind == TokenKind.Dot && words[i + 1].IsName) (name, i) = ($"{name}.{Name(i + 1)}", i + 2);
            if (i + 1 < to && words[i].Kind == TokenKind.At && words[i + 1].IsName)
            {
                of = find(name, Name(i + 1));
                i += 2;
            }
            else if (i < to && words[i].Kind == TokenKind.Open) i = Math.Min(to, EndOf(i) + 1); // A function that gives rows.
            else of = FindWith(name, null);
        }
        else return i;
        if (i < to && Is(i, "as")) i++;
        if (i < to && words[i].IsName && !(words[i].Kind == TokenKind.Word && Ends.Contains(Text(i)))) name = Name(i++);
        if (name.Length > 0 || of is not null) uses.Add(new SourceUse(name, of, depth));
        return i;
    }

    List<SourceUse> Joined(int open, int end, int depth)
    {
        var uses = new List<SourceUse>();
        var next = Item(open + 1, end, depth, uses);
        uses.AddRange(Sources(next, end, depth));
        return uses;
    }

    Relation Query(int from, int to)
    {
        var (columns, isWhole) = Output(from, to);
        return new Relation("", null, columns, isWhole);
    }

    Relation? FindWith(string name, string? connection) =>
        connection is null && _withs.TryGetValue(name, out var with) ? with : find(name, connection);

    void ReadWiths(int from, int to)
    {
        if (from >= to || from < 0 || !Is(from, "with")) return;
        var i = from + 1;
        if (i < to && Is(i, "recursive")) i++;
        while (i < to && words[i].IsName)
        {
            var name = Name(i++);
            List<string>? named = null;
            if (i < to && words[i].Kind == TokenKind.Open)
            {
                var close = Math.Min(EndOf(i), to);
                named = [.. Enumerable.Range(i + 1, close - i - 1).Where(w => words[w].IsName).Select(Name)];
                i = close + 1;
            }
            while (i < to && (Is(i, "as") || Is(i, "not") || Is(i, "materialized"))) i++;
            if (i >= to || words[i].Kind != TokenKind.Open) return;
            var end = Math.Min(EndOf(i), to);
            var (columns, isWhole) = new ScopeReader(script, words, FindWith, nested + 1).Output(i + 1, end);
            if (named is not null) (columns, isWhole) = ([.. named.Select(n => new RelationColumn(n, ""))], true);
            _withs[name] = new Relation(name, null, columns, isWhole);
            i = end + 1;
            if (i >= to || words[i].Kind != TokenKind.Comma) return;
            i++;
        }
    }

    int EndOf(int open)
    {
        if (open < 0) return words.Count;
        var depth = 0;
        for (var i = open; i < words.Count; i++)
        {
            if (words[i].Kind == TokenKind.Open) depth++;
            else if (words[i].Kind == TokenKind.Close && --depth == 0) return i;
        }
        return words.Count;
    }

    int Next(int from, int to, string word)
    {
        var depth = 0;
        for (var i = from; i < to; i++)
        {
            if (words[i].Kind == TokenKind.Open) depth++;
            else if (words[i].Kind == TokenKind.Close) depth--;
            else if (depth == 0 && Is(i, word)) return i;
        }
        return -1;
    }

    bool StartsQuery(int i) => i < words.Count && (Is(i, "select") || Is(i, "with") || Is(i, "from") || Is(i, "values") || Is(i, "pivot"));

    bool Is(int i, string word) => i < words.Count && words[i].Is(script, word);

    string Text(int i) => script.Substring(words[i].Start, words[i].Length);

    string Name(int i) => SqlText.Name(script, words[i]);

    static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
