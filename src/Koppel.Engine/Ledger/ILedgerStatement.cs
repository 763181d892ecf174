using Koppel.Sdk.Connections;
using Koppel.Sdk.Loading;

namespace Koppel.Engine.Ledger;

/// <summary>A statement of a run that this process works on. Safe to use from many threads.</summary>
public interface ILedgerStatement : ICallObserver
{
    /// <summary>The run's number.</summary>
    long Run { get; }

    /// <summary>Its number in the script.</summary>
    int Number { get; }

    /// <summary>It as the ledger has it now.</summary>
    StatementRecord Record { get; }

    /// <summary>The record of its calls, for the session that plans and makes them.</summary>
    IWriteJournal Journal { get; }

    /// <summary>The kinds of those of its calls that are not done, where they are told.</summary>
    IReadOnlyList<CallKind> OpenKinds { get; }

    /// <summary>Whether calls of a plan that is not sealed count.</summary>
    bool HasGrown { get; }

    /// <summary>
    /// Seals the plan: all calls are in the journal, and from now on the load is gone on with after a break, not begun again. Rows of the
    /// source = unchanged + rejects + rows of the planned calls.
    /// </summary>
    /// <param name="plan">The plan, with all its rejects.</param>
    /// <param name="columns">Names of the load's columns, in the order of the values of a reject.</param>
    /// <exception cref="InvalidOperationException">The numbers do not add up.</exception>
    void ReadPlanned(WritePlan plan, IReadOnlyList<string> columns);

    /// <summary>
    /// The plan grows while its calls are made: what is in the journal counts from now on, although the plan is not sealed.
    /// </summary>
    /// <param name="columns">Names of the load's columns, in the order of the values of a reject.</param>
    void Grow(IReadOnlyList<string> columns);

    /// <summary>The plan grows no further, although it is not whole.</summary>
    void EndGrowth();

    /// <summary>
    /// Adds rows of its sources that found no partner, to a plan that is not sealed yet. They are no rows of the load: its books do not
    /// count them.
    /// </summary>
    /// <param name="rows">The number of the join, the row, and its values by column, as JSON.</param>
    void AddUnmatched(IReadOnlyList<(int Join, UnmatchedRow Row, string Values)> rows);

    /// <summary>Adds what its joins left out, by their numbers.</summary>
    void AddUnmatched(IReadOnlyList<(int Join, UnmatchedRows Rows)> joins);

    /// <summary>The calls in the journal, done ones too, read as they are asked for.</summary>
    IEnumerable<JournalCall> Calls();

    /// <summary>The rows that their calls did not accept, with the code of each.</summary>
    IReadOnlyDictionary<(long Call, long Row), string> Rejected();

    /// <summary>What came of the load so far, in this attempt and those before it.</summary>
    /// <param name="fault">Why it stopped before its end, or null.</param>
    WriteOutcome Outcome(Exception? fault = null);

    /// <summary>
    /// Ends the statement. A load is called failed too when none of its rows was accepted, or some were not sent. A plan that was not
    /// sealed is dropped.
    /// </summary>
    /// <param name="ending">How it ended.</param>
    /// <param name="fault">Why it failed, as a sentence, or null.</param>
    /// <returns>What it is called now.</returns>
    Status Finish(Ending ending, string? fault = null);
}
