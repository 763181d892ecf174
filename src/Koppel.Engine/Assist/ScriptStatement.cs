namespace Koppel.Engine.Assist;

/// <summary>Where a statement stands in a script, and by what word it begins.</summary>
/// <param name="From">Its first character.</param>
/// <param name="To">The character behind it, its semicolon included.</param>
/// <param name="Line">The line of its start, from 1.</param>
/// <param name="Column">The column of its start in that line, from 1.</param>
/// <param name="Word">Its first word in small letters, such as <c>select</c>; empty when it begins with something else.</param>
/// <param name="Kind">What it is, as far as its first word tells.</param>
public sealed record ScriptStatement(int From, int To, int Line, int Column, string Word, StatementKind Kind)
{
    /// <summary>A semicolon ends it, or a line that holds only <c>/</c>.</summary>
    public bool IsEnded { get; init; }
}

/// <summary>What a statement is.</summary>
public enum StatementKind
{
    /// <summary>Something else.</summary>
    Other,

    /// <summary>It gives rows.</summary>
    Query,

    /// <summary>It writes rows, into a connection or a table of the session.</summary>
    Change,

    /// <summary>It makes or drops a table, view, macro or type.</summary>
    Definition,

    /// <summary>It changes what later statements mean.</summary>
    Setting,

    /// <summary>It tells what another statement would do.</summary>
    Plan,
}
