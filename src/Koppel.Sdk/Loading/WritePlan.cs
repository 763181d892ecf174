using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Loading;

/// <summary>What a load will do, before it does anything.</summary>
public sealed record WritePlan
{
    /// <summary>Rows of the source.</summary>
    public required long Read { get; init; }

    /// <summary>Rows that change something.</summary>
    public required long Changes { get; init; }

    /// <summary>Rows that are already as they should be: they need no call.</summary>
    public required long Unchanged { get; init; }

    /// <summary>
    /// The changing rows by what is done with them, in this order: insert, update, delete. Their sum is <see cref="Changes"/>.
    /// </summary>
    public IReadOnlyList<PlannedRows> Kinds { get; init; } = [];

    /// <summary>Rows that say again what an earlier row says: they share its fate, and change nothing.</summary>
    public long Repeats { get; init; }

    /// <summary>Rows that cannot be accepted.</summary>
    public required RejectList Rejects { get; init; }

    /// <summary>All rows that cannot be accepted, made as they are asked for.</summary>
    public IEnumerable<Reject> EachReject { get; init; } = [];

    /// <summary>Unchanged rows that were left on purpose, each with the reason, made as they are asked for.</summary>
    public IEnumerable<LeftRow> EachLeft { get; init; } = [];

    /// <summary>The calls that will be made, by route.</summary>
    public required IReadOnlyList<PlannedCalls> Calls { get; init; }

    /// <summary>What will be created on the way, such as tags.</summary>
    public IReadOnlyList<string> Creates { get; init; } = [];

    /// <summary>How long the calls take at the limits of the account.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>
    /// How reading and writing go side by side, when the load begins to write while it still reads; null when it writes only afterwards.
    /// </summary>
    public SideBySide? SideBySide { get; init; }

    /// <summary>The way not taken, for comparison, or null when there is no other.</summary>
    public WayNotTaken? Instead { get; init; }

    /// <summary>What each inner join of its source left out, for want of a partner.</summary>
    public IReadOnlyList<UnmatchedRows> Unmatched { get; init; } = [];

    /// <summary>
    /// What it means for each column, where rows that are there are compared; empty otherwise. The default is empty.
    /// </summary>
    public IReadOnlyList<ColumnBook> Columns { get; init; } = [];

    /// <summary>Sentences that a user must know before the load runs, such as whether automations start.</summary>
    public IReadOnlyList<Note> Notes { get; init; } = [];

    /// <summary>What cannot be taken back once the load has run, as sentences without a full stop; empty when all of it can.</summary>
    public IReadOnlyList<Note> Irreversible { get; init; } = [];
}

/// <summary>A way that a load could have gone, and does not.</summary>
/// <param name="What">Such as <c>one call a row</c>.</param>
/// <param name="Calls">How many calls it would have taken.</param>
/// <param name="Duration">How long, at the limits of the account.</param>
public sealed record WayNotTaken(string What, long Calls, TimeSpan Duration);

/// <summary>How long a load takes that begins to write while it still reads.</summary>
/// <param name="Reading">How long so many calls to read take alone, at the limits of the account.</param>
/// <param name="All">How long the whole load takes with so many calls to read.</param>
public sealed record SideBySide(Func<long, TimeSpan> Reading, Func<long, TimeSpan> All);

/// <summary>A number of calls of one kind.</summary>
/// <param name="Route">Such as <c>POST /tickets/many</c>.</param>
/// <param name="Count">How many.</param>
/// <param name="What">What they do, such as <c>250 contacts a call</c>.</param>
public sealed record PlannedCalls(string Route, long Count, string What);

/// <summary>A number of rows with which the same is done.</summary>
/// <param name="Operation">What is done.</param>
/// <param name="Count">How many rows change.</param>
public sealed record PlannedRows(WriteOperation Operation, long Count);

/// <summary>What a load did. Always: read = changed + unchanged + rejected + not sent.</summary>
public sealed record WriteOutcome
{
    /// <summary>Rows of the source.</summary>
    public required long Read { get; init; }

    /// <summary>Rows that changed something.</summary>
    public required long Changed { get; init; }

    /// <summary>Rows that were already as they should be.</summary>
    public required long Unchanged { get; init; }

    /// <summary>Rows that were not accepted.</summary>
    public required RejectList Rejects { get; init; }

    /// <summary>Rows that were not sent because the load stopped before.</summary>
    public long NotSent => Read - Changed - Unchanged - Rejects.Count;

    /// <summary>Whether it came to its end: no fault, and no row that was not sent.</summary>
    public bool IsWhole => Fault is null && NotSent == 0;

    /// <summary>What was created on the way, as far as answers tell.</summary>
    public IReadOnlyList<string> Creates { get; init; } = [];

    /// <summary>What may have been created: its call was under way when the load stopped, or nothing tells which call brings it.</summary>
    public IReadOnlyList<string> MayCreate { get; init; } = [];

    /// <summary>What was to be created and was not, since its call was not sent.</summary>
    public IReadOnlyList<string> NotCreated { get; init; } = [];

    /// <summary>What each inner join of its source left out, for want of a partner.</summary>
    public IReadOnlyList<UnmatchedRows> Unmatched { get; init; } = [];

    /// <summary>What was planned for each column; empty where that is not known. The default is empty.</summary>
    public IReadOnlyList<ColumnBook> Columns { get; init; } = [];

    /// <summary>Why the load stopped before its end, or null.</summary>
    public Exception? Fault { get; init; }

    /// <summary>Sentences that a user must know, such as whether automations started.</summary>
    public IReadOnlyList<Note> Notes { get; init; } = [];
}
