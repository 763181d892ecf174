using System.Text;

namespace Koppel.Engine.Sql;

/// <summary>The user's SQL is wrong, or asks for something that cannot be done: what, where, why, what to do.</summary>
public sealed class QueryException : Exception
{
    readonly string _script;
    readonly int _start;

    QueryException(string script, int start, int length, string message) : base(message)
    {
        _script = script;
        _start = Math.Clamp(start, 0, script.Length);
        Length = Math.Max(1, length);
        var before = script.AsSpan(0, _start);
        Line = before.Count('\n') + 1;
        Column = _start - (before.LastIndexOf('\n') + 1) + 1;
    }

    /// <summary>A fault at a place of a script.</summary>
    /// <param name="script">The script.</param>
    /// <param name="start">The first character, from 0.</param>
    /// <param name="length">How many characters are meant.</param>
    /// <param name="message">A sentence.</param>
    public static QueryException At(string script, int start, int length, string message) =>
        At(script, start, length, message, missingTable: null);

    /// <summary>The same, at a part of the script.</summary>
    internal static QueryException At(string script, IScriptPlace place, string message) => At(script, place.Start, place.Length, message);

    /// <summary>The same, of a table that is missing.</summary>
    internal static QueryException At(string script, int start, int length, string message, string? missingTable) =>
        new(script, start, length, message) { HasPosition = true, MissingTable = missingTable };

    /// <summary>A fault whose place is not known.</summary>
    public static QueryException Of(string message) => Of(message, missingTable: null);

    /// <summary>The same, of a table that is missing.</summary>
    internal static QueryException Of(string message, string? missingTable) => new("", 0, 1, message) { MissingTable = missingTable };

    /// <summary>
    /// The name of a table that stands in the statement without a connection and is not there, when that is the fault; otherwise null.
    /// </summary>
    internal string? MissingTable { get; private init; }

    /// <summary>The same fault with a further sentence.</summary>
    internal QueryException With(string sentence) =>
        new(_script, _start, Length, $"{Message} {sentence}") { HasPosition = HasPosition };

    /// <summary>The place is known.</summary>
    public bool HasPosition { get; private init; }

    /// <summary>The first character in the script.</summary>
    internal int Start => _start;

    /// <summary>The line in the script, from 1.</summary>
    public int Line { get; }

    /// <summary>The column in the line, from 1, in characters.</summary>
    public int Column { get; }

    /// <summary>How many characters are meant.</summary>
    public int Length { get; }

    /// <summary>The message with its place, the line and marks below what is meant; only the message when the place is not known.</summary>
    public string Describe()
    {
        if (!HasPosition) return Message;
        var lineStart = _start - (Column - 1);
        var end = _script.IndexOfAny(['\n', '\r'], _start);
        var line = _script[lineStart..(end < 0 ? _script.Length : end)];
        var text = new StringBuilder().Append("line ").Append(Line).Append(", column ").Append(Column).Append(": ").AppendLine(Message);
        text.Append("  ").AppendLine(line).Append("  ");
        // Tabs stay, so that the marks stand below the text whatever a tab's width.
        foreach (var c in line.AsSpan(0, Column - 1)) text.Append(c == '\t' ? '\t' : ' ');
        return text.Append('^', Math.Clamp(line.Length - (Column - 1), 1, Length)).ToString();
    }
}
