using DuckDB.NET.Data;
using Koppel.Engine.Configuration;
using Koppel.Engine.Reading;
using Koppel.Engine.Sql;

namespace Koppel.Engine.Hosting;

/// <summary>
/// Says of <c>set NAME = …</c>, <c>reset NAME</c> and <c>pragma NAME = …</c> whose setting nobody has which one may be meant. DuckDB knows
/// its own only, and takes a value such as <c>on</c> for a slip in the SQL before it looks at the name.
/// </summary>
/// <param name="workspace">Its connections.</param>
/// <param name="script">The script, for positions.</param>
internal sealed class UnknownSetting(Workspace workspace, string script)
{
    /// <summary>The fault in place of DuckDB's; null when the statement is another one, or its fault is.</summary>
    public QueryException? Explain(Statement statement, Exception fault)
    {
        if (fault is not DuckDBException duck || !DuckDbError.MayBeOfSetting(duck.Message) || NameIn(statement) is not { } at) return null;
        var name = SqlText.Name(script, at);
        var ofDuckDb = workspace.Duck.Query("select name from duckdb_settings()", r => r.GetString(0));
        return Has(ofDuckDb, name) ? null : QueryException.At(script, at.Start, at.Length, Message(name, ofDuckDb));
    }

    string Message(string name, IReadOnlyList<string> ofDuckDb)
    {
        if (SessionSettings.Names.FirstOrDefault(n => Same(n, name)) is { } own)
        {
            return $"{own} holds for a whole session: write it under [{ConfigurationFile.Session}] in the configuration, "
                + $"or give the option --{own.Replace('_', '-')}.";
        }
        var settings = workspace.Connections.All
            .SelectMany(c => workspace.Connections.SettingsOf(c).Select(s => (Connection: c.Name, Setting: s))).ToList();
        if (settings.FirstOrDefault(s => Same(s.Setting.Name, name)) is { Setting: { } there, Connection: var connection })
        {
            return there.Changeable
                ? $"{there.Name} is a setting of the connection {connection}, which is changed by set {there.Name} = value, "
                    + "and stays until it is changed again."
                : $"{there.Name} is a setting of the connection {connection} that no statement can change: write it in the configuration.";
        }
        var changeable = settings.Where(s => s.Setting.Changeable).Select(s => s.Setting.Name)
            .Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var near = Suggestion.Several(name, [.. changeable, .. ofDuckDb]);
        var what = $"There is no setting '{name}'.";
        if (near.Count > 0) return $"{what} Did you mean {Either(near)}?";
        return changeable.Count == 0 ? what : $"{what} Those of connections are {string.Join(", ", changeable)}.";
    }

    static string Either(IReadOnlyList<string> names) =>
        names.Count == 1 ? $"'{names[0]}'" : $"{string.Join(", ", names.SkipLast(1).Select(n => $"'{n}'"))} or '{names[^1]}'";

    /// <summary>The name of the setting that a statement changes.</summary>
    Token? NameIn(Statement statement)
    {
        var words = statement.Part.Tokens.Where(t => !t.IsBlank).ToList();
        if (words.Count < 2 || !(words[0].Is(script, "set") || words[0].Is(script, "reset") || words[0].Is(script, "pragma"))) return null;
        var at = words.Count > 2 && IsScope(words[1]) && words[2].IsName ? 2 : 1;
        if (!words[at].IsName || words[at].Is(script, "variable")) return null;
        var next = at + 1 < words.Count ? words[at + 1] : default(Token?);
        if (next is { Kind: TokenKind.Dot or TokenKind.At }) return null;
        // A pragma that sets nothing is a call of a function.
        return words[0].Is(script, "pragma") && next?.Is(script, "=") != true ? null : words[at];
    }

    bool IsScope(Token word) => word.Is(script, "global") || word.Is(script, "session") || word.Is(script, "local");

    static bool Has(IEnumerable<string> names, string name) => names.Any(n => Same(n, name));

    static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
