namespace Koppel.Engine.Sql;

/// <summary>A <c>label 'text'</c> in a script.</summary>
/// <param name="Start">Its first character.</param>
/// <param name="Length">Its length, text included.</param>
/// <param name="Heading">What it says of which column.</param>
internal sealed record Label(int Start, int Length, RewrittenSql.Heading Heading);

/// <summary>
/// Finds <c>label 'text'</c> behind the items of a query's outermost select list. Two words in this order mean nothing in DuckDB, so
/// nothing that it understands is lost.
/// </summary>
internal static class Labels
{
    static readonly HashSet<string> EndOfList = new(StringComparer.OrdinalIgnoreCase)
        { "from", "where", "group", "having", "window", "qualify", "order", "limit", "offset", "union", "except", "intersect", "using" };

    static readonly HashSet<string> NoItemEnd = new(StringComparer.OrdinalIgnoreCase)
        { "select", "distinct", "all", "and", "or", "not", "in", "like", "ilike", "is", "then", "else", "when", "case", "between", "on",
            "as", "by", "where", "having" };

    /// <summary>The labels of a statement, in order.</summary>
    /// <exception cref="QueryException">One stands where it can have no effect.</exception>
    public static IReadOnlyList<Label> Find(string script, Statement statement)
    {
        var words = statement.Part.Tokens.Where(t => !t.IsBlank).ToList();
        var found = new List<(Label Label, bool StarBefore)>();
        var (depth, inList, seen, star) = (0, false, false, false);
        var item = 0;
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (word.Kind == TokenKind.Open) depth++;
            else if (word.Kind == TokenKind.Close) depth--;
            else if (depth == 0 && !seen && word.Is(script, "select")) (inList, seen) = (true, true);
            else if (depth == 0 && inList && word.Kind == TokenKind.Word && EndOfList.Contains(script.Substring(word.Start, word.Length))
                && !IsColumn(words, i)) inList = false;
            else if (depth == 0 && inList && word.Kind == TokenKind.Comma) item++;

            if (inList && depth == 0 && IsStar(script, words, i))
            {
                star = true;
                RefuseBetweenStars(script, found);
            }
            if (!IsLabel(script, words, i)) continue;
            if (!inList || depth != 0 || statement is not SelectStatement { GivesRows: true } || statement.Part.Start != words[0].Start
                || IsSource(script, statement))
                throw QueryException.At(script, word.Start, words[i + 1].End - word.Start,
                    "A label gives a column of the output its heading, so it can only stand after an item of the outermost select of a "
                    + "query.");
            if (found.Count > 0 && found[^1].Label.Heading.Position == item)
                throw QueryException.At(script, word.Start, words[i + 1].End - word.Start, "This column has a label already. Give it one.");
            found.Add((new(word.Start, words[i + 1].End - word.Start, new(item, false, SqlText.Text(script, words[i + 1]))), star));
        }
        return [
            .. found.Select(
                f => f.StarBefore
                    ? f.Label with { Heading = f.Label.Heading with { Position = item - f.Label.Heading.Position, FromEnd = true } }
                    : f.Label)];
    }

    /// <summary>The query of a load has no output.</summary>
    static bool IsSource(string script, Statement statement)
    {
        var before = script.AsSpan(0, statement.Part.Start).TrimEnd();
        return before.Length > 0 && before[^1] != ';' && Script.Split(script).All(p => p.Start != statement.Part.Start)
            && !IsExplained(script, statement);
    }

    static bool IsExplained(string script, Statement statement) =>
        Script.Split(script).Any(p => p.Start < statement.Part.Start && p.End >= statement.Part.End && p.Tokens[0].Is(script, "explain"));

    static bool IsLabel(string script, List<Token> words, int i) =>
        i > 0 && i + 1 < words.Count && words[i].Is(script, "label") && words[i + 1].Kind == TokenKind.Text
            && script[words[i + 1].Start] == '\''
        && words[i - 1].Kind switch
        {
            TokenKind.Word => !NoItemEnd.Contains(script.Substring(words[i - 1].Start, words[i - 1].Length)),
            TokenKind.QuotedName or TokenKind.Text or TokenKind.DollarText or TokenKind.Number or TokenKind.Close or TokenKind.Variable
                or TokenKind.Parameter => true,
            TokenKind.Sign => words[i - 1].Is(script, "*"),
            _ => false,
        };

    static bool IsColumn(List<Token> words, int i) => i > 0 && words[i - 1].Kind == TokenKind.Dot;

    static bool IsStar(string script, List<Token> words, int i) =>
        (words[i].Is(script, "*") && i > 0
            && (words[i - 1].Kind is TokenKind.Comma or TokenKind.Dot || words[i - 1].Is(script, "select")
                || words[i - 1].Is(script, "distinct")))
        || (words[i].Is(script, "columns") && i + 1 < words.Count && words[i + 1].Is(script, "("));

    static void RefuseBetweenStars(string script, List<(Label Label, bool StarBefore)> found)
    {
        if (found.FirstOrDefault(f => f.StarBefore).Label is not { } lost) return;
        throw QueryException.At(script, lost.Start, lost.Length,
            "Between two * it cannot be told which column this label is for. Put it before the first or after the last *.");
    }
}
