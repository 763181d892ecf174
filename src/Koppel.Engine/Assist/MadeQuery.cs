using Koppel.Engine.Sql;

namespace Koppel.Engine.Assist;

/// <summary>The query that fills what <c>create table … as</c> and <c>create view … as</c> make in the session.</summary>
internal static class MadeQuery
{
    /// <summary>The name and the query; null for another statement.</summary>
    public static (string Name, ScriptPart Query)? Of(string script, List<Token> words)
    {
        if (!words[0].Is(script, "create")) return null;
        var head = words.FindIndex(w => w.Is(script, "table") || w.Is(script, "view"));
        var at = words.FindIndex(w => w.Is(script, "as"));
        if (head < 0 || head > 4 || at < head || at + 1 >= words.Count || !words[head + 1].IsName) return null;
        var name = words[head + 1].Is(script, "if") ? head + 4 : head + 1;
        if (name >= at || !words[name].IsName || words[name + 1].Kind is TokenKind.Open or TokenKind.Dot) return null;
        return (SqlText.Name(script, words[name]), new ScriptPart(words[(at + 1)..]));
    }
}
