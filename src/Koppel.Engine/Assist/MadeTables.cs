using Koppel.Engine.Sql;

namespace Koppel.Engine.Assist;

/// <summary>The tables and views that statements of a script make in the session, and the variables that they give a value.</summary>
internal static class MadeTables
{
    /// <summary>Makes known what a statement makes or drops.</summary>
    public static void Add(Knowledge knowledge, string script, IReadOnlyList<Token> words)
    {
        if (words.Count < 3 || !(words[0].Is(script, "create") || words[0].Is(script, "drop"))) return;
        var at = 1;
        while (at < words.Count && IsOneOf(script, words[at], "or", "replace", "temp", "temporary")) at++;
        if (at >= words.Count || !IsOneOf(script, words[at], "table", "view")) return;
        at++;
        while (at < words.Count && IsOneOf(script, words[at], "if", "not", "exists")) at++;
        if (at >= words.Count || !words[at].IsName) return;
        var name = SqlText.Name(script, words[at++]);
        if (at + 1 < words.Count && words[at].Kind == TokenKind.At)
        {
            if (!Names.IsMemory(SqlText.Name(script, words[at + 1]))) return;
            at += 2;
        }
        if (words[0].Is(script, "drop"))
        {
            knowledge.Make(name, null);
            return;
        }
        var reader = new ScopeReader(script, words, knowledge.Find);
        var (columns, isWhole) = at < words.Count && words[at].Is(script, "as") ? reader.Output(at + 1, words.Count)
            : (Declared(script, words, at), false);
        knowledge.Make(name, new Relation(name, Names.Memory, columns, isWhole));
    }

    /// <summary>The variable that <c>local define</c> gives a value, or null.</summary>
    public static string? Variable(string script, IReadOnlyList<Token> words) =>
        words.Count > 2 && words[0].Is(script, "local") && words[1].Is(script, "define") && words[2].IsName
            ? SqlText.Name(script, words[2]) : null;

    /// <summary>The columns between parentheses, each with its type.</summary>
    static List<RelationColumn> Declared(string script, IReadOnlyList<Token> words, int at)
    {
        var columns = new List<RelationColumn>();
        if (at >= words.Count || words[at].Kind != TokenKind.Open) return columns;
        var depth = 0;
        for (var i = at; i + 1 < words.Count; i++)
        {
            if (words[i].Kind == TokenKind.Open) depth++;
            else if (words[i].Kind == TokenKind.Close && --depth == 0) break;
            if (depth == 1 && words[i].Kind is TokenKind.Open or TokenKind.Comma && words[i + 1].IsName)
                columns.Add(new RelationColumn(SqlText.Name(script, words[i + 1]),
                    i + 2 < words.Count && words[i + 2].Kind == TokenKind.Word ? SqlText.Name(script, words[i + 2]).ToUpperInvariant() : ""));
        }
        return columns;
    }

    static bool IsOneOf(string script, Token word, params ReadOnlySpan<string> any)
    {
        foreach (var one in any)
            if (word.Is(script, one)) return true;
        return false;
    }
}
