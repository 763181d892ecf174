using Koppel.Sdk.Schema;

namespace Koppel.Engine.Ledger;

/// <summary>What a row of a load changes in a target, and whether that happened.</summary>
/// <param name="Run">The run.</param>
/// <param name="Statement">The load's number in its script.</param>
/// <param name="Row">The row's number in the source of the load.</param>
/// <param name="Table">The target's name as its system writes it.</param>
/// <param name="Connection">The target's connection.</param>
/// <param name="Operation">What is done.</param>
internal readonly record struct LedgerChange(long Run, long Statement, long Row, string Table, string Connection, WriteOperation Operation)
{
    /// <summary>The number of its call in the load.</summary>
    public long Call { get; init; }

    /// <summary>The verb of its statement.</summary>
    public string Kind { get; init; } = "";

    /// <summary>It came into being on the way, beside the row itself, such as a tag with its first contact.</summary>
    public bool IsOnTheWay { get; init; }

    /// <summary>What the target had, by column; null for an insert, or when it was not read.</summary>
    public Func<string?>? Old { get; init; }

    /// <summary>What it gets, by column; null for a delete.</summary>
    public Func<string?>? New { get; init; }

    /// <summary>The key that the remote system gave to a new row, where it is known.</summary>
    public string? Key { get; init; }

    /// <summary>Whether it happened.</summary>
    public ChangeStatus Status { get; init; }

    /// <summary>It was not accepted, and something of it may be there all the same.</summary>
    public bool IsPerhapsTaken { get; init; }

    /// <summary>When it was known to be done, or null.</summary>
    public DateTimeOffset? Time { get; init; }
}

/// <summary>Whether a change happened.</summary>
internal enum ChangeStatus
{
    /// <summary>It did.</summary>
    Done,

    /// <summary>It was not accepted.</summary>
    Rejected,

    /// <summary>The target was already as it should be when the call came.</summary>
    Unchanged,

    /// <summary>Nothing was sent.</summary>
    NotSent,

    /// <summary>It was sent, and no answer is known.</summary>
    InDoubt,

    /// <summary>Its values were taken out of the ledger: what happened to it is not told any more.</summary>
    Forgotten,
}
