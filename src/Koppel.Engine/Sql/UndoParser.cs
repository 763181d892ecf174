using System.Globalization;

namespace Koppel.Engine.Sql;

/// <summary>Reads <c>undo</c>.</summary>
internal sealed class UndoParser(string script, ScriptPart part, List<Token> words)
{
    /// <summary>The statement.</summary>
    /// <exception cref="QueryException">It is not complete.</exception>
    public UndoStatement Parse()
    {
        if (words.Count < 2 || TableReference.StartingAt(script, words, 1) is not (var table, var next))
            throw Fault(words[0], "Write undo table@connection of run N. koppel undo N takes all of a run back.");
        if (next + 2 >= words.Count || !words[next].Is(script, "of") || !words[next + 1].Is(script, "run"))
            throw Fault(words[Math.Min(next, words.Count - 1)], "of run and its number are needed here.");
        if (!long.TryParse(SqlText.Name(script, words[next + 2]), NumberStyles.None, CultureInfo.InvariantCulture, out var run))
            throw Fault(words[next + 2], "The number of a run is needed here. koppel runs lists them.");
        var rest = words[(next + 3)..];
        var deletes = rest.Count == 2 && rest[0].Is(script, "delete") && rest[1].Is(script, "created");
        if (rest.Count > 0 && !deletes) throw Fault(rest[0], "Only delete created can stand here: rows that the run created are deleted.");
        return new(part, script, table,
            new ScriptPart([.. part.Tokens.Where(t => t.Start >= words[1].Start && t.End <= words[next - 1].End)]), run, deletes);
    }

    QueryException Fault(Token at, string message) => QueryException.At(script, at.Start, at.Length, message);
}
