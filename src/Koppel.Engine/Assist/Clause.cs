using Koppel.Engine.Sql;

namespace Koppel.Engine.Assist;

/// <summary>The clause that a place of a statement is in.</summary>
/// <param name="Statement">The statement's first word in small letters, behind explain; empty for none.</param>
/// <param name="Word">The word that begins the clause.</param>
/// <param name="Takes">What comes next here.</param>
/// <param name="InBrackets">The place is in brackets that are no query, such as those behind a function or a table.</param>
internal sealed record Clause(string Statement, string Word, ClauseTakes Takes, bool InBrackets)
{
    static readonly HashSet<string> Heads = new(StringComparer.OrdinalIgnoreCase)
    {
        "select", "from", "join", "on", "using", "where", "group", "having", "order", "limit", "offset", "qualify", "set", "into", "update",
        "delete", "with", "create", "drop", "explain", "values", "merge", "synchronize", "synchronise", "sync", "describe", "summarize",
        "insert", "to", "table", "view", "when", "window",
    };

    static readonly HashSet<string> TableHeads = new(StringComparer.OrdinalIgnoreCase)
    {
        "from", "join", "into", "update", "describe", "desc", "summarize", "synchronize", "synchronise", "sync", "to", "table", "pivot",
        "unpivot",
    };

    /// <summary>Finds it.</summary>
    /// <param name="script">The script.</param>
    /// <param name="left">The words of the statement before the place.</param>
    public static Clause Of(string script, IReadOnlyList<Token> left)
    {
        if (left.Count == 0) return new Clause("", "", ClauseTakes.Statement, false);
        var first = Text(script, left[0]);
        if (first == "explain" && left.Count == 1) return new Clause(first, first, ClauseTakes.Statement, false);
        if (first == "explain" && left.Count > 1) first = Text(script, left[left[1].Is(script, "analyze") && left.Count > 2 ? 2 : 1]);
        var last = left[^1];
        var (head, depth, brackets) = (-1, 0, false);
        for (var i = left.Count - 1; i >= 0; i--)
        {
            if (left[i].Kind == TokenKind.Close) depth++;
            else if (left[i].Kind == TokenKind.Open && --depth < 0)
            {
                if (i == left.Count - 1 && i > 0 && IsTableHead(script, left, i - 1))
                    return new Clause(first, "(", ClauseTakes.Statement, false); // A query in parentheses.
                (depth, brackets) = (0, true);
            }
            else if (depth == 0 && left[i].Kind == TokenKind.Word && Heads.Contains(Text(script, left[i])) && !IsMember(left, i))
            {
                head = i;
                break;
            }
        }
        var word = head < 0 ? first : Text(script, left[head]);
        var takesTable = IsTableHead(script, left, left.Count - 1) && !IsMember(left, left.Count - 1)
            || (word == "from" && !brackets && last.Kind == TokenKind.Comma)
            || (word == "using" && first is "merge" or "delete" && last.Is(script, "using"));
        return new Clause(first, word, takesTable ? ClauseTakes.Table : ClauseTakes.Expression, brackets);
    }

    static bool IsTableHead(string script, IReadOnlyList<Token> left, int at) =>
        left[at].Kind == TokenKind.Word && TableHeads.Contains(Text(script, left[at]))
        && !(left[at].Is(script, "from") && at > 0 && left[at - 1].Is(script, "distinct")) // a is distinct from b
        && !(left[at].Is(script, "update") && at > 0 && left[at - 1].IsName && !left[at - 1].Is(script, "explain"));

    static bool IsMember(IReadOnlyList<Token> words, int i) => i > 0 && words[i - 1].Kind is TokenKind.Dot or TokenKind.At;

    static string Text(string script, Token token) => script.Substring(token.Start, token.Length).ToLowerInvariant();
}

/// <summary>What comes next at a place of a statement.</summary>
internal enum ClauseTakes
{
    /// <summary>A statement or query begins.</summary>
    Statement,

    /// <summary>A table.</summary>
    Table,

    /// <summary>An expression, or words that go on.</summary>
    Expression,
}
