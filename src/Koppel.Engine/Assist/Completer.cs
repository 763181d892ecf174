using Koppel.Engine.Dialects;
using Koppel.Engine.Hosting;
using Koppel.Engine.Ledger;
using Koppel.Engine.Sql;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Assist;

/// <summary>Finds what can stand at a place of a statement.</summary>
/// <param name="script">The script.</param>
/// <param name="place">The place.</param>
/// <param name="knowledge">What is known of tables.</param>
/// <param name="beside">The words of DuckDB, and settings of connections.</param>
/// <param name="options">Variables.</param>
internal sealed class Completer(string script, CursorPlace place, Knowledge knowledge, Beside beside, AssistOptions options)
{
    readonly Offers _offers = new(Typed(place.Prefix), beside.Words.Reserved);

    /// <summary>Finds it.</summary>
    public async Task<Completions> RunAsync(CancellationToken cancellationToken)
    {
        if (place.Kind == CursorKind.Nothing) return new Completions(place.From, place.To, []);
        foreach (var maker in place.Makers)
        {
            await knowledge.NeedAsync(script, maker, cancellationToken);
            MadeTables.Add(knowledge, script, maker);
        }
        await knowledge.NeedAsync(script, place.Words, cancellationToken);
        var left = place.Left;
        var last = left.Count > 0 ? left[^1] : null;
        if (place.Kind == CursorKind.Text) Values(inText: true);
        else if (IsVariable(last)) return Variables(last!);
        else if (last is not null && last.End == place.From && script[last.End - 1] == '@' && left.Count > 1 && left[^2].IsName)
            await ConnectionsAsync(SqlText.Name(script, left[^2]), cancellationToken);
        else if (last is { Kind: TokenKind.Dot } && last.End == place.From && left.Count > 1 && left[^2].IsName)
            Columns(SqlText.Name(script, left[^2]));
        else if (left.Count > 0 && left[0].Is(script, "set")) Settings();
        else await CodeAsync(cancellationToken);
        return new Completions(place.From, place.To, _offers.Best(options.Most));
    }

    async Task CodeAsync(CancellationToken cancellationToken)
    {
        var clause = Clause.Of(script, place.Left);
        switch (clause.Takes)
        {
            case ClauseTakes.Statement:
                foreach (var (text, says) in Phrases.Statements) _offers.Add(text, CompletionKind.Statement, 10, "", says);
                return;
            case ClauseTakes.Table:
                await TablesAsync(clause, cancellationToken);
                return;
        }
        var isTargets = (clause.Statement == "insert" && clause is { InBrackets: true, Word: "into" })
            || (clause is { Statement: "update", Word: "set" } && place.Left.Count > 0
                && (place.Left[^1].Is(script, "set") || place.Left[^1].Kind == TokenKind.Comma));
        if (isTargets)
        {
            foreach (var use in Uses().Take(1)) Columns(use, 10, c => c.Its is not { ReadOnly: true });
            return;
        }
        Values(inText: false);
        Columns(null);
        foreach (var word in Phrases.In(clause.Statement, clause.Word)) _offers.Add(word, CompletionKind.Keyword, 40);
        if (place.Prefix.Length == 0 && place.Left.Count > 0 && place.Left[^1].Kind is TokenKind.Word or TokenKind.Close) return;
        foreach (var f in beside.Words.Functions.Where(f => f.Kind is "scalar" or "aggregate" or "macro"))
            _offers.Add(f.Name, CompletionKind.Function, 60, Signature(f), f.Description, $"{f.Name}(");
        foreach (var f in ForeignFunctions.All.Values.Where(f => f is { FromArguments: 0, Name: not "dual" }))
            _offers.Add(f.Name, CompletionKind.Function, 60, f.Arguments, "", $"{f.Name}(");
    }

    async Task TablesAsync(Clause clause, CancellationToken cancellationToken)
    {
        if (clause.Statement is "create" or "drop" && clause.Word == "table") _offers.Add("if exists", CompletionKind.Keyword, 90);
        foreach (var with in Scope(out _).Withs.Values) _offers.AddName(with.Name, CompletionKind.Table, 5, "with");
        foreach (var name in knowledge.Made.Keys.Union(knowledge.Own.Keys, StringComparer.OrdinalIgnoreCase))
            _offers.Add($"{name}@{Names.Memory}", CompletionKind.Table, 10, "table of the session", "",
                $"{_offers.Quoted(name)}@{Names.Memory}");
        foreach (var connection in knowledge.Connections.Where(c => c.Name != Names.Ledger))
        {
            var isOwn = connection.Name == Names.System;
            foreach (var table in (await knowledge.CatalogAsync(connection.Name, cancellationToken))?.Tables ?? [])
                Table(table.Schema, connection, isOwn ? 50 : 20);
        }
        if (knowledge.Connections.Any(c => c.Name == Names.Ledger))
            foreach (var table in LedgerTables.All)
                _offers.Add(Names.Reference(table.Name, Names.Ledger), CompletionKind.Table, 50, "ledger", table.Description);
        if (clause.Statement is not ("insert" or "update" or "delete" or "merge") || clause.Word is "from")
        {
            _offers.Add("(select", CompletionKind.Keyword, 80);
            foreach (var f in beside.Words.Functions.Where(f => f.Kind is "table" or "table_macro"))
                _offers.Add(f.Name, CompletionKind.Function, 70, Signature(f), f.Description, $"{f.Name}(");
        }
    }

    void Table(TableSchema schema, ConnectionSettings connection, int rank)
    {
        foreach (var name in schema.Synonyms.Prepend(schema.Name))
            _offers.Add(Names.Reference(name, connection.Name), CompletionKind.Table, name == schema.Name ? rank : rank + 5,
                connection.Type, schema.Description, $"{_offers.Quoted(name)}@{_offers.Quoted(connection.Name)}");
    }

    async Task ConnectionsAsync(string table, CancellationToken cancellationToken)
    {
        foreach (var connection in knowledge.Connections)
        {
            var has = connection.Name != Names.Ledger
                && (await knowledge.CatalogAsync(connection.Name, cancellationToken))?.Find(table) is not null;
            _offers.AddName(connection.Name, CompletionKind.Connection, has ? 10 : 30, connection.Type);
        }
        _offers.Add(Names.Memory, CompletionKind.Connection, knowledge.Find(table, null) is null ? 40 : 10, "tables of the session");
    }

    ScopeReader Scope(out IReadOnlyList<SourceUse> uses)
    {
        var reader = new ScopeReader(script, place.Words, knowledge.Find);
        uses = reader.At(place.Before);
        return reader;
    }

    IReadOnlyList<SourceUse> Uses()
    {
        Scope(out var uses);
        return uses;
    }

    void Columns(string? alias)
    {
        var uses = Uses();
        foreach (var use in uses.Where(u => alias is null || u.Alias.Equals(alias, StringComparison.OrdinalIgnoreCase)))
            Columns(use, 10 + (2 * use.Depth));
        if (alias is null)
            foreach (var use in uses.Where(u => u.Alias.Length > 0))
                _offers.AddName(use.Alias, CompletionKind.Table, 30, use.Of is { Connection: { } c } of ? Names.Reference(of.Name, c) : "");
    }

    void Columns(SourceUse use, int rank, Func<RelationColumn, bool>? takes = null)
    {
        foreach (var column in use.Of?.Columns ?? [])
        {
            if (takes?.Invoke(column) == false) continue;
            var detail = column.Its is { } its ? string.Join(", ", [column.Type, .. Binding.Listings.Traits(its)]) : column.Type;
            _offers.AddName(column.Name, CompletionKind.Column, column.Its?.Hidden == true ? rank + 3 : rank, detail,
                column.Its?.Description ?? "");
        }
    }

    /// <summary>What a column is known to hold, where it is compared with something.</summary>
    void Values(bool inText)
    {
        if (ValuePlace.ColumnBefore(script, place.Left) is not var (alias, name)) return;
        var column = Uses().Where(u => alias is null || u.Alias.Equals(alias, StringComparison.OrdinalIgnoreCase))
            .SelectMany(u => u.Of?.Columns ?? []).FirstOrDefault(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (column is null) return;
        foreach (var value in column.Values.Where(v => inText || place.Prefix.Length == 0))
            _offers.Add(value, CompletionKind.Value, 5, column.Of, "", SqlText.Literal(value));
    }

    void Settings()
    {
        var (left, words) = (place.Left, beside.Words);
        var sign = left.ToList().FindIndex(w => w.Is(script, "=") || w.Is(script, "to"));
        var all = knowledge.Connections.SelectMany(c => beside.Workspace.Connections.SettingsOf(c).Where(s => s.Changeable)
            .Select(s => (Connection: c.Name, Setting: s))).ToList();
        if (sign > 0 && left[1].IsName)
        {
            var name = SqlText.Name(script, left[1]);
            foreach (var (_, setting) in all.Where(s => s.Setting.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                var given = setting.Kind == SettingKind.Switch ? ["on", "off"] : setting.Words;
                foreach (var word in given) _offers.Add(word, CompletionKind.Value, 10, setting.Name);
            }
            return;
        }
        if (left.Count > 1)
        {
            _offers.Add("=", CompletionKind.Keyword, 10);
            return;
        }
        foreach (var (connection, setting) in all)
            _offers.Add(Names.Reference(setting.Name, connection), CompletionKind.Setting, 10, connection, setting.Description);
        foreach (var (name, description) in words.Settings) _offers.Add(name, CompletionKind.Setting, 50, "DuckDB", description);
        _offers.Add("variable", CompletionKind.Keyword, 20);
    }

    bool IsVariable(Token? last) => place.Prefix.StartsWith('$') || (last is not null && last.End == place.From
        && script.AsSpan(last.Start, last.Length) is "$" or "${");

    Completions Variables(Token last)
    {
        var from = place.Prefix.StartsWith('$') ? place.From : last.Start;
        var isBraced = from + 1 < script.Length && script[from + 1] == '{';
        var names = options.Variables.Keys.Concat(place.Makers.Select(m => MadeTables.Variable(script, m)).OfType<string>());
        foreach (var name in names.Distinct(StringComparer.OrdinalIgnoreCase))
            _offers.Add(name, CompletionKind.Variable, 10, options.Variables.ContainsKey(name) ? "has a value" : "local define", "",
                isBraced ? $"${{{name}}}" : $"${name}");
        return new Completions(from, place.To, _offers.Best(options.Most));
    }

    static string Typed(string prefix) => prefix.StartsWith('$') ? prefix[1..] : prefix;

    static string Signature(FunctionWord function) => $"({function.Parameters}){(function.Gives.Length > 0 ? $" → {function.Gives}" : "")}";
}
