using Koppel.Engine.Sql;

namespace Koppel.Engine.Assist;

/// <summary>Finds the statements of a script that may be unfinished: an open text, comment or bracket is part of the last one.</summary>
public static class ScriptStatements
{
    static readonly Dictionary<string, StatementKind> Kinds = new[]
    {
        (StatementKind.Query, "select with from values table pivot unpivot describe desc summarize show call"),
        (StatementKind.Change, "insert update delete merge synchronize synchronise sync truncate undo apply copy"),
        (StatementKind.Definition, "create drop alter"),
        (StatementKind.Setting, "set reset use pragma local"),
        (StatementKind.Plan, "explain"),
    }.SelectMany(k => k.Item2.Split(' ').Select(word => (Word: word, Kind: k.Item1)))
        .ToDictionary(k => k.Word, k => k.Kind, StringComparer.Ordinal);

    /// <summary>All statements in order; what holds only blanks and comments is none.</summary>
    public static IReadOnlyList<ScriptStatement> Of(string script)
    {
        ArgumentNullException.ThrowIfNull(script);
        var found = new List<ScriptStatement>();
        var (line, lineStart, seen) = (1, 0, 0);
        foreach (var (tokens, end) in Script.Cut(script))
        {
            var first = tokens.FindIndex(t => !t.IsBlank);
            if (first < 0) continue;
            var start = tokens[first].Start;
            for (; seen < start; seen++)
                if (script[seen] == '\n') (line, lineStart) = (line + 1, seen + 1);
            var isWord = tokens[first].Kind == TokenKind.Word;
            var word = isWord ? script.Substring(start, tokens[first].Length).ToLowerInvariant() : "";
            var kind = tokens[first].Kind == TokenKind.Open ? StatementKind.Query : Kinds.GetValueOrDefault(word);
            var last = end?.Kind == TokenKind.Semicolon ? end.End : tokens.FindLast(t => !t.IsBlank)!.End;
            found.Add(new ScriptStatement(start, last, line, start - lineStart + 1, word, kind) { IsEnded = end is not null });
        }
        return found;
    }

    /// <summary>
    /// The statement under a cursor: that around it, or the one that ends before it in its line; otherwise an unfinished one that ends
    /// before it, or one that begins behind it in its line. Null where there is none.
    /// </summary>
    /// <param name="script">The script.</param>
    /// <param name="offset">Where the cursor stands; it is taken into the script.</param>
    public static ScriptStatement? At(string script, int offset)
    {
        var all = Of(script);
        offset = Math.Clamp(offset, 0, script.Length);
        // Between two that touch, it is the one that begins there.
        if (all.LastOrDefault(s => s.From <= offset && offset <= s.To) is { } around) return around;
        var before = all.LastOrDefault(s => s.To <= offset);
        if (before is not null && (!before.IsEnded || !script.AsSpan(before.To, offset - before.To).Contains('\n'))) return before;
        return all.FirstOrDefault(s => s.From >= offset && !script.AsSpan(offset, s.From - offset).Contains('\n'));
    }

    /// <summary>Whether a prompt may run the text: a semicolon ends it, outside of texts and comments, and nothing in it is open.</summary>
    public static bool IsComplete(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Script.Cut(text).LastOrDefault(p => p.End is not null || p.Tokens.Exists(t => !t.IsBlank)) is { End: not null };
    }
}
