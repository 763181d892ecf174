namespace Koppel.Engine.Sql;

/// <summary>A <c>table@connection</c> in a script.</summary>
/// <param name="FullName">The table, with its schema before a dot when one was written.</param>
/// <param name="Alias">The connection.</param>
/// <param name="Start">Its first character.</param>
/// <param name="Length">Its length in characters.</param>
/// <param name="Text">As the user wrote it.</param>
internal sealed record TableReference(string FullName, string Alias, int Start, int Length, string Text) : IScriptPlace
{
    /// <summary>The reference around the <c>@</c> at a position of the tokens; they stand without blanks.</summary>
    public static (TableReference Reference, int First, int Last) Around(string script, IReadOnlyList<Token> tokens, int at)
    {
        var first = at - 1;
        while (first >= 2 && tokens[first - 1].Kind == TokenKind.Dot && tokens[first - 2].IsName) first -= 2;
        var names = new List<string>();
        for (var i = first; i < at; i += 2) names.Add(SqlText.Name(script, tokens[i]));
        var (start, end) = (tokens[first].Start, tokens[at + 1].End);
        return (new(string.Join('.', names), SqlText.Name(script, tokens[at + 1]), start, end - start, script[start..end]), first, at + 1);
    }

    /// <summary>Refuses the <c>@</c> at a position when another stands before the name to its left: <c>t@a@b</c>, <c>t@a.t@b</c>.</summary>
    /// <exception cref="QueryException">It names two connections.</exception>
    public static void CheckSingle(string script, IReadOnlyList<Token> tokens, int at)
    {
        var first = at - 1;
        while (first >= 2 && tokens[first - 1].Kind == TokenKind.Dot && tokens[first - 2].IsName) first -= 2;
        if (first < 2 || tokens[first - 1].Kind != TokenKind.At || !tokens[first].IsName || !IsAt(tokens, first - 1)) return;
        var (reference, start, _) = Around(script, tokens, first - 1);
        var end = at + 1 < tokens.Count && tokens[at + 1].IsName ? tokens[at + 1].End : tokens[at].End;
        var text = script[tokens[start].Start..end];
        throw QueryException.At(
            script, tokens[start].Start, text.Length, $"{text} names two connections. A table is of one: write {reference.Text}.");
    }

    /// <summary>Whether the <c>@</c> at a position stands between two names.</summary>
    public static bool IsAt(IReadOnlyList<Token> tokens, int at) =>
        tokens[at].Kind == TokenKind.At && at > 0 && at + 1 < tokens.Count && tokens[at - 1].IsName && tokens[at + 1].IsName;

    /// <summary>The reference that begins at a position, and the position behind it; null when none does.</summary>
    public static (TableReference Reference, int Next)? StartingAt(string script, IReadOnlyList<Token> tokens, int first)
    {
        var at = first + 1;
        while (at + 1 < tokens.Count && tokens[at].Kind == TokenKind.Dot && tokens[at + 1].IsName) at += 2;
        if (at >= tokens.Count || !IsAt(tokens, at)) return null;
        var (reference, start, last) = Around(script, tokens, at);
        return start == first ? (reference, last + 1) : null;
    }
}
