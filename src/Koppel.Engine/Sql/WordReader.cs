using System.Globalization;

namespace Koppel.Engine.Sql;

/// <summary>Goes through the words of a statement, blanks left out.</summary>
internal sealed class WordReader(string script, ScriptPart part, List<Token> words, int first)
{
    /// <summary>The position of the word that comes next.</summary>
    public int At { get; private set; } = first;

    /// <summary>No word is left.</summary>
    public bool IsAtEnd => At >= words.Count;

    /// <summary>The word that comes next, or the last one.</summary>
    public Token Here => words[Math.Min(At, words.Count - 1)];

    /// <summary>The word that was taken last.</summary>
    public Token Last => words[At - 1];

    /// <summary>Whether this word comes next, or so many words behind it.</summary>
    public bool Is(string word, int behind = 0) => At + behind < words.Count && words[At + behind].Is(script, word);

    /// <summary>Takes this word, when it comes next.</summary>
    public bool Take(string word)
    {
        if (!Is(word)) return false;
        At++;
        return true;
    }

    /// <summary>Takes a name, when one comes next that is none of these words.</summary>
    public NamedColumn? TakeName(params ReadOnlySpan<string> but)
    {
        if (IsAtEnd || !Here.IsName) return null;
        foreach (var word in but)
            if (Is(word)) return null;
        At++;
        return new NamedColumn(SqlText.Name(script, Last), Last.Start, Last.Length);
    }

    /// <summary>Takes whatever comes next.</summary>
    public void Skip() => At++;

    /// <summary>Takes a comma, when one comes next.</summary>
    public bool TakeComma()
    {
        if (IsAtEnd || Here.Kind != TokenKind.Comma) return false;
        At++;
        return true;
    }

    /// <summary>Takes a table of a connection, when one comes next.</summary>
    public TableReference? TakeTable()
    {
        if (IsAtEnd || TableReference.StartingAt(script, words, At) is not (var table, var next)) return null;
        At = next;
        return table;
    }

    /// <summary><c>after n rows</c></summary>
    /// <param name="many">What is counted, such as <c>rows</c>.</param>
    /// <param name="one">The word for one of them.</param>
    public long After(string many, string one)
    {
        if (!Take("after")) throw Fault($"Write after n {many}.");
        if (IsAtEnd || Here.Kind != TokenKind.Number
            || !long.TryParse(Here.In(script), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            throw Fault("A whole number is needed here.");
        At++;
        if (!Take(many) && !Take(one)) throw Fault($"{many} is needed after the number.");
        return number;
    }

    /// <summary>Columns with a comma between them; the parentheses around them can be left out.</summary>
    /// <param name="endsHere">Whether the words that come next are no column any more; asked without parentheses only.</param>
    public List<NamedColumn> Columns(Func<bool> endsHere)
    {
        var open = Take("(");
        var columns = new List<NamedColumn>();
        do
        {
            if ((!open && endsHere()) || TakeName() is not { } column) throw Fault("The name of a column is needed here.");
            columns.Add(column);
        }
        while (TakeComma());
        if (open && !Take(")")) throw Fault("A comma or ) is needed between the columns.");
        return columns;
    }

    /// <summary>A table, or a query in parentheses.</summary>
    public ScriptPart Relation()
    {
        var start = At;
        if (Is("("))
        {
            SkipBrackets("The query does not end. Close it with ).");
        }
        else if (IsAtEnd || Is("select") || !Here.IsName)
        {
            throw Fault("A table is needed here, or a query in parentheses.");
        }
        else if (TakeTable() is null)
        {
            At++;
            while (At + 1 < words.Count && Here.Kind == TokenKind.Dot && words[At + 1].IsName) At += 2; // Behind its schema.
        }
        return From(start);
    }

    /// <summary>Takes an opening bracket and all until it closes.</summary>
    /// <param name="missing">What to say when it does not.</param>
    public void SkipBrackets(string missing)
    {
        var open = Here;
        var depth = 0;
        do
        {
            if (IsAtEnd) throw Fault(open, missing);
            depth += Here.Kind switch { TokenKind.Open => 1, TokenKind.Close => -1, _ => 0 };
            At++;
        }
        while (depth > 0);
    }

    /// <summary>An expression until one of these words; brackets and <c>case … end</c> belong to it whole.</summary>
    /// <param name="missing">What to say when there is none.</param>
    /// <param name="comma">A comma ends it too.</param>
    /// <param name="ends">The words.</param>
    public ScriptPart Expression(string missing, bool comma, params ReadOnlySpan<string> ends)
    {
        var start = At;
        var (depth, cases) = (0, 0);
        for (; !IsAtEnd; At++)
        {
            if (Here.Kind == TokenKind.Open) depth++;
            else if (Here.Kind == TokenKind.Close && depth-- == 0) break;
            if (depth > 0 || (At > 0 && Last.Kind == TokenKind.Dot)) continue; // s.end is a column.
            if (Is("case")) cases++;
            if (cases == 0 && ((comma && Here.Kind == TokenKind.Comma) || IsAny(ends))) break;
            if (cases > 0 && Is("end")) cases--;
        }
        return At == start ? throw Fault(missing) : From(start);
    }

    /// <summary>The words from a position to the one that was taken last.</summary>
    public ScriptPart From(int start)
    {
        var (from, to) = (words[start].Start, Last.End);
        return new([.. part.Tokens.Where(t => t.Start >= from && t.End <= to)]);
    }

    /// <summary>A fault at the word that comes next.</summary>
    public QueryException Fault(string message) => Fault(Here, message);

    /// <summary>A fault at a word.</summary>
    public QueryException Fault(Token at, string message) => QueryException.At(script, at.Start, at.Length, message);

    bool IsAny(ReadOnlySpan<string> ends)
    {
        foreach (var word in ends)
            if (Is(word)) return true;
        return false;
    }
}
