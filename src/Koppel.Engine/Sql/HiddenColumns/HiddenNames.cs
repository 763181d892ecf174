namespace Koppel.Engine.Sql.HiddenColumns;

/// <summary>
/// Lets a statement reach the hidden columns that it names, and no others: a table of which a query block names one is read there from a
/// schema that shows them, and is left out of the stars of that block. All other places read the table without its hidden columns.
/// See docs/decisions/0019-hidden-columns.md.
/// </summary>
internal sealed class HiddenNames
{
    readonly string _sql;
    readonly List<Token> _words;
    readonly BlockReader _blocks;
    readonly List<SqlEdit> _edits = [];
    readonly List<(int Word, BlockTable Table, string Column)> _references = [];

    HiddenNames(string sql, IReadOnlyList<HiddenTable> tables)
    {
        _sql = sql;
        _words = [.. Lexer.Tokenize(sql).Where(t => !t.IsBlank)];
        _blocks = new BlockReader(sql, _words, tables).Read();
    }

    /// <summary>The statement with its hidden columns in reach; null when it names none where one could be meant.</summary>
    /// <param name="sql">The statement for DuckDB.</param>
    /// <param name="tables">Its tables that have hidden columns.</param>
    public static RewrittenSql? Show(RewrittenSql sql, IReadOnlyList<HiddenTable> tables)
    {
        if (tables.Count == 0) return null;
        var names = new HiddenNames(sql.Sql, tables);
        names.Resolve();
        if (names._references.Count == 0) return null;
        foreach (var block in names._blocks.Blocks) names.Edit(block);
        return sql.Edited(names.InOrder());
    }

    /// <summary>The edits by place. Where a name means two tables, which DuckDB refuses, only the first counts.</summary>
    List<SqlEdit> InOrder()
    {
        var ordered = new List<SqlEdit>();
        foreach (var edit in _edits.OrderBy(e => e.Start))
            if (ordered.Count == 0 || edit.Start >= ordered[^1].End) ordered.Add(edit);
        return ordered;
    }

    /// <summary>Finds of each name of a hidden column the table that is meant: the nearest that has such a column.</summary>
    void Resolve()
    {
        for (var i = 0; i < _words.Count; i++)
        {
            if (!_words[i].IsName || (i > 0 && _words[i - 1].Is(_sql, "as"))) continue;
            var name = SqlText.Name(_sql, _words[i]);
            var qualifiers = Qualifiers(i);
            if (qualifiers is null) continue;
            for (var block = _blocks.BlockOf(i); block is not null; block = block.Outer)
            {
                var found = block.Tables.Where(
                    t => t.Table.Find(name) is not null && !(i >= t.First && i <= t.Last) && IsMeant(t, qualifiers)).ToList();
                foreach (var table in found)
                {
                    table.Named.Add(table.Table.Find(name)!);
                    _references.Add((i, table, table.Table.Find(name)!));
                }
                if (found.Count > 0) break;
            }
        }
    }

    /// <summary>The names before the dots of a name; null when something else stands before them.</summary>
    List<string>? Qualifiers(int word)
    {
        var names = new List<string>();
        for (; word > 0 && _words[word - 1].Kind == TokenKind.Dot; word -= 2)
        {
            if (word < 2 || !_words[word - 2].IsName) return null;
            names.Insert(0, SqlText.Name(_sql, _words[word - 2]));
        }
        return names;
    }

    bool IsMeant(BlockTable table, List<string> qualifiers)
    {
        var path = table.Alias is { } alias
            ? [alias]
            : Enumerable.Range(0, (table.Last - table.First) / 2 + 1).Select(i => SqlText.Name(_sql, _words[table.First + (2 * i)]))
                .ToList();
        return qualifiers.Count <= path.Count
            && path.Skip(path.Count - qualifiers.Count).SequenceEqual(qualifiers, StringComparer.OrdinalIgnoreCase);
    }

    void Edit(QueryBlock block)
    {
        var shown = block.Tables.Where(t => t.Named.Count > 0).ToList();
        if (shown.Count == 0) return;
        var isNatural = Has(block, "natural");
        if (Has(block, "pivot") || Has(block, "unpivot"))
        {
            foreach (var table in shown) ShowNamed(table);
            return;
        }
        foreach (var table in shown) Show(table, isNatural);
        new StarEdits(_sql, _words, block, shown.Select(t => new ShownTable(t, Written(t), isNatural)).ToList(), _edits).Add();
        if (isNatural) Rename(shown);
    }

    bool Has(QueryBlock block, string word) =>
        block.Words.Any(
            w => _words[w].Is(_sql, word) && _words[w].Kind == TokenKind.Word && (w == 0 || _words[w - 1].Kind != TokenKind.Dot));

    string Written(BlockTable table) => SqlText.Name(_sql, _words[table.Last]);

    /// <summary>Reads the table from the schema that shows its hidden columns; its name and its connection's stay what they were.</summary>
    void Show(BlockTable table, bool isNatural)
    {
        var schema = SqlText.Identifier(isNatural ? Names.HiddenApart : Names.WithHidden);
        var (from, to) = (_words[table.First].End, _words[table.Last].Start);
        _edits.Add(new SqlEdit(from, to - from, $".{schema}."));
    }

    /// <summary>A pivot groups by all columns that it does not name: it gets no other hidden ones.</summary>
    void ShowNamed(BlockTable table)
    {
        var (from, to) = (_words[table.First].Start, _words[table.Last].End);
        var others = table.Table.Hidden.Where(h => !table.Named.Contains(h)).Select(SqlText.Identifier).ToList();
        var exclude = others.Count == 0 ? "" : $" exclude ({string.Join(", ", others)})";
        var source = $"{SqlText.Identifier(Names.Catalog(table.Table.Connection))}.{SqlText.Identifier(Names.WithHidden)}."
            + $"{SqlText.Identifier(Written(table))}";
        _edits.Add(
            new SqlEdit(from, to - from,
                $"(select *{exclude} from {source}){(table.Alias is null ? $" as {SqlText.Identifier(Written(table))}" : "")}"));
    }

    /// <summary>
    /// Gives the names of hidden columns in a block with a natural join their name apart; a column of the result keeps its own.
    /// </summary>
    void Rename(List<BlockTable> shown)
    {
        foreach (var (word, table, column) in _references.Where(r => shown.Contains(r.Table)))
        {
            var apart = SqlText.Identifier(HiddenTable.Apart(table.Table.Connection, table.Table.Name, column));
            var token = _words[word];
            _edits.Add(
                new SqlEdit(
                    token.Start, token.Length, IsItem(word) ? $"{apart} as {SqlText.Identifier(SqlText.Name(_sql, token))}" : apart));
        }
    }

    /// <summary>A name that is a whole item of a select list, without a name of its own.</summary>
    bool IsItem(int word)
    {
        var first = word;
        while (first > 1 && _words[first - 1].Kind == TokenKind.Dot) first -= 2;
        var block = _blocks.BlockOf(word);
        var list = block.Words.FindLastIndex(w => w < first && _words[w].Is(_sql, "select"));
        if (list < 0) return false;
        var between = block.Words.Skip(list + 1).TakeWhile(w => w < first).ToList();
        var depth = between.Sum(w => _words[w].Kind switch { TokenKind.Open => 1, TokenKind.Close => -1, _ => 0 });
        if (depth != 0 || between.Any(w => _words[w].Is(_sql, "from"))) return false;
        var begins =
            _words[first - 1].Kind == TokenKind.Comma || _words[first - 1].Is(_sql, "select") || _words[first - 1].Is(_sql, "distinct");
        return begins
            && (word + 1 >= _words.Count || _words[word + 1].Kind is TokenKind.Comma or TokenKind.Close
                || _words[word + 1].Is(_sql, "from"));
    }
}
