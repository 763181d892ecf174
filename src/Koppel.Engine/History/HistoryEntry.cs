namespace Koppel.Engine.History;

/// <summary>A script that was run. It holds no value of a row.</summary>
/// <param name="Id">By which it is known; later ones come behind earlier ones.</param>
/// <param name="At">When it began.</param>
/// <param name="User">Who ran it, or null.</param>
/// <param name="Script">Its text.</param>
/// <param name="Connections">The connections that it names.</param>
/// <param name="Rows">Rows that it gave or loaded.</param>
/// <param name="Calls">Calls that it made.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="State">How it ended: done, failed, stopped or cut.</param>
/// <param name="LedgerRun">Its run in the ledger, or null.</param>
public sealed record HistoryEntry(
    string Id, DateTimeOffset At, string? User, string Script, IReadOnlyList<string> Connections, long Rows, long Calls, double Seconds,
    string State, long? LedgerRun);

/// <summary>Which entries of the history are wanted, the newest first.</summary>
public sealed record HistoryQuery
{
    /// <summary>A text that the script holds, whatever its case; null for any.</summary>
    public string? Text { get; init; }

    /// <summary>A connection that it names; null for any.</summary>
    public string? Connection { get; init; }

    /// <summary>The first moment; null for any.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The moment behind the last; null for any.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only those before the entry of this id; null for all.</summary>
    public string? Before { get; init; }

    /// <summary>How many at most.</summary>
    public int Count { get; init; } = 100;
}
