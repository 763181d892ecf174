using Koppel.Engine.Binding;
using Koppel.Engine.Sql;

namespace Koppel.Engine.Hosting;

/// <summary><c>show tables</c> and <c>show databases</c> over all connections: DuckDB would show its inner catalogs.</summary>
internal static class ShowStatement
{
    /// <summary>The query that it stands for; null when the statement is another.</summary>
    public static string? Query(Statement statement, string script, ConnectionSet connections)
    {
        var words = statement.Part.Tokens.Where(t => !t.IsBlank && t.Kind != TokenKind.Semicolon).ToList();
        if (!words[0].Is(script, "show")) return null;
        if (words.Count > 1 && words[1].Is(script, "all")) words.RemoveAt(1);
        if (words.Count == 2 && words[1].Is(script, "databases"))
            return $"select connection, type, description from connections@{Names.System}";
        if (words.Count < 2 || !words[1].Is(script, "tables")) return null;
        const string tables = $"select connection, \"table\", can, description, synonyms, fault from tables@{Names.System}";
        if (words.Count == 2) return $"{tables} where connection <> '{Names.System}'";
        return words.Count == 4 && words[2].Is(script, "from") && words[3].IsName && SqlText.Name(script, words[3]) is var name
            && Canonical(name, connections) is { } connection
            ? $"{tables} where connection = {SqlText.Literal(connection)}" : null;
    }

    static string? Canonical(string name, ConnectionSet connections) => Names.IsMemory(name) ? Names.Memory : connections.Find(name)?.Name;
}
