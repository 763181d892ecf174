namespace Koppel.Engine.GuidedLoads;

/// <summary>A script that loads a source by a mapping.</summary>
/// <param name="Text">The script.</param>
/// <param name="Statements">What its statements do, in their order.</param>
public sealed record LoadScript(string Text, IReadOnlyList<LoadStep> Statements);

/// <summary>A statement of a script that loads a source.</summary>
/// <param name="What">A word for what it does: setting, contacts, fields, tags, lists or accounts.</param>
/// <param name="Target">The table into which it loads, or the setting.</param>
/// <param name="Columns">The columns of the target to which it gives values.</param>
public sealed record LoadStep(string What, string Target, IReadOnlyList<string> Columns)
{
    /// <summary>
    /// A query that gives, for each row that the statement reads and in that order, the number of its row in the source, counted from 1;
    /// null where each row of the source is one of the load, empty where that cannot be told.
    /// </summary>
    public string? RowsOfSource { get; init; }

    /// <summary>What a setting is set to; null for a load.</summary>
    public string? Value { get; init; }
}
