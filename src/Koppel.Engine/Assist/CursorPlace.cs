using Koppel.Engine.Sql;

namespace Koppel.Engine.Assist;

/// <summary>In what a cursor stands.</summary>
internal enum CursorKind
{
    /// <summary>In SQL, at a word or between two.</summary>
    Code,

    /// <summary>In a text between quotes.</summary>
    Text,

    /// <summary>In a comment, or in something else where nothing can be offered.</summary>
    Nothing,
}

/// <summary>Where a cursor stands, and the statement around it.</summary>
/// <param name="Kind">In what it stands.</param>
/// <param name="Start">Where the script's statement begins: behind what ends the one before.</param>
/// <param name="From">The first character of the word or text that is being written.</param>
/// <param name="To">The character behind it.</param>
/// <param name="Prefix">What is written of it before the cursor, without quotes.</param>
/// <param name="Left">The words of the statement before it, blanks left out.</param>
/// <param name="Right">The words of the statement behind it.</param>
internal sealed record CursorPlace(
    CursorKind Kind, int Start, int From, int To, string Prefix, IReadOnlyList<Token> Left, IReadOnlyList<Token> Right)
{
    /// <summary>How many of <see cref="Words"/> stand before it.</summary>
    public int Before { get; } = Left.Count > 0 && Left[^1].Kind is TokenKind.Dot or TokenKind.At ? Left.Count - 1 : Left.Count;

    /// <summary>
    /// All words of the statement but the one that is being written; a dot before it goes too, so that it does not join what is around it.
    /// </summary>
    public IReadOnlyList<Token> Words => [.. Left.Take(Before), .. Right];

    /// <summary>The words of the statements before it that make or drop something, or give a variable its value.</summary>
    public IReadOnlyList<IReadOnlyList<Token>> Makers { get; init; } = [];

    /// <summary>Finds it.</summary>
    public static CursorPlace Of(string script, int offset)
    {
        var left = new List<Token>();
        var makers = new List<IReadOnlyList<Token>>();
        var (start, at) = (0, default(Token));
        using var parts = Script.Cut(script).GetEnumerator();
        while (parts.MoveNext())
        {
            var (tokens, end) = parts.Current;
            if (end is not null && end.End <= offset)
            {
                start = end.End;
                if (tokens.Find(t => !t.IsBlank) is { } first && IsMaker(script, first)) makers.Add([.. tokens.Where(t => !t.IsBlank)]);
                continue;
            }
            foreach (var token in tokens)
            {
                if (token.Start >= offset && !(token.Start == offset && at is null && token.IsName)) break;
                if (token.End < offset || (token.End == offset && !Continues(script, token))) left.Add(token);
                else at = token;
                if (at is not null) break;
            }
            var right = tokens.Where(t => t.Start >= Math.Max(offset, at?.End ?? 0) && !t.IsBlank).ToList();
            return Make(script, offset, start, [.. left.Where(t => !t.IsBlank)], at, right) with { Makers = makers };
        }
        return new CursorPlace(CursorKind.Code, start, offset, offset, "", [], []) { Makers = makers };
    }

    static bool IsMaker(string script, Token first) => first.Is(script, "create") || first.Is(script, "drop") || first.Is(script, "local");

    /// <summary>Whether what is typed behind a token's last character becomes part of it.</summary>
    static bool Continues(string script, Token token) => token.Kind switch
    {
        TokenKind.Word or TokenKind.Variable or TokenKind.Error or TokenKind.Number => true,
        TokenKind.Comment => script[token.Start] == '-',
        _ => false,
    };

    static CursorPlace Make(string script, int offset, int start, List<Token> left, Token? at, List<Token> right)
    {
        if (at is null || at.Kind == TokenKind.Space) return new(CursorKind.Code, start, offset, offset, "", left, right);
        var first = script[at.Start];
        if (at.Kind is TokenKind.Word or TokenKind.Variable)
            return new(CursorKind.Code, start, at.Start, at.End, script[at.Start..offset], left, right);
        var isOpen = at.Kind == TokenKind.Error || script.AsSpan(offset, at.End - offset).Contains('\n');
        var end = isOpen ? offset : at.End;
        if (isOpen) right = RightOf(script, offset); // The rest of the script was taken for the text.
        if (at.Kind == TokenKind.QuotedName || (at.Kind == TokenKind.Error && first == '"'))
            return offset == at.Start ? new(CursorKind.Code, start, offset, offset, "", left, [at, .. right])
                : new(CursorKind.Code, start, at.Start, end, script[(at.Start + 1)..offset].TrimEnd('"'), left, right);
        return first == '\'' && offset > at.Start && at.Kind is TokenKind.Text or TokenKind.Error && first == '\''
            ? new(CursorKind.Text, start, at.Start, end, script[(at.Start + 1)..offset].Replace("''", "'", StringComparison.Ordinal), left,
                right)
            : new(CursorKind.Nothing, start, offset, offset, "", left, right);
    }

    /// <summary>What stands behind an open text: from the next line on, to the end of the statement.</summary>
    static List<Token> RightOf(string script, int offset)
    {
        var line = script.IndexOf('\n', offset);
        if (line < 0) return [];
        // Far enough for a statement, and not the whole of a long script.
        var rest = script.Substring(line, Math.Min(20_000, script.Length - line));
        var part = Script.Cut(rest).First().Tokens;
        return [.. part.Where(t => !t.IsBlank && t.Kind != TokenKind.Error).Select(t => t with { Start = t.Start + line })];
    }
}
