namespace Koppel.Engine.Assist;

/// <summary>What can stand at a place of a script.</summary>
/// <param name="From">The first character that a chosen one takes the place of; at most the cursor.</param>
/// <param name="To">The character behind what it takes the place of; at least the cursor.</param>
/// <param name="Items">The best first; empty when nothing is known.</param>
public sealed record Completions(int From, int To, IReadOnlyList<Completion> Items);

/// <summary>Something that can stand at a place of a script.</summary>
/// <param name="Label">Its name, as it is shown.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Insert">What is written: the name in quotes, where it needs them.</param>
/// <param name="Detail">A few words beside it, such as a column's type or a table's connection; empty for none.</param>
/// <param name="Description">A sentence on it; empty for none.</param>
/// <param name="Rank">The lower, the better it fits.</param>
public sealed record Completion(string Label, CompletionKind Kind, string Insert, string Detail, string Description, int Rank);

/// <summary>What a completion is.</summary>
public enum CompletionKind
{
    /// <summary>A word of SQL.</summary>
    Keyword,

    /// <summary>The first words of a statement.</summary>
    Statement,

    /// <summary>A connection.</summary>
    Connection,

    /// <summary>A table, view or with.</summary>
    Table,

    /// <summary>A column.</summary>
    Column,

    /// <summary>A function.</summary>
    Function,

    /// <summary>A value, such as the name of a tag.</summary>
    Value,

    /// <summary>A variable.</summary>
    Variable,

    /// <summary>A setting.</summary>
    Setting,
}
