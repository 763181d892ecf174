using Koppel.Engine.Binding;
using Koppel.Engine.Dialects;
using Koppel.Engine.DuckDb;
using Koppel.Engine.Sql;

namespace Koppel.Engine.Reading;

/// <summary>
/// Names that mean something only where nothing else is called so: <c>sysdate</c>, <c>dual</c>, and tables of the connections in use. What
/// they stand for is asked of DuckDB: whatever it knows by that name is meant, be it a column, a table of the session or a query's own.
/// </summary>
/// <param name="duck">The session's DuckDB.</param>
/// <param name="words">What is in use.</param>
/// <param name="binder">Finds tables.</param>
/// <param name="functions">Those that are made.</param>
internal sealed class NameRepair(DuckInstance duck, SessionWords words, Binder binder, MadeFunctions functions)
{
    const string SysDate = "sysdate";
    const string Dual = "dual";

    static readonly HashSet<string> NoAlias = new(StringComparer.OrdinalIgnoreCase)
    {
        "where", "group", "having", "window", "qualify", "order", "limit", "offset", "set", "returning", "when", "select", "values",
        "union", "except", "intersect", "join", "inner", "left", "right", "full", "outer", "cross", "asof", "semi", "anti", "positional",
        "natural", "on", "using", "tablesample", "at", "for", "pivot", "unpivot", "with", "distinct", "then",
    };

    /// <summary>Whether a statement may have such a name; otherwise nothing is asked.</summary>
    public bool MayBeNeeded(IReadOnlySet<string> identifiers) =>
        words.Used.Count > 0 || MayStandFor(identifiers);

    /// <summary>Whether there is a name among them that may stand for something.</summary>
    public static bool MayStandFor(IReadOnlySet<string> identifiers) => identifiers.Contains(SysDate) || identifiers.Contains(Dual);

    /// <summary>Prepares a statement, again as often as there is such a name in it.</summary>
    /// <param name="script">The script.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="prepare">Prepares it without such names.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="QueryException">A table would have to be written to that stands without its connection.</exception>
    public async Task<PreparedStatement> PrepareAsync(
        string script, RewrittenSql sql, Func<RewrittenSql, Task<PreparedStatement>> prepare, CancellationToken cancellationToken)
    {
        var prepared = await prepare(sql);
        var edits = new List<ScriptEdit>();
        while (await NextAsync(script, prepared.Bound.Sql, cancellationToken) is { Count: > 0 } next)
        {
            edits.AddRange(next);
            var repaired = next.Aggregate(sql, (text, edit) => text.Edited(edit));
            if (repaired.Sql == sql.Sql) break; // It stands in a text of ours: the statement says what is wrong when it runs.
            sql = repaired;
            prepared = await prepare(sql);
        }
        return prepared with { Bound = prepared.Bound with { Edits = edits } };
    }

    /// <summary>What stands for the next name that DuckDB does not have; none when all is known, or the fault is another.</summary>
    async Task<IReadOnlyList<ScriptEdit>> NextAsync(string script, RewrittenSql sql, CancellationToken cancellationToken)
    {
        if (duck.Check(sql.Sql) is not { } fault || MissingName.In(fault) is not { } missing) return [];
        var tokens = Lexer.Tokenize(sql.Sql).Where(t => !t.IsBlank).ToList();
        var character = missing.Position is { } position ? sql.CharacterAt(position) : -1;
        var at = tokens.FindIndex(t => character < 0 ? IsNamed(sql, t, missing) : t.Start == character);
        if (at < 0 || !IsNamed(sql, tokens[at], missing)) return [];
        if (at + 1 < tokens.Count && tokens[at + 1].Kind == TokenKind.Dot) return [];
        var place = new Place(sql, tokens, at);
        if (!missing.IsTable) return missing.Name.Equals(SysDate, StringComparison.OrdinalIgnoreCase) ? Now(place) : [];
        if (words.Used.Count > 0 && await IsInUseAsync(missing.Name, cancellationToken)) return [Table(script, place, missing.Name)];
        if (!missing.Name.Equals(Dual, StringComparison.OrdinalIgnoreCase)) return [];
        functions.Make([new(ForeignFunctions.All[Dual], 0)]);
        return [place.Edit("dual()")];
    }

    static bool IsNamed(RewrittenSql sql, Token token, MissingName missing) =>
        token.IsName && SqlText.Name(sql.Sql, token).Equals(missing.Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Oracle counts days: a number behind it is one of them.</summary>
    static List<ScriptEdit> Now(Place place)
    {
        var edits = new List<ScriptEdit> { place.Edit(ForeignFunctions.SysDate) };
        if ((place.Is(1, "+") || place.Is(1, "-")) && place.Next(2) is { Kind: TokenKind.Number } days)
            edits.Add(new ScriptEdit(place.Sql.Place(days.Start).Start, days.Length, $"(interval 1 day * {days.In(place.Sql.Sql)})"));
        return edits;
    }

    async Task<bool> IsInUseAsync(string name, CancellationToken cancellationToken)
    {
        foreach (var connection in words.Used)
            if (await binder.HasAsync(connection, name, cancellationToken)) return true;
        return false;
    }

    /// <summary>The table of the connection in use, or of each of them with the connection's name before it.</summary>
    ScriptEdit Table(string script, Place place, string name)
    {
        CheckRead(script, place, name);
        var tables = words.Used.Select(c => new TableReference(name, c.Name, place.Script.Start, place.Script.Length, name)).ToList();
        if (tables is [var only]) return place.Edit(Sql(only)) with { Tables = tables };
        var query = string.Join(" union all by name ", tables.Select(
            t => $"select {SqlText.Literal(t.Alias)} as connection, * from {Sql(t)}"));
        if (place.Is(-1, "describe") || place.Is(-1, "desc") || place.Is(-1, "summarize"))
            return place.Edit(query) with { Tables = tables };
        var hasAlias = place.Is(1, "as") || (place.Next(1) is { IsName: true } next
            && (next.Kind == TokenKind.QuotedName || !NoAlias.Contains(next.In(place.Sql.Sql).ToString())));
        return place.Edit(hasAlias ? $"({query})" : $"({query}) as {SqlText.Identifier(name)}") with { Tables = tables };
    }

    void CheckRead(string script, Place place, string name)
    {
        if (place.Is(-1, "into") || place.Is(-1, "update") || place.Is(-1, "table") || place.Is(-1, "truncate")
            || (place.Is(-1, "from") && place.Is(-2, "delete")))
            throw QueryException.At(script, place.Script.Start, place.Script.Length,
                $"With use a table without a connection is only read. To write, name it with its connection: "
                    + $"{Names.Reference(name, words.Used[0].Name)}.");
    }

    static string Sql(TableReference table) =>
        $"{SqlText.Identifier(Names.Catalog(table.Alias))}.{SqlText.Identifier(table.FullName)}";

    /// <summary>A name in a statement, and the words around it.</summary>
    sealed record Place(RewrittenSql Sql, List<Token> Tokens, int At)
    {
        public (int Start, int Length) Script => Sql.Place(Tokens[At].Start);

        public Token? Next(int by) => At + by >= 0 && At + by < Tokens.Count ? Tokens[At + by] : null;

        public bool Is(int by, string word) => Next(by)?.Is(Sql.Sql, word) == true;

        public ScriptEdit Edit(string text) => new(Script.Start, Tokens[At].Length, text);
    }
}
