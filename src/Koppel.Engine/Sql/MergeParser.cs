namespace Koppel.Engine.Sql;

/// <summary>Reads <c>merge into</c> over a table of another system.</summary>
internal sealed class MergeParser(string script, ScriptPart part, List<Token> words)
{
    const string Actions = "then and update, delete, insert, do nothing or error are needed here.";

    readonly WordReader _words = new(script, part, words, 1);
    readonly List<MergeClause> _clauses = [];

    /// <summary>The statement; null when it is one of DuckDB's own, over a table of the session.</summary>
    /// <exception cref="QueryException">It is not complete, or says what is not known.</exception>
    public MergeStatement? Parse()
    {
        if (!_words.Take("into") || _words.TakeTable() is not { } table || Names.IsMemory(table.Alias)) return null;
        var alias = _words.Take("as") || !ValueWords.AreNext(_words) ? _words.TakeName("using")?.Name ?? table.FullName : table.FullName;
        var values = ValueWords.TakeAll(_words, () => _words.Is("using"));
        if (!_words.Take("using"))
            throw _words.Fault($"using and the source are needed here: merge into {table.Text} using SOURCE on CONDITION when ….");
        var (source, sourceAlias) = Source();
        if (sourceAlias.Equals(alias, StringComparison.OrdinalIgnoreCase))
            throw QueryException.At(script, source.Start, source.End - source.Start,
                $"Source and target are both called {alias} here. Give one of them another name, with as.");
        var match = Match();
        if (_words.IsAtEnd) throw _words.Fault("when is missing: when matched then …, or when not matched then ….");
        while (!_words.IsAtEnd) Clause(table);
        return new(part, script, table, alias, source, sourceAlias, match, _clauses) { Words = values };
    }

    (ScriptPart Source, string Alias) Source()
    {
        var start = _words.At;
        var relation = _words.Relation();
        var named = relation.Tokens.Where(t => !t.IsBlank).ToList();
        var alias = TableReference.StartingAt(script, named, 0) is (var table, _)
            ? table.FullName
            : named[^1].IsName ? SqlText.Name(script, named[^1]) : "";
        if (_words.Is("(")) throw _words.Fault("A function is no table here. Write it as a query in parentheses: using (from …) as s.");
        var hasAs = _words.Take("as");
        if (_words.TakeName("on", "using", "when") is { } given)
        {
            alias = given.Name;
            if (_words.Is("(")) _words.SkipBrackets("The names of the columns do not end. Close them with ).");
        }
        else if (hasAs)
        {
            throw _words.Fault("A name for the source is needed here, such as: using (select …) as s.");
        }
        return (_words.From(start), alias.Length == 0 ? "koppel_source" : alias);
    }

    MergeMatch Match()
    {
        if (_words.Take("using"))
            return _words.Is("(")
                ? new(null, _words.Columns(() => false))
                : throw _words.Fault("Columns in parentheses are needed after using: using (c, …).");
        if (!_words.Take("on")) throw _words.Fault("on and a condition are needed here, or using (c, …): which rows belong together.");
        return new(_words.Expression("A condition is needed after on.", comma: false, "when"), []);
    }

    void Clause(TableReference table)
    {
        var first = _words.Here;
        if (_words.Is("returning"))
            throw _words.Fault(
                "returning is not available: a load gives no rows. What it would do is shown by explain, and what it did by the tables of "
                + "the connection koppel.");
        if (!_words.Take("when")) throw _words.Fault("when is needed here, or the end of the statement.");
        var when = When();
        var condition = _words.Take("and") ? _words.Expression("A condition is needed after and.", comma: false, "then") : null;
        if (_clauses.Any(c => c.When == when && c.Condition is null))
            throw _words.Fault(first,
                "No row comes here: a clause of the same kind without a condition stands before it. Give that one a condition, or put it "
                + "last.");
        if (!_words.Take("then")) throw _words.Fault(Actions);
        var clause = Action(when, table);
        _clauses.Add(clause with { When = when, Condition = condition, Start = first.Start, Length = _words.Last.End - first.Start });
    }

    MergeWhen When()
    {
        var not = _words.Take("not");
        if (!_words.Take("matched")) throw _words.Fault(not ? "matched is needed here." : "matched or not matched is needed here.");
        if (!not) return MergeWhen.Matched;
        if (!_words.Take("by")) return MergeWhen.NotMatched;
        if (_words.Take("target")) return MergeWhen.NotMatched;
        return _words.Take("source") ? MergeWhen.NotMatchedBySource : throw _words.Fault("target or source is needed after by.");
    }

    MergeClause Action(MergeWhen when, TableReference table)
    {
        var verb = _words.Here;
        if (_words.Take("do")) return _words.Take("nothing") ? Of(MergeAction.Nothing) : throw _words.Fault("nothing is needed after do.");
        if (_words.Take("error"))
            return Of(MergeAction.Error) with { Message =
                _words.IsAtEnd || IsClauseEnd() ? null : _words.Expression("A text is needed here.", comma: false, "when", "returning") };
        if (_words.Take("insert"))
        {
            return when == MergeWhen.NotMatched ? Insert(table)
                : throw _words.Fault(
                    verb, "A row that is in the target is not inserted. Write update or delete, or insert after when not matched.");
        }
        if (!_words.Is("update") && !_words.Is("delete")) throw _words.Fault(Actions);
        if (when == MergeWhen.NotMatched)
            throw _words.Fault("The target has no such row, so that there is nothing to change. Write insert, do nothing or error.");
        return _words.Take("delete") ? Of(MergeAction.Delete) : Update(when);
    }

    MergeClause Update(MergeWhen when)
    {
        _words.Take("update");
        if (_words.Take("by")) return ByName(MergeAction.Update, when);
        if (_words.IsAtEnd || IsClauseEnd() || !_words.Take("set") || _words.Is("*"))
            throw _words.Fault("Write update set column = value, …, or update by name: columns of another system have no order to go by.");
        var set = new List<Assignment>();
        do
        {
            if (_words.TakeName() is not { } column || !_words.Take("=")) throw _words.Fault("A column, = and a value are needed here.");
            set.Add(new(column, Value(column)));
        }
        while (_words.TakeComma());
        return Of(MergeAction.Update) with { Set = set };
    }

    MergeClause Insert(TableReference table)
    {
        if (_words.Take("by")) return ByName(MergeAction.Insert, MergeWhen.NotMatched);
        if (!_words.Is("("))
            throw _words.Fault(
                $"Name the columns, insert (column, …) values (value, …), or write insert by name: columns of {table.Text} have no order "
                    + $"to go by.");
        var columns = _words.Columns(() => false);
        if (!_words.Take("values") || !_words.Take("("))
            throw _words.Fault("values and a value for each column, in parentheses, are needed here.");
        var set = new List<Assignment>();
        do
        {
            if (set.Count == columns.Count) throw _words.Fault($"This is one value more than the {columns.Count} columns that are named.");
            set.Add(new(columns[set.Count], Value(columns[set.Count])));
        }
        while (_words.TakeComma());
        if (!_words.Take(")")) throw _words.Fault("A comma or ) is needed after the value.");
        return set.Count == columns.Count
            ? Of(MergeAction.Insert) with { Set = set }
            : throw _words.Fault(_words.Last, $"The value of {columns[set.Count].Name} is missing.");
    }

    MergeClause ByName(MergeAction action, MergeWhen when)
    {
        if (!_words.Take("name")) throw _words.Fault("name is needed after by: columns of another system have no order to go by.");
        return when != MergeWhen.NotMatchedBySource ? Of(action) with { IsByName = true }
            : throw _words.Fault(
                _words.Last, "The source has no such row, so that it gives no values. Write update set column = value, ….");
    }

    ScriptPart Value(NamedColumn column)
    {
        if (_words.Is("default")) throw _words.Fault("default is not known here. Write the value, or leave the column out.");
        return _words.Expression($"The value of {column.Name} is missing.", comma: true, "when", "returning");
    }

    bool IsClauseEnd() => _words.Is("when") || _words.Is("returning");

    static MergeClause Of(MergeAction action) => new(MergeWhen.Matched, null, action, 0, 0);
}
