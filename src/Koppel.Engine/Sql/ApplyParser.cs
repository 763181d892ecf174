using System.Globalization;

namespace Koppel.Engine.Sql;

/// <summary>Reads <c>apply</c>.</summary>
internal sealed class ApplyParser(string script, ScriptPart part, List<Token> words)
{
    const string Form = "Write apply table@connection of plan 'FILE' 'DIGEST' load N; koppel apply FILE writes it by itself.";

    /// <summary>The statement.</summary>
    /// <exception cref="QueryException">It is not complete.</exception>
    public ApplyStatement Parse()
    {
        if (words.Count < 2 || TableReference.StartingAt(script, words, 1) is not (var table, var next)) throw Fault(words[0]);
        if (next + 5 >= words.Count || !Are(next, "of", "plan") || !Are(next + 4, "load") || words[next + 2].Kind != TokenKind.Text
            || words[next + 3].Kind != TokenKind.Text
            || !int.TryParse(SqlText.Name(script, words[next + 5]), NumberStyles.None, CultureInfo.InvariantCulture, out var load))
            throw Fault(words[Math.Min(next, words.Count - 1)]);
        var statement = new ApplyStatement(part, script, table,
            new ScriptPart([.. part.Tokens.Where(t => t.Start >= words[1].Start && t.End <= words[next - 1].End)]),
            SqlText.Text(script, words[next + 2]), SqlText.Text(script, words[next + 3]), load);
        var rest = next + 6;
        if (Are(rest, "on", "drift", "leave")) (statement, rest) = (statement with { MostDrift = 1 }, rest + 3);
        else if (Are(rest, "on", "drift", "refuse")) (statement, rest) = (statement with { MostDrift = 0 }, rest + 3);
        if (Are(rest, "stop", "after") && Are(rest + 3, "errors")
            && long.TryParse(SqlText.Name(script, words[rest + 2]), NumberStyles.None, CultureInfo.InvariantCulture, out var errors))
            (statement, rest) = (statement with { StopAfter = errors }, rest + 4);
        if (rest == words.Count) return statement;
        throw QueryException.At(script, words[rest].Start, words[rest].Length,
            "Only on drift leave or on drift refuse, and stop after n errors behind it, can stand here.");
    }

    bool Are(int at, params ReadOnlySpan<string> expected)
    {
        for (var i = 0; i < expected.Length; i++)
            if (at + i >= words.Count || !words[at + i].Is(script, expected[i])) return false;
        return true;
    }

    QueryException Fault(Token at) => QueryException.At(script, at.Start, at.Length, Form);
}
