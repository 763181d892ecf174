using DuckDB.NET.Data;
using Koppel.Engine.Binding;
using Koppel.Engine.Dialects;
using Koppel.Engine.Hosting;
using Koppel.Engine.Reading;
using Koppel.Engine.Safety;
using Koppel.Engine.Sql;

namespace Koppel.Engine.Assist;

/// <summary>Looks over all statements of a script, each with what those before it make, and runs none.</summary>
/// <param name="script">The script.</param>
/// <param name="knowledge">What is known of tables.</param>
/// <param name="beside">A planner, and settings of connections.</param>
/// <param name="options">Variables.</param>
internal sealed class ScriptCheck(string script, Knowledge knowledge, Beside beside, AssistOptions options)
{
    /// <summary>After these, DuckDB may know things that a planner does not: no missing name is told any more.</summary>
    static readonly HashSet<string> Openers = new(StringComparer.OrdinalIgnoreCase) { "attach", "use", "load", "import", "begin" };

    readonly FindingList _found = new(script);
    readonly HashSet<string> _defined = new(beside.OwnDefinitions(), StringComparer.OrdinalIgnoreCase);
    readonly HashSet<string> _variables = new(options.Variables.Keys, StringComparer.Ordinal);
    bool _isOpen;

    /// <summary>Looks it over.</summary>
    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var part in Script.Split(script))
            {
                cancellationToken.ThrowIfCancellationRequested();
                await StatementAsync(part, cancellationToken);
            }
        }
        finally
        {
            beside.Planner.ForgetEmpty();
        }
        return _found.InOrder();
    }

    async Task StatementAsync(ScriptPart part, CancellationToken cancellationToken)
    {
        List<Token> words = [.. part.Tokens.Where(t => !t.IsBlank)];
        await knowledge.NeedAsync(script, words, cancellationToken);
        try
        {
            var statement = Statement.Parse(script, part);
            if (ShowStatement.Query(statement, script, beside.Workspace.Connections) is null) Look(statement, words);
        }
        catch (QueryException fault)
        {
            _found.Add(fault, part);
        }
        if (words[0].Kind == TokenKind.Word && Openers.Contains(SqlText.Name(script, words[0]))) _isOpen = true;
        if (MadeTables.Variable(script, words) is { } variable) _variables.Add(variable);
    }

    void Look(Statement statement, List<Token> words)
    {
        Refusal.Check(statement, script);
        new ForeignForms(beside.Workspace, script).Check(statement);
        StatementDoor.Check(statement, script, beside.Workspace.Doors);
        var isPartial = CheckReferences(words) | CheckVariables(words) | _isOpen | statement.Identifiers.Overlaps(_defined)
            | NameRepair.MayStandFor(statement.Identifiers);
        foreach (var name in statement.Identifiers.Where(n => knowledge.Made.ContainsKey(n) || knowledge.Own.ContainsKey(n)))
        {
            if (knowledge.Find(name, null) is { IsWhole: true } own && own.Columns.All(c => c.Type.Length > 0))
                Show(Names.Memory, name, own, null);
            else isPartial = true;
        }
        var inner = statement is ExplainStatement { Inner: { } explained } ? explained : statement;
        if (inner is WriteStatement write && StatementRunner.IsLoad(write)) new LoadCheck(script, knowledge, _found).Check(write);
        if (CheckedSql.Of(script, inner, Values(words)) is { } sql) isPartial = !Explain(sql, statement, isPartial) || isPartial;
        Remember(statement, words, isPartial);
    }

    /// <summary>Tells connections and tables that are not there; gives whether some table is not known whole.</summary>
    bool CheckReferences(List<Token> words)
    {
        var isPartial = false;
        for (var i = 1; i + 1 < words.Count; i++)
        {
            if (!TableReference.IsAt(words, i)) continue;
            var (reference, _, last) = TableReference.Around(script, words, i);
            if (Names.IsMemory(reference.Alias)) continue;
            if (words[0].Is(script, "set") && i == 2)
            {
                if (beside.Workspace.Connections.Find(reference.Alias) is null) UnknownConnection(reference, words[last]);
                continue;
            }
            if (beside.Workspace.Connections.Find(reference.Alias) is not { } connection) UnknownConnection(reference, words[last]);
            else if (knowledge.Find(reference.FullName, reference.Alias) is { IsWhole: true, Columns.Count: > 0 } table)
            {
                Show(Names.Catalog(connection.Name), reference.FullName, table, words);
                continue;
            }
            else if (knowledge.Known(reference.Alias) is { } catalog && !catalog.MayHave(reference.FullName))
                _found.Add(reference.Start, reference.Start + reference.Length,
                    Binder.UnknownTable(reference.FullName, connection, catalog.Tables.Select(t => t.Schema)));
            isPartial = true;
        }
        return isPartial;
    }

    void UnknownConnection(TableReference reference, Token alias) =>
        _found.Add(alias.Start, alias.End, beside.Workspace.Binder.UnknownConnection(reference.Alias));

    /// <summary>Tells variables without a value; gives whether there are any.</summary>
    bool CheckVariables(List<Token> words)
    {
        var isPartial = false;
        if (words[0].Is(script, "prepare")) return true;
        foreach (var word in words.Where(w => w.Kind == TokenKind.Variable))
        {
            var name = SqlText.Variable(script, word);
            if (_variables.Contains(name)) continue;
            isPartial = true;
            _found.Add(word.Start, word.End, $"${name} has no value. " + (Suggestion.For(name, _variables) is { } near
                ? $"Did you mean ${near}?" : $"Give it one with --var {name}=…, or where the script is run."), FindingSeverity.Warning);
        }
        return isPartial;
    }

    Dictionary<string, string> Values(List<Token> words)
    {
        var values = new Dictionary<string, string>(options.Variables);
        foreach (var word in words.Where(w => w.Kind == TokenKind.Variable))
            values.TryAdd(SqlText.Variable(script, word), "");
        return values;
    }

    /// <summary>Gives whether DuckDB has nothing against it.</summary>
    bool Explain(RewrittenSql sql, Statement statement, bool isPartial)
    {
        sql = sql.Within("explain ", "");
        try
        {
            beside.Planner.Make(FunctionCalls.In(sql.Sql));
            beside.Planner.Explain(sql.Sql);
            return true;
        }
        catch (DuckDBException fault)
        {
            if (isPartial && !DuckDbError.IsUnreadable(fault.Message)) return false;
            var told = DuckDbError.Translate(fault.Message, sql, script, []);
            if (told.MissingTable is { } missing) told = told.With(Hint(missing));
            _found.Add(told, statement.Part);
            return false;
        }
    }

    /// <summary>How a table is written that was named without its connection.</summary>
    string Hint(string missing)
    {
        var name = missing[(missing.LastIndexOf('.') + 1)..];
        var meant = knowledge.Connections.Where(c => knowledge.Known(c.Name)?.Find(name) is not null).Take(3)
            .Select(c => Names.Reference(name, c.Name)).ToList();
        return meant.Count > 0 ? $"A table of a connection is written with it: did you mean {string.Join(" or ", meant)}?"
            : "A table of a connection is written with it, such as table@connection.";
    }

    void Show(string catalog, string name, Relation table, List<Token>? words)
    {
        var shown = table.Columns.Where(c => c.Its is not { WriteOnly: true }
            && (c.Its is not { Hidden: true } || words?.Exists(w => w.IsName && c.Name.Equals(
                SqlText.Name(script, w), StringComparison.OrdinalIgnoreCase)) == true));
        beside.Planner.SetEmpty(catalog, name, shown.Select(c => (c.Name, c.Type)).DefaultIfEmpty(("koppel row", "BOOLEAN")));
    }

    /// <summary>What later statements can speak of.</summary>
    void Remember(Statement statement, List<Token> words, bool isPartial)
    {
        MadeTables.Add(knowledge, script, words);
        if (statement is DefinitionStatement { Kind: not "view" } definition) _defined.Add(definition.Name);
        if (isPartial || MadeQuery.Of(script, words) is not var (name, query) || !knowledge.Made.ContainsKey(name)) return;
        try
        {
            var columns = beside.Planner.Describe(Rewriter.Rewrite(script, query, Values(words)).Sql);
            knowledge.Make(name, new Relation(name, Names.Memory, [.. columns.Select(c => new RelationColumn(c.Name, c.Type))], true));
        }
        catch (DuckDBException)
        {
            // What it has against the query has been told of the statement.
        }
    }
}
