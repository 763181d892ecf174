using Koppel.Engine.Sql;

namespace Koppel.Engine.Loading.Cells;

/// <summary>
/// Tells which values of a load stand in the statement itself. One that can never be converted is a fault of the statement, told at its
/// place; it is no row's.
/// </summary>
internal static class ConstantCells
{
    static readonly string[] BehindSelect =
        ["from", "where", "union", "except", "intersect", "order", "limit", "offset", "group", "having", "qualify", "window"];

    /// <summary>
    /// Whether an expression speaks of nothing outside the statement: it consists of texts, numbers, variables and signs.
    /// </summary>
    public static bool Is(IEnumerable<Token> expression)
    {
        var words = expression.Where(t => !t.IsBlank).ToList();
        return words.Exists(t => t.Kind is TokenKind.Text or TokenKind.DollarText or TokenKind.Number or TokenKind.Variable)
            && words.TrueForAll(t => !t.IsName && t.Kind != TokenKind.At);
    }

    /// <summary>Of each column that a query gives, whether its values stand in the statement.</summary>
    /// <param name="script">The script.</param>
    /// <param name="query">The query.</param>
    /// <param name="columns">How many columns it gives.</param>
    public static IReadOnlyList<bool> Of(string script, ScriptPart query, int columns)
    {
        var words = query.Tokens.Where(t => !t.IsBlank).ToList();
        while (words is [{ Kind: TokenKind.Open }, .., { Kind: TokenKind.Close }] && words[0].Is(script, "(")) words = words[1..^1];
        if (words.Count > 0 && words[0].Is(script, "values")) return [.. Enumerable.Repeat(element: true, columns)];
        var items = words.Count > 0 && words[0].Is(script, "select") ? Items(script, words) : [];
        return items.Count == columns ? [.. items.Select(i => Is(WithoutName(script, i)))] : new bool[columns];
    }

    /// <summary>What stands between the commas of a select list.</summary>
    static List<List<Token>> Items(string script, List<Token> words)
    {
        var items = new List<List<Token>> { new() };
        var depth = 0;
        foreach (var word in words.Skip(1))
        {
            if (depth == 0 && Array.Exists(BehindSelect, b => word.Is(script, b))) break;
            if (word.Kind == TokenKind.Open) depth++;
            else if (word.Kind == TokenKind.Close) depth--;
            if (depth == 0 && word.Kind == TokenKind.Comma) items.Add([]);
            else items[^1].Add(word);
        }
        if (items[^1].Count == 0) items.RemoveAt(items.Count - 1); // DuckDB allows a comma behind the last.
        return items;
    }

    static List<Token> WithoutName(string script, List<Token> item) => item switch
    {
        [.., var word, { IsName: true }] when word.Is(script, "as") => item[..^2],
        [.., { Kind: TokenKind.Text or TokenKind.DollarText or TokenKind.Number or TokenKind.Variable or TokenKind.Close },
            { IsName: true }] => item[..^1],
        _ => item,
    };
}
