namespace Koppel.Engine.Sql;

/// <summary>One statement's place in a script.</summary>
/// <param name="Tokens">Its tokens, from the first that says something to the last.</param>
internal sealed record ScriptPart(IReadOnlyList<Token> Tokens) : IScriptPlace
{
    /// <summary>Its first character.</summary>
    public int Start => Tokens[0].Start;

    /// <summary>The character behind it.</summary>
    public int End => Tokens[^1].End;

    /// <inheritdoc/>
    public int Length => End - Start;
}

/// <summary>Splits a script into statements: at a semicolon, at a line that holds only <c>/</c>, and at its end.</summary>
internal static class Script
{
    /// <summary>The statements in order; empty ones vanish.</summary>
    public static IReadOnlyList<ScriptPart> Split(string script)
    {
        var parts = new List<ScriptPart>();
        foreach (var (tokens, _) in Cut(script))
        {
            var first = tokens.FindIndex(t => !t.IsBlank);
            if (first < 0) continue;
            var last = tokens.FindLastIndex(t => !t.IsBlank);
            parts.Add(new ScriptPart(tokens[first..(last + 1)]));
        }
        return parts;
    }

    /// <summary>All tokens between what parts statements, blanks too, and what ends each; null for the end of the script.</summary>
    public static IEnumerable<(List<Token> Tokens, Token? End)> Cut(string script)
    {
        var current = new List<Token>();
        foreach (var token in Lexer.Tokenize(script))
        {
            if (token.Kind != TokenKind.Semicolon && !IsSlashLine(script, token))
            {
                current.Add(token);
                continue;
            }
            yield return (current, token);
            current = [];
        }
        yield return (current, null);
    }

    static bool IsSlashLine(string script, Token token)
    {
        if (token.Length != 1 || script[token.Start] != '/') return false;
        var before = token.Start - 1;
        while (before >= 0 && (script[before] is ' ' or '\t' or '\uFEFF')) before--;
        var after = token.End;
        while (after < script.Length && (script[after] is ' ' or '\t')) after++;
        return (before < 0 || script[before] is '\n' or '\r') && (after >= script.Length || script[after] is '\n' or '\r');
    }
}
