using Koppel.Sdk.Connections;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Ledger;

/// <summary>
/// The durable record of runs: their statements, the calls of their loads before they are sent and what came of them, rejects, and the
/// calls made. Several processes may have the same one open. Safe to use from many threads. What can go wrong with it is told as a
/// <see cref="ConnectorException"/>.
/// </summary>
public interface ILedger : IDisposable
{
    /// <summary>Begins a run. It is this process's until what is given is disposed; not finished then, it counts as interrupted.</summary>
    ILedgerRun BeginRun(RunStart start);

    /// <summary>Goes on with a run that is interrupted, stopped or failed.</summary>
    /// <exception cref="ConnectorException">There is no such run, it came to its end, or another process works on it.</exception>
    ILedgerRun Resume(long run);

    /// <summary>The run of that number, or null.</summary>
    RunRecord? FindRun(long run);

    /// <summary>All runs, the newest first.</summary>
    IReadOnlyList<RunRecord> Runs();

    /// <summary>The statements of a run that were begun, in order.</summary>
    IReadOnlyList<StatementRecord> Statements(long run);

    /// <summary>
    /// Removes the runs that ended longer ago (that began, where they have no end), with all that belongs to them. Never one that runs.
    /// </summary>
    /// <returns>How many were removed.</returns>
    int Purge(TimeSpan olderThan);

    /// <summary>How many runs <see cref="Purge"/> would remove now.</summary>
    int CountOlder(TimeSpan olderThan);

    /// <summary>As <see cref="Purge"/>, and does nothing when it was done within a day.</summary>
    /// <returns>How many were removed.</returns>
    int PurgeDaily(TimeSpan keep);

    /// <summary>
    /// The planned calls of loads with a target, in the order of runs, statements and calls, read as they are asked for and all as of the
    /// moment of the first.
    /// </summary>
    /// <param name="run">Whose, or null for all.</param>
    IEnumerable<LedgerCall> Calls(long? run);

    /// <summary>How many rows these calls carry.</summary>
    /// <param name="run">Whose, or null for all.</param>
    long CountRows(long? run);

    /// <summary>
    /// Rows of one of its tables, what was recorded a moment ago included, read as they are asked for and all as of the moment of the
    /// first. A batch may be the one of before, filled anew.
    /// </summary>
    /// <param name="query">Which.</param>
    /// <param name="cancellationToken">Stops it.</param>
    IEnumerable<RowBatch> Read(LedgerQuery query, CancellationToken cancellationToken);

    /// <summary>How many rows of a table there are, whatever the limit.</summary>
    long Count(LedgerQuery query);

    /// <summary>How many calls of a connection were made; null from a ledger that does not tell, which is the default.</summary>
    /// <param name="connection">The connection's name, without regard to case.</param>
    /// <param name="within">Of so long before now,</param>
    /// <param name="without">but not of so long.</param>
    long? CountCalls(string connection, TimeSpan within, TimeSpan without) => null;

    /// <summary>
    /// Counts a call that was made outside of a run's statements, such as by a query, so that <see cref="CountCalls"/> knows of it; a
    /// ledger that does not tell calls does nothing, which is the default.
    /// </summary>
    /// <param name="connection">The connection's name.</param>
    void CountCall(string connection)
    {
    }

    /// <summary>What is asked of it page by page; null from a ledger that is only read whole, which is the default.</summary>
    ILedgerPages? Pages => null;

    /// <summary>A record that it gave is not what was written into it.</summary>
    /// <param name="fault">How that was found.</param>
    ConnectorException Damaged(Exception fault);
}

/// <summary>Which rows of the ledger are wanted.</summary>
/// <param name="Table">The table's name, such as <c>runs</c>.</param>
/// <param name="Columns">The columns, of which there may be none: then only the number of rows counts.</param>
/// <param name="Runs">The runs of which a row must be, each of them; empty for all rows.</param>
/// <param name="Limit">How many are enough, or null.</param>
public sealed record LedgerQuery(string Table, IReadOnlyList<Column> Columns, IReadOnlyList<long> Runs, long? Limit);
