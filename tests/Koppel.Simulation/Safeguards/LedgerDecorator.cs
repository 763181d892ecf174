using Koppel.Engine.Ledger;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Simulation.Safeguards;

/// <summary>A ledger whose statements are other ones.</summary>
/// <param name="ledger">The ledger.</param>
/// <param name="change">Makes another statement of one.</param>
internal sealed class LedgerDecorator(ILedger ledger, Func<ILedgerStatement, ILedgerStatement> change) : ILedger
{
    public ILedgerRun BeginRun(RunStart start) => new RunDecorator(ledger.BeginRun(start), change);

    public ILedgerRun Resume(long run) => new RunDecorator(ledger.Resume(run), change);

    public RunRecord? FindRun(long run) => ledger.FindRun(run);

    public IReadOnlyList<RunRecord> Runs() => ledger.Runs();

    public IReadOnlyList<StatementRecord> Statements(long run) => ledger.Statements(run);

    public int Purge(TimeSpan olderThan) => ledger.Purge(olderThan);

    public int CountOlder(TimeSpan olderThan) => ledger.CountOlder(olderThan);

    public int PurgeDaily(TimeSpan keep) => ledger.PurgeDaily(keep);

    public IEnumerable<LedgerCall> Calls(long? run) => ledger.Calls(run);

    public long CountRows(long? run) => ledger.CountRows(run);

    public IEnumerable<RowBatch> Read(LedgerQuery query, CancellationToken cancellationToken) => ledger.Read(query, cancellationToken);

    public long Count(LedgerQuery query) => ledger.Count(query);

    public ConnectorException Damaged(Exception fault) => ledger.Damaged(fault);

    public void Dispose() => ledger.Dispose();
}

/// <summary>A run whose statements are other ones.</summary>
internal sealed class RunDecorator(ILedgerRun run, Func<ILedgerStatement, ILedgerStatement> change) : ILedgerRun
{
    public long Number => run.Number;

    public RunRecord Record => run.Record;

    public IReadOnlyList<StatementRecord> Statements => run.Statements;

    public ILedgerStatement BeginStatement(StatementStart start, CancellationToken stopping = default) =>
        change(run.BeginStatement(start, stopping));

    public ILedgerStatement? ResumeStatement(int number, CancellationToken stopping = default) =>
        run.ResumeStatement(number, stopping) is { } statement ? change(statement) : null;

    public Status Finish(Ending ending) => run.Finish(ending);

    public void Dispose() => run.Dispose();
}

/// <summary>A statement whose journal is another one, or that forgets that it has grown.</summary>
internal sealed class StatementDecorator(ILedgerStatement statement, IWriteJournal journal) : ILedgerStatement
{
    /// <summary>Calls of a plan that was not sealed do not count.</summary>
    public bool ForgetsGrowth { get; init; }

    public long Run => statement.Run;

    public int Number => statement.Number;

    public StatementRecord Record => statement.Record;

    public IWriteJournal Journal => journal;

    public IReadOnlyList<CallKind> OpenKinds => statement.OpenKinds;

    public bool HasGrown => !ForgetsGrowth && statement.HasGrown;

    public void ReadPlanned(WritePlan plan, IReadOnlyList<string> columns) => statement.ReadPlanned(plan, columns);

    public void Grow(IReadOnlyList<string> columns) => statement.Grow(columns);

    public void EndGrowth() => statement.EndGrowth();

    public void AddUnmatched(IReadOnlyList<(int Join, UnmatchedRow Row, string Values)> rows) => statement.AddUnmatched(rows);

    public void AddUnmatched(IReadOnlyList<(int Join, UnmatchedRows Rows)> joins) => statement.AddUnmatched(joins);

    public IEnumerable<JournalCall> Calls() => statement.Calls();

    public IReadOnlyDictionary<(long Call, long Row), string> Rejected() => statement.Rejected();

    public WriteOutcome Outcome(Exception? fault = null) => statement.Outcome(fault);

    public Status Finish(Ending ending, string? fault = null) => statement.Finish(ending, fault);

    public void Called(CallRecord call) => statement.Called(call);

    public void Waiting(WaitRecord wait) => statement.Waiting(wait);
}

/// <summary>A journal that leaves something out.</summary>
internal sealed class JournalWithout(IWriteJournal journal) : IWriteJournal
{
    /// <summary>That a call is about to be sent.</summary>
    public bool Sendings { get; init; }

    /// <summary>That a call was not sent after all.</summary>
    public bool Withdrawals { get; init; }

    /// <summary>What the remote system calls its work.</summary>
    public bool Tokens { get; init; }

    /// <summary>That the load is to stop.</summary>
    public bool Stops { get; init; }

    public CancellationToken Stopping => Stops ? CancellationToken.None : journal.Stopping;

    public void Plan(CallKind kind, string route, int rows, ReadOnlyMemory<byte> content) => journal.Plan(kind, route, rows, content);

    public IAsyncEnumerable<JournalCall> OpenAsync(CancellationToken cancellationToken = default) => journal.OpenAsync(cancellationToken);

    public void Sending(long call)
    {
        if (!Sendings) journal.Sending(call);
    }

    public void Withdrawn(long call)
    {
        if (!Sendings && !Withdrawals) journal.Withdrawn(call);
    }

    public void Accepted(long call, string token)
    {
        if (!Tokens) journal.Accepted(call, token);
    }

    public void Done(long call, CallResult result) => journal.Done(call, result);
}
