using Koppel.Engine.Sql;

namespace Koppel.Engine.Assist;

/// <summary>Places where a value of a column stands.</summary>
internal static class ValuePlace
{
    /// <summary>The column that a value is compared with, as in <c>c.tag = '…</c> or <c>tag in ('a', '…</c>; null for none.</summary>
    /// <param name="script">The script.</param>
    /// <param name="left">The words of the statement before the value.</param>
    public static (string? Alias, string Column)? ColumnBefore(string script, IReadOnlyList<Token> left)
    {
        var at = left.Count - 1;
        // Back over the values of a list, to the word before its bracket.
        while (at >= 0 && left[at].Kind is TokenKind.Comma or TokenKind.Text or TokenKind.Number) at--;
        if (at >= 1 && left[at].Is(script, "(") && left[at - 1].Is(script, "in"))
        {
            at -= 2;
            if (at >= 0 && left[at].Is(script, "not")) at--;
        }
        else
        {
            at = left.Count - 1;
            if (at < 0 || !IsComparison(script, left[at])) return null;
            at--;
            if (at >= 0 && left[at].Is(script, "not")) at--;
        }
        if (at < 0 || !left[at].IsName) return null;
        var column = SqlText.Name(script, left[at]);
        return at >= 2 && left[at - 1].Kind == TokenKind.Dot && left[at - 2].IsName ? (SqlText.Name(script, left[at - 2]), column)
            : (null, column);
    }

    static bool IsComparison(string script, Token token) =>
        token.Is(script, "=") || token.Is(script, "<>") || token.Is(script, "!=") || token.Is(script, "==") || token.Is(script, "like")
        || token.Is(script, "ilike");
}
