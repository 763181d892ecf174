using System.Text.RegularExpressions;

namespace Koppel.Sandbox.Salesforce.Soql;

/// <summary>Cuts a query into words.</summary>
internal static partial class Lexer
{
    static readonly string[] Symbols = ["<=", ">=", "!=", "<>", "=", "<", ">", "(", ")", ",", ".", ":"];

    public static IReadOnlyList<Token> Read(string query)
    {
        var tokens = new List<Token>();
        for (var at = 0; ;)
        {
            while (at < query.Length && char.IsWhiteSpace(query[at])) at++;
            if (at == query.Length)
            {
                tokens.Add(new(TokenKind.End, "<EOF>", at));
                return tokens;
            }

            var token = Next(query, at, out at);
            tokens.Add(token);
        }
    }

    static Token Next(string query, int at, out int end)
    {
        var first = query[at];
        if (first == '\'') return Text(query, at, out end);
        if (char.IsAsciiLetter(first) || first == '_') return Matched(NameText(), TokenKind.Name, query, at, out end);
        if (char.IsAsciiDigit(first) || (first is '-' or '+' or '.' && NumberText().IsMatch(query, at)))
            return Number(query, at, out end);
        foreach (var symbol in Symbols)
        {
            if (string.CompareOrdinal(query, at, symbol, 0, symbol.Length) != 0) continue;
            end = at + symbol.Length;
            return new(TokenKind.Symbol, symbol, at);
        }

        throw SoqlFault.At(query, at, SoqlCodes.Malformed, $"line {LineOf(query, at)} no viable alternative at character '{first}'");
    }

    static Token Number(string query, int at, out int end)
    {
        foreach (var (pattern, kind) in new[]
                 {
                     (DateTimeText(), TokenKind.DateTime), (DateText(), TokenKind.Date), (TimeText(), TokenKind.Time),
                 })
        {
            if (pattern.Match(query, at) is { Success: true }) return Matched(pattern, kind, query, at, out end);
        }

        return Matched(NumberText(), TokenKind.Number, query, at, out end);
    }

    static Token Matched(Regex pattern, TokenKind kind, string query, int at, out int end)
    {
        var match = pattern.Match(query, at);
        end = at + match.Length;
        return new(kind, match.Value, at);
    }

    static Token Text(string query, int at, out int end)
    {
        for (end = at + 1; end < query.Length; end++)
        {
            if (query[end] == '\\') end++;
            else if (query[end] is '\n' or '\r') break;
            else if (query[end] == '\'')
            {
                var raw = query[(at + 1)..end];
                end++;
                return new(TokenKind.Text, raw, at);
            }
        }

        throw SoqlFault.At(query, at, SoqlCodes.Malformed, $"line {LineOf(query, at)} mismatched character '<EOF>' expecting '''");
    }

    static string LineOf(string query, int at)
    {
        var start = at == 0 ? 0 : query.LastIndexOf('\n', at - 1) + 1;
        return FormattableString.Invariant($"{query.AsSpan(0, start).Count('\n') + 1}:{at - start}");
    }

    [GeneratedRegex(@"\G[A-Za-z_][A-Za-z0-9_]*")]
    private static partial Regex NameText();

    [GeneratedRegex(@"\G[-+]?([0-9]+(\.[0-9]+)?|\.[0-9]+)")]
    private static partial Regex NumberText();

    [GeneratedRegex(@"\G[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9T])")]
    private static partial Regex DateText();

    [GeneratedRegex(@"\G[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|z|[-+][0-9]{2}:?[0-9]{2})")]
    private static partial Regex DateTimeText();

    [GeneratedRegex(@"\G[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|z)")]
    private static partial Regex TimeText();
}
