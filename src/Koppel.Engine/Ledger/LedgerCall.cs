using Koppel.Sdk.Loading;

namespace Koppel.Engine.Ledger;

/// <summary>A planned call of a load as the ledger has it, with all that is needed to tell what it changes.</summary>
/// <param name="Run">The run.</param>
/// <param name="Statement">The load's number in its script.</param>
/// <param name="Kind">The verb of its statement.</param>
/// <param name="Table">The target's name as its system writes it.</param>
/// <param name="Connection">The target's connection.</param>
/// <param name="Columns">Names of the load's columns.</param>
/// <param name="Number">The call's number in the load.</param>
/// <param name="State">How far it is.</param>
/// <param name="Content">What it carries.</param>
public sealed record LedgerCall(
    long Run, long Statement, string Kind, string Table, string Connection, IReadOnlyList<string> Columns, long Number, CallState State,
    ReadOnlyMemory<byte> Content)
{
    /// <summary>How many of its rows changed something.</summary>
    public long Changed { get; init; }

    /// <summary>The numbers of its rows that were not accepted.</summary>
    public IReadOnlyCollection<long> Rejected { get; init; } = [];

    /// <summary>Those of them of which something may have been taken all the same.</summary>
    public IReadOnlyCollection<long> PerhapsTaken { get; init; } = [];

    /// <summary>The keys that the remote system gave to its rows, or null where it tells none.</summary>
    public CreatedKeys? Keys { get; init; }

    /// <summary>The key that the remote system gave to its one row, where it tells that alone; otherwise null.</summary>
    public string? Key { get; init; }

    /// <summary>When it was known to be done, or null.</summary>
    public DateTimeOffset? Done { get; init; }
}
