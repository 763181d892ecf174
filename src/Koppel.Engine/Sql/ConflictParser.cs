namespace Koppel.Engine.Sql;

/// <summary>
/// Reads the end of an insert that changes rows which are there: <c>on conflict (column) do update</c>. All columns of the insert get their
/// values, so that nothing stands behind it.
/// </summary>
/// <param name="script">The script.</param>
/// <param name="words">The words of the statement.</param>
internal sealed class ConflictParser(string script, List<Token> words)
{
    /// <summary>Reads it; null when there is none.</summary>
    /// <param name="from">Where the query begins.</param>
    /// <exception cref="QueryException">It is not written so.</exception>
    public (NamedColumn Column, int Start)? Parse(int from)
    {
        var depth = 0;
        for (var i = from; i + 1 < words.Count; i++)
        {
            if (words[i].Kind == TokenKind.Open) depth++;
            else if (words[i].Kind == TokenKind.Close) depth--;
            else if (depth == 0 && words[i].Is(script, "on") && words[i + 1].Is(script, "conflict")) return Read(i);
        }
        return null;
    }

    (NamedColumn Column, int Start) Read(int on)
    {
        var isWhole = on + 7 == words.Count && words[on + 2].Is(script, "(") && words[on + 3].IsName && words[on + 4].Is(script, ")")
            && words[on + 5].Is(script, "do") && words[on + 6].Is(script, "update");
        if (!isWhole)
            throw QueryException.At(script, words[on].Start, words[^1].Start + words[^1].Length - words[on].Start,
                "Write on conflict (column) do update at the end, with one column and nothing behind it: a row that is there gets the "
                    + "values "
                + "of all columns of the insert.");
        var name = words[on + 3];
        return (new NamedColumn(SqlText.Name(script, name), name.Start, name.Length), words[on].Start);
    }
}
