using Koppel.Engine.State;

namespace Koppel.Engine.Ledger.Sqlite;

/// <summary>A run in the file that this process works on. The lock of its file is the run's.</summary>
internal sealed class SqliteRun : ILedgerRun
{
    readonly SqliteLedger _ledger;
    readonly RunLock _lock;

    internal SqliteRun(SqliteLedger ledger, long number, RunLock taken) => (_ledger, Number, _lock) = (ledger, number, taken);

    /// <inheritdoc/>
    public long Number { get; }

    /// <inheritdoc/>
    public RunRecord Record => _ledger.FindRun(Number)!;

    /// <inheritdoc/>
    public IReadOnlyList<StatementRecord> Statements => _ledger.Statements(Number);

    /// <inheritdoc/>
    public ILedgerStatement BeginStatement(StatementStart start, CancellationToken stopping = default)
    {
        ArgumentNullException.ThrowIfNull(start);
        var id = _ledger.Commits.Commit(c =>
        {
            c.Execute(
                "insert into statements (run, statement, text, kind, target, connection, status, started, target_table) values ($1, $2, "
                + "$3, $4, $5, $6, 'running', $7, $8)",
                Number, start.Number, start.Text, start.Kind, start.Target, start.Connection, _ledger.Now, start.Table);
            return c.Number("select last_insert_rowid()");
        });
        return new SqliteStatement(_ledger, Number, start.Number, id, stopping);
    }

    /// <inheritdoc/>
    public ILedgerStatement? ResumeStatement(int number, CancellationToken stopping = default)
    {
        var id = _ledger.Commits.Commit(c =>
        {
            var found = c.Rows("select id from statements where run = $1 and statement = $2", row => row.GetInt64(0), Number, number);
            if (found.Count == 0) return (long?)null;
            c.Execute("""
                update statements set status = case when read is null then 'running' else 'planned' end, finished = null, fault = null
                where id = $1 and status not in ('completed', 'completed with rejects')
                """, found[0]);
            return found[0];
        });
        if (id is null) return null;
        var statement = new SqliteStatement(_ledger, Number, number, id.Value, stopping);
        if (statement.Record is { IsPlanned: false, Status: not (Status.Completed or Status.CompletedWithRejects) }) statement.DropPlan();
        return statement;
    }

    /// <inheritdoc/>
    public Status Finish(Ending ending)
    {
        var status = _ledger.Commits.Commit(c =>
        {
            var failed = c.Number("select count(*) from statements where run = $1 and status = 'failed'", Number) > 0;
            var rejected = c.Number("select coalesce(sum(rejected), 0) from books where run = $1", Number) > 0;
            var found = LoadOutcome.End(ending, failed, rejected);
            c.Execute("update runs set status = $2, finished = $3 where run = $1", Number, found.ToWords(), _ledger.Now);
            return found;
        });
        Dispose();
        return status;
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();
}
