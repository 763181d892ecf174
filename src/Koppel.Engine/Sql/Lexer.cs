namespace Koppel.Engine.Sql;

/// <summary>
/// Cuts a script into tokens, as DuckDB would. It never fails: what does not end is a token with an error. It knows just enough to find
/// statements, names and <c>table@connection</c> outside texts and comments; DuckDB parses the rest.
/// </summary>
internal static class Lexer
{
    /// <summary>DuckDB's time to read comments within comments grows with the square of their depth.</summary>
    const int DeepestComment = 1_000;

    const string OperatorSigns = "+-*/<>=~!@#%^&|`?:\\";

    /// <summary>All tokens of a text, in order, without a gap.</summary>
    public static List<Token> Tokenize(string text)
    {
        var tokens = new List<Token>(text.Length / 4 + 4);
        for (var at = 0; at < text.Length; at = tokens[^1].End) tokens.Add(Next(text, at));
        return tokens;
    }

    static Token Next(string text, int at)
    {
        var c = text[at];
        var next = at + 1 < text.Length ? text[at + 1] : '\0';
        if (IsBlank(c)) return Run(TokenKind.Space, text, at, 1, IsBlank);
        if (c == '-' && next == '-') return Run(TokenKind.Comment, text, at, 2, static x => x is not ('\n' or '\r'));
        if (c == '/' && next == '*') return BlockComment(text, at);
        if (c == '\'') return Quoted(text, at, 0, TokenKind.Text);
        if (next == '\'' && (c is 'e' or 'E' or 'x' or 'X' or 'b' or 'B')) return Quoted(text, at, 1, TokenKind.Text);
        if (c == '"') return Quoted(text, at, 0, TokenKind.QuotedName);
        if (c == '$') return Dollar(text, at);
        if (IsNameStart(c)) return Run(TokenKind.Word, text, at, 1, IsNamePart);
        if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(next))) return Number(text, at);
        switch (c)
        {
            case ';': return new(TokenKind.Semicolon, at, 1);
            case ',': return new(TokenKind.Comma, at, 1);
            case '.': return new(TokenKind.Dot, at, 1);
            case '(' or '[' or '{': return new(TokenKind.Open, at, 1);
            case ')' or ']' or '}': return new(TokenKind.Close, at, 1);
            // DuckDB has operators with @, but none stands between two names without a blank.
            case '@'
                when at > 0 && (IsNamePart(text[at - 1]) || text[at - 1] == '"')
                    && (IsNameStart(next) || next == '"'): return new(TokenKind.At, at, 1);
            default: return Operator(text, at);
        }
    }

    /// <summary>Whether it parts words: also those blanks that come along from documents and pages, of which some have no width.</summary>
    public static bool IsBlank(char c) => char.IsWhiteSpace(c) || c is '\u200B' or '\u2060' or '\uFEFF';

    static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_' || (c >= 0x80 && !IsBlank(c));

    static bool IsNamePart(char c) => IsNameStart(c) || char.IsAsciiDigit(c) || c == '$';

    static Token Run(TokenKind kind, string text, int start, int from, Func<char, bool> belongs)
    {
        var end = start + from;
        while (end < text.Length && belongs(text[end])) end++;
        return new(kind, start, end - start);
    }

    /// <summary>An operator ends where a comment begins.</summary>
    static Token Operator(string text, int start)
    {
        var end = start + 1;
        if (OperatorSigns.Contains(text[start], StringComparison.Ordinal))
            while (end < text.Length && OperatorSigns.Contains(text[end], StringComparison.Ordinal) && !StartsComment(text, end)) end++;
        return new(TokenKind.Sign, start, end - start);
    }

    static bool StartsComment(string text, int at) => at + 1 < text.Length && (text[at], text[at + 1]) is ('-', '-') or ('/', '*');

    static Token BlockComment(string text, int start)
    {
        var depth = 1;
        for (var i = start + 2; i < text.Length; i++)
        {
            var next = i + 1 < text.Length ? text[i + 1] : '\0';
            if (text[i] == '/' && next == '*') { depth++; i++; }
            else if (text[i] == '*' && next == '/') { depth--; i++; }
            if (depth > DeepestComment)
                return new(TokenKind.Error, start, text.Length - start,
                    "Comments stand more than 1,000 deep within one another here. Close them with */.");
            if (depth == 0) return new(TokenKind.Comment, start, i + 1 - start);
        }
        return new(TokenKind.Error, start, text.Length - start, "A comment that begins with /* does not end. Close it with */.");
    }

    static Token Quoted(string text, int start, int prefix, TokenKind kind)
    {
        var quote = text[start + prefix];
        var escapes = prefix == 1 && (text[start] is 'e' or 'E');
        for (var i = start + prefix + 1; i < text.Length; i++)
        {
            if (escapes && text[i] == '\\') { i++; continue; }
            if (text[i] != quote) continue;
            if (i + 1 < text.Length && text[i + 1] == quote) { i++; continue; }
            return new(kind, start, i + 1 - start);
        }
        return new(TokenKind.Error, start, text.Length - start,
            kind == TokenKind.Text
                ? "A text that begins with ' does not end. Close it with '."
                : "A name that begins with \" does not end. Close it with \".");
    }

    static Token Dollar(string text, int start)
    {
        if (start + 1 < text.Length && char.IsAsciiDigit(text[start + 1]))
            return Run(TokenKind.Parameter, text, start, 1, char.IsAsciiDigit);
        if (start + 1 < text.Length && text[start + 1] == '{') return Braced(text, start);
        var end = start + 1;
        while (end < text.Length && (IsNameStart(text[end]) || (end > start + 1 && char.IsAsciiDigit(text[end])))) end++;
        if (end < text.Length && text[end] == '$')
        {
            var tag = text.AsSpan(start, end + 1 - start);
            var close = text.AsSpan(end + 1).IndexOf(tag);
            return close >= 0
                ? new(TokenKind.DollarText, start, end + 1 + close + tag.Length - start)
                : new(TokenKind.Error, start, text.Length - start, $"A text that begins with {tag} does not end. Close it with {tag}.");
        }
        return end > start + 1 ? new(TokenKind.Variable, start, end - start) : new(TokenKind.Sign, start, 1);
    }

    /// <summary><c>${name}</c></summary>
    static Token Braced(string text, int start)
    {
        var end = start + 2;
        while (end < text.Length && (IsNameStart(text[end]) || (end > start + 2 && char.IsAsciiDigit(text[end])))) end++;
        return end > start + 2 && end < text.Length && text[end] == '}'
            ? new(TokenKind.Variable, start, end + 1 - start)
            : new(TokenKind.Error, start, 2, "A name and then } is needed directly after ${, such as ${day}.");
    }

    static Token Number(string text, int start)
    {
        var at = start;
        if (text[at] == '0' && at + 1 < text.Length && (text[at + 1] is 'x' or 'X'))
            return Run(TokenKind.Number, text, start, 2, static x => char.IsAsciiHexDigit(x) || x == '_');
        at = Digits(text, at);
        if (at < text.Length && text[at] == '.' && !(at + 1 < text.Length && text[at + 1] == '.')) at = Digits(text, at + 1);
        if (at < text.Length && (text[at] is 'e' or 'E'))
        {
            var exponent = at + 1 < text.Length && (text[at + 1] is '+' or '-') ? at + 2 : at + 1;
            if (exponent < text.Length && char.IsAsciiDigit(text[exponent])) at = Digits(text, exponent);
        }
        return new(TokenKind.Number, start, at - start);
    }

    static int Digits(string text, int at)
    {
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '_')) at++;
        return at;
    }
}
