using Koppel.Engine.Binding;
using Koppel.Engine.Hosting;
using Koppel.Engine.Sql;

namespace Koppel.Engine.Assist;

/// <summary>Says what the name under a cursor is.</summary>
/// <param name="script">The script.</param>
/// <param name="knowledge">What is known of tables.</param>
/// <param name="beside">The words of DuckDB.</param>
internal sealed class Describer(string script, Knowledge knowledge, Beside beside)
{
    /// <summary>Says it; null when nothing is known.</summary>
    public async Task<HoverText?> RunAsync(int offset, CancellationToken cancellationToken)
    {
        var place = CursorPlace.Of(script, offset);
        foreach (var maker in place.Makers)
        {
            await knowledge.NeedAsync(script, maker, cancellationToken);
            MadeTables.Add(knowledge, script, maker);
        }
        var tokens = Script.Cut(script).Select(p => p.Tokens)
            .FirstOrDefault(t => t.Count > 0 && t[0].Start <= offset && offset <= t[^1].End);
        if (tokens?.Find(t => t.IsName && t.Start <= offset && offset <= t.End) is not { } at) return null;
        List<Token> words = [.. tokens.Where(t => !t.IsBlank)];
        await knowledge.NeedAsync(script, words, cancellationToken);
        var i = words.IndexOf(at);
        var name = SqlText.Name(script, at);
        if (i > 0 && words[i - 1].Kind == TokenKind.At) return Connection(at, name);
        if (i + 2 < words.Count && words[i + 1].Kind == TokenKind.At)
            return Table(at, knowledge.Find(TableReference.Around(script, words, i + 1).Reference.FullName, SqlText.Name(script, words[i + 2])));
        var uses = new ScopeReader(script, words, knowledge.Find).At(i);
        var alias = i > 1 && words[i - 1].Kind == TokenKind.Dot && words[i - 2].IsName ? SqlText.Name(script, words[i - 2]) : null;
        return Column(at, name, uses.Where(u => alias is null || Same(u.Alias, alias)))
            ?? (alias is null ? Table(at, uses.FirstOrDefault(u => Same(u.Alias, name))?.Of) ?? Function(at, name) : null);
    }

    static HoverText? Column(Token at, string name, IEnumerable<SourceUse> uses)
    {
        if (uses.SelectMany(u => u.Of?.Columns ?? []).FirstOrDefault(c => Same(c.Name, name)) is not { } column) return null;
        List<string> traits = [column.Type, .. column.Its is { } its ? Listings.Traits(its) : []];
        if (column.Of.Length > 0) traits.Add($"of {column.Of}");
        return new HoverText(at.Start, at.End, column.Name, string.Join(", ", traits.Where(t => t.Length > 0)),
            column.Its?.Description ?? "");
    }

    static HoverText? Table(Token at, Relation? table) => table is null or { Name: "" } ? null
        : new HoverText(at.Start, at.End, table.Connection is { } c ? Names.Reference(table.Name, c) : table.Name,
            table.Schema is { } schema ? schema.Verbs.ToString().ToLowerInvariant()
                : string.Join(", ", table.Columns.Take(12).Select(c => c.Name)),
            table.Schema?.Description ?? "");

    HoverText? Connection(Token at, string name) => Names.IsMemory(name)
        ? new HoverText(at.Start, at.End, Names.Memory, "", "Tables of the session: they go with it.")
        : knowledge.Connections.FirstOrDefault(c => Same(c.Name, name)) is { } connection
            ? new HoverText(at.Start, at.End, connection.Name, connection.Type,
                beside.Workspace.Connections.Find(name) is { } its && its.Type is not ("ledger" or "system")
                    ? beside.Workspace.Connections.ConnectorOf(its).Description : "")
            : null;

    HoverText? Function(Token at, string name) => beside.Words.Functions.FirstOrDefault(f => Same(f.Name, name)) is not { } function ? null
        : new HoverText(at.Start, at.End, function.Name,
            $"({function.Parameters}){(function.Gives.Length > 0 ? $" → {function.Gives}" : "")}", function.Description);

    static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
