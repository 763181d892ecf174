namespace Koppel.Engine.Ledger;

/// <summary>A statement that begins.</summary>
/// <param name="Number">Its number in the script, from 1.</param>
/// <param name="Text">Its text.</param>
/// <param name="Kind">What it is, such as <c>insert</c>.</param>
public sealed record StatementStart(int Number, string Text, string Kind)
{
    /// <summary>What it writes to as the user wrote it, such as <c>contactTags@ac</c>, or null.</summary>
    public string? Target { get; init; }

    /// <summary>The target's connection, or null.</summary>
    public string? Connection { get; init; }

    /// <summary>The target's name as its system writes it, or null.</summary>
    public string? Table { get; init; }
}

/// <summary>A statement as the ledger has it.</summary>
/// <param name="Start">What it is.</param>
/// <param name="Status">What it is called.</param>
/// <param name="IsPlanned">Whether its plan is whole: it is gone on with, not begun again.</param>
/// <param name="Books">What became of its rows.</param>
/// <param name="Fault">Why it failed, or null.</param>
public sealed record StatementRecord(StatementStart Start, Status Status, bool IsPlanned, Books Books, string? Fault);
