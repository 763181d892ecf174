namespace Koppel.Engine.Sql;

/// <summary>Reads <c>update</c> and <c>delete</c> over tables of other systems.</summary>
internal sealed class ChangeParser(string script, ScriptPart part, List<Token> words)
{
    /// <summary>The statement; null when it is another one, or over a table of the session.</summary>
    /// <exception cref="QueryException">It is not complete.</exception>
    public Statement? Parse()
    {
        var isDelete = words[0].Is(script, "delete");
        var at = isDelete && words.Count > 1 && words[1].Is(script, "from") ? 2 : 1;
        if (!isDelete && !words[0].Is(script, "update")) return null;
        if (at >= words.Count || TableReference.StartingAt(script, words, at) is not (var table, var next) || Names.IsMemory(table.Alias))
            return null;
        var alias = table.FullName;
        var from = words[at];
        var hasAs = next < words.Count && words[next].Is(script, "as");
        if (hasAs) next++;
        if (next < words.Count && words[next].IsName && !words[next].Is(script, "where") && !words[next].Is(script, "set")
            && !words[next].Is(script, "using") && (hasAs || !ValueWords.AreNext(new WordReader(script, part, words, next))))
            alias = SqlText.Name(script, words[next++]);
        var target = Range(from, words[next - 1]);
        var reader = new WordReader(script, part, words, next);
        var values = ValueWords.TakeAll(reader, () => reader.Is(isDelete ? "where" : "set"));
        if (isDelete && values.Count > 0)
            throw QueryException.At(
                script, values[0], $"A delete gives no values, so that {ValueWords.Written(values[0].Meaning)} says nothing here.");
        return isDelete ? Delete(table, alias, target, next) : Update(table, alias, target, reader.At) with { Words = values };
    }

    DeleteStatement Delete(TableReference table, string alias, ScriptPart target, int at)
    {
        if (at < words.Count && words[at].Is(script, "using"))
            throw Fault(words[at], $"using is not known here. Write delete from {table.Text} where … in (select …).");
        return new(part, script, table, alias, target, Where(table, at, "removes"));
    }

    UpdateStatement Update(TableReference table, string alias, ScriptPart target, int at)
    {
        if (at >= words.Count || !words[at].Is(script, "set"))
            throw Fault(words[Math.Min(at, words.Count - 1)], $"Write update {table.Text} set column = value, … where ….");
        var set = new List<Assignment>();
        do
        {
            at++;
            if (at + 1 >= words.Count || !words[at].IsName || !words[at + 1].Is(script, "="))
                throw Fault(words[Math.Min(at, words.Count - 1)], "A column, = and a value are needed here.");
            var column = new NamedColumn(SqlText.Name(script, words[at]), words[at].Start, words[at].Length);
            var end = End(at + 2, comma: true);
            if (end == at + 2) throw Fault(words[at + 1], $"The value of {column.Name} is missing.");
            set.Add(new(column, Range(words[at + 2], words[end - 1])));
            at = end;
        }
        while (at < words.Count && words[at].Kind == TokenKind.Comma);
        ScriptPart? others = null;
        if (at < words.Count && words[at].Is(script, "from"))
        {
            var end = End(at + 1, comma: false);
            if (end == at + 1) throw Fault(words[at], "A table is needed after from.");
            others = Range(words[at + 1], words[end - 1]);
            at = end;
        }
        return new(part, script, table, alias, set, target, others, Where(table, at, "changes"));
    }

    ScriptPart Where(TableReference table, int at, string does)
    {
        if (at >= words.Count)
        {
            throw Fault(words[0],
                $"Without where it {does} every row of {table.Text}. Write where and a condition; where true, when all rows are meant.");
        }
        if (!words[at].Is(script, "where")) throw Fault(words[at], "where and a condition are needed here.");
        return at + 1 < words.Count ? Range(words[at + 1], words[^1]) : throw Fault(words[at], "A condition is needed after where.");
    }

    /// <summary>Where a value or a list of tables ends: at a comma, <c>from</c> or <c>where</c> outside of parentheses.</summary>
    int End(int at, bool comma)
    {
        for (var depth = 0; at < words.Count; at++)
        {
            if (words[at].Kind == TokenKind.Open) depth++;
            else if (words[at].Kind == TokenKind.Close) depth--;
            if (depth > 0) continue;
            if (words[at].Is(script, "where") || (comma && words[at].Kind == TokenKind.Comma)) break;
            if (comma && words[at].Is(script, "from") && !words[at - 1].Is(script, "distinct")) break; // a is distinct from b
        }
        return at;
    }

    ScriptPart Range(Token first, Token last) => new([.. part.Tokens.Where(t => t.Start >= first.Start && t.End <= last.End)]);

    QueryException Fault(Token at, string message) => QueryException.At(script, at.Start, at.Length, message);
}
