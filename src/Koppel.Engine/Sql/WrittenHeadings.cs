using System.Text;

namespace Koppel.Engine.Sql;

/// <summary>
/// Headings as the user wrote them: an expression without a name of its own is called <c>count(*)</c> where it is shown, and not
/// <c>count_star()</c>, which is how DuckDB writes it. Only what is shown changes: the name of the column stays DuckDB's.
/// </summary>
internal static class WrittenHeadings
{
    static readonly HashSet<string> EndOfList = new(StringComparer.OrdinalIgnoreCase)
        { "from", "into", "where", "group", "having", "window", "qualify", "order", "limit", "offset", "union", "except", "intersect",
            "using" };

    /// <summary>The headings by position, of those columns whose place in the result is certain.</summary>
    /// <param name="script">The script.</param>
    /// <param name="statement">A query.</param>
    /// <param name="names">The names of the result's columns.</param>
    public static Dictionary<int, string> Of(string script, Statement statement, IReadOnlyList<string> names)
    {
        var headings = new Dictionary<int, string>();
        if (statement is not SelectStatement) return headings;
        var items = Items(script, [.. statement.Part.Tokens.Where(t => !t.IsBlank)]);
        var first = items.FindIndex(item => IsMany(script, item));
        if (first < 0 && items.Count != names.Count) return headings;
        var behind = first < 0 ? items.Count : items.Count - 1 - items.FindLastIndex(item => IsMany(script, item));
        for (var i = 0; i < items.Count; i++)
        {
            var position = first < 0 || i < first ? i : i >= items.Count - behind ? names.Count - (items.Count - i) : -1;
            if (position < 0 || position >= names.Count || IsNamed(script, items[i], names[position])) continue;
            headings[position] = Text(script, items[i]);
        }
        return headings;
    }

    /// <summary>The items of the outermost select list; none when it stands in brackets, since then it is a part of something.</summary>
    static List<List<Token>> Items(string script, List<Token> words)
    {
        var items = new List<List<Token>>();
        var (depth, cases, inList) = (0, 0, false);
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (depth == 0 && !inList && word.Is(script, "select"))
            {
                (inList, items) = (true, [[]]);
                while (i + 1 < words.Count && (words[i + 1].Is(script, "distinct") || words[i + 1].Is(script, "all")))
                {
                    i++;
                    if (words[i].Is(script, "distinct") && i + 2 < words.Count && words[i + 1].Is(script, "on")
                        && words[i + 2].Kind == TokenKind.Open) i = Close(words, i + 2);
                }
                continue;
            }
            if (word.Kind == TokenKind.Open) depth++;
            else if (word.Kind == TokenKind.Close) depth--;
            if (!inList) continue;
            if (depth == 0 && word.Is(script, "case") && !IsBehindDot(words, i)) cases++;
            else if (depth == 0 && cases > 0 && word.Is(script, "end")) cases--;
            if (depth == 0 && word.Kind == TokenKind.Comma)
            {
                items.Add([]);
                continue;
            }
            // except and exclude behind a star are no end: * is many columns anyway.
            if (depth == 0 && cases == 0 && word.Kind == TokenKind.Word && EndOfList.Contains(word.In(script).ToString())
                && !IsBehindDot(words, i) && !IsDistinctFrom(script, words, i)) break;
            if (word.Kind != TokenKind.Semicolon) items[^1].Add(word);
        }
        if (items.Count > 0 && items[^1].Count == 0) items.RemoveAt(items.Count - 1); // A comma may stand at the end.
        return items;
    }

    static int Close(List<Token> words, int open)
    {
        var depth = 0;
        for (var i = open; i < words.Count; i++)
        {
            if (words[i].Kind == TokenKind.Open) depth++;
            else if (words[i].Kind == TokenKind.Close && --depth == 0) return i;
        }
        return words.Count - 1;
    }

    static bool IsBehindDot(List<Token> words, int i) => i > 0 && words[i - 1].Kind == TokenKind.Dot;

    /// <summary><c>a is distinct from b</c></summary>
    static bool IsDistinctFrom(string script, List<Token> words, int i) =>
        i > 0 && words[i].Is(script, "from") && words[i - 1].Is(script, "distinct");

    /// <summary>It can become any number of columns.</summary>
    static bool IsMany(string script, List<Token> item)
    {
        for (var i = 0; i < item.Count; i++)
        {
            if (item[i].Is(script, "*") && (i == 0 || item[i - 1].Kind == TokenKind.Dot)) return true;
            if (i + 1 < item.Count && item[i + 1].Is(script, "(") && (item[i].Is(script, "columns") || item[i].Is(script, "unnest")))
                return true;
        }
        return false;
    }

    /// <summary>The user gave it a name, or it is a column: then DuckDB calls it by its last word, or by that before a colon.</summary>
    static bool IsNamed(string script, List<Token> item, string name)
    {
        if (item.Count == 0) return true;
        var last = item[^1];
        if ((last.IsName && SqlText.Name(script, last).Equals(name, StringComparison.OrdinalIgnoreCase))
            || (item.Count > 1 && last.Kind == TokenKind.Text && SqlText.Text(script, last) == name)) return true;
        return item.Count > 1 && item[0].IsName && item[1].Is(script, ":")
            && SqlText.Name(script, item[0]).Equals(name, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The item on one line, without comments; its label is another heading, and wins.</summary>
    static string Text(string script, List<Token> item)
    {
        var text = new StringBuilder();
        for (var i = 0; i < item.Count; i++)
        {
            if (i > 0 && item[i].Start > item[i - 1].End) text.Append(' ');
            text.Append(item[i].In(script));
        }
        return text.ToString();
    }
}
