namespace Koppel.Engine.Sql.HiddenColumns;

/// <summary>
/// Finds the query blocks of a statement and the tables behind their <c>from</c>. It needs no more than the brackets and some words:
/// whatever else stands in a statement, and of which kind it is, is DuckDB's.
/// </summary>
internal sealed class BlockReader(string sql, IReadOnlyList<Token> words, IReadOnlyList<HiddenTable> tables)
{
    static readonly HashSet<string> Beginnings = new(StringComparer.OrdinalIgnoreCase)
        { "select", "with", "from", "values", "table", "pivot", "unpivot", "describe", "summarize" };

    static readonly HashSet<string> SetOperations = new(StringComparer.OrdinalIgnoreCase) { "union", "except", "intersect" };

    static readonly HashSet<string> BeforeTables = new(StringComparer.OrdinalIgnoreCase)
        { "from", "join", "lateral", "using", "update", "into", "table", "pivot", "unpivot", "describe", "summarize" };

    static readonly HashSet<string> EndOfTables = new(StringComparer.OrdinalIgnoreCase)
        { "select", "where", "group", "having", "window", "qualify", "order", "limit", "offset", "set", "returning", "values", "when" };

    static readonly HashSet<string> NoAlias = new(StringComparer.OrdinalIgnoreCase)
    {
        "where", "group", "having", "window", "qualify", "order", "limit", "offset", "set", "returning", "when", "select", "values",
        "union", "except", "intersect",
        "join", "inner", "left", "right", "full", "outer", "cross", "asof", "semi", "anti", "positional", "natural", "on", "using",
        "tablesample", "at", "for",
        "pivot", "unpivot", "with", "distinct",
    };

    readonly Stack<Frame> _outer = [];
    readonly QueryBlock[] _blockOf = new QueryBlock[words.Count];
    readonly List<QueryBlock> _blocks = [];

    /// <summary>All blocks, in the order in which they begin.</summary>
    public IReadOnlyList<QueryBlock> Blocks => _blocks;

    /// <summary>The block to which a word belongs.</summary>
    public QueryBlock BlockOf(int word) => _blockOf[word];

    /// <summary>Reads the statement.</summary>
    public BlockReader Read()
    {
        var frame = new Frame(null, Begin(null));
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i].Kind == TokenKind.Close && _outer.Count > 0) frame = _outer.Pop();
            else if (IsKeyword(i)) Enter(frame, i);
            _blockOf[i] = frame.Block;
            frame.Block.Words.Add(i);
            if (words[i].Kind == TokenKind.Open)
            {
                var isTables = frame.IsTables && IsTablePlace(i);
                _outer.Push(frame);
                frame = new Frame(frame.Block, frame.Block) { IsTables = isTables };
            }
            else if (words[i].IsName && frame.IsTables && IsTablePlace(i) && TableAt(i) is { } table)
            {
                frame.Block.Tables.Add(table);
            }
        }
        return this;
    }

    QueryBlock Begin(QueryBlock? outer)
    {
        _blocks.Add(new QueryBlock(outer));
        return _blocks[^1];
    }

    void Enter(Frame frame, int i)
    {
        var word = Text(i);
        if (SetOperations.Contains(word) || (i > 0 && words[i - 1].Kind == TokenKind.Open && Beginnings.Contains(word)))
        {
            frame.Block = Begin(frame.Outer);
            frame.IsTables = false;
        }
        if (BeforeTables.Contains(word)) frame.IsTables = true;
        else if (EndOfTables.Contains(word)) frame.IsTables = false;
    }

    bool IsKeyword(int i) => words[i].Kind == TokenKind.Word && (i == 0 || words[i - 1].Kind != TokenKind.Dot);

    bool IsTablePlace(int i) => i > 0 && (words[i - 1].Kind is TokenKind.Comma or TokenKind.Open || words[i - 1].Is(sql, ":")
        || (IsKeyword(i - 1) && BeforeTables.Contains(Text(i - 1))));

    /// <summary>The table that begins at a word, or null.</summary>
    BlockTable? TableAt(int first)
    {
        var last = first;
        var names = new List<string> { SqlText.Name(sql, words[first]) };
        for (; last + 2 < words.Count && words[last + 1].Kind == TokenKind.Dot && words[last + 2].IsName; last += 2)
            names.Add(SqlText.Name(sql, words[last + 2]));
        if (names.Count == 3 && names[1].Equals("main", StringComparison.OrdinalIgnoreCase)) names.RemoveAt(1);
        if (names.Count != 2) return null;
        var table =
            tables.FirstOrDefault(t => t.Connection.Equals(names[0], StringComparison.OrdinalIgnoreCase) && t.Names.Contains(names[1]));
        return table is null ? null : new BlockTable(table, first, last, AliasBefore(first) ?? AliasBehind(last + 1));
    }

    /// <summary><c>n: table</c></summary>
    string? AliasBefore(int first) =>
        first > 1 && words[first - 1].Is(sql, ":") && words[first - 2].IsName ? SqlText.Name(sql, words[first - 2]) : null;

    string? AliasBehind(int next)
    {
        if (next < words.Count && words[next].Is(sql, "as")) next++;
        return next < words.Count && words[next].IsName && (words[next].Kind == TokenKind.QuotedName || !NoAlias.Contains(Text(next)))
            ? SqlText.Name(sql, words[next])
            : null;
    }

    string Text(int i) => sql.Substring(words[i].Start, words[i].Length);

    /// <summary>What stands within one pair of brackets.</summary>
    sealed class Frame(QueryBlock? outer, QueryBlock block)
    {
        /// <summary>The block around the brackets.</summary>
        public QueryBlock? Outer => outer;

        /// <summary>The block that its words belong to.</summary>
        public QueryBlock Block { get; set; } = block;

        /// <summary>Tables stand here.</summary>
        public bool IsTables { get; set; }
    }
}
