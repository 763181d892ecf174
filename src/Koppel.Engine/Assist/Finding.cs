namespace Koppel.Engine.Assist;

/// <summary>Something that a check found.</summary>
/// <param name="From">The first character that is meant.</param>
/// <param name="To">The character behind it.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column in the line, from 1.</param>
/// <param name="Message">What is wrong, in the words that a run would say.</param>
/// <param name="Severity">How bad it is.</param>
public sealed record Finding(int From, int To, int Line, int Column, string Message, FindingSeverity Severity)
{
    /// <summary>What can stand in the place of what is meant, or null when nothing is near.</summary>
    public string? Replacement { get; init; }
}

/// <summary>How bad a finding is.</summary>
public enum FindingSeverity
{
    /// <summary>The statement cannot run.</summary>
    Error,

    /// <summary>The statement runs once something is given to it that stands outside of the script, such as a variable's value.</summary>
    Warning,
}
