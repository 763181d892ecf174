using Koppel.Engine.State;

namespace Koppel.Engine.Ledger;

/// <summary>A run that this process works on, and no other.</summary>
public sealed class LedgerRun : IDisposable
{
    readonly RunLedger _ledger;
    readonly RunLock _lock;

    internal LedgerRun(RunLedger ledger, long number, RunLock taken) => (_ledger, Number, _lock) = (ledger, number, taken);

    /// <summary>Its number.</summary>
    public long Number { get; }

    /// <summary>It as the ledger has it now.</summary>
    public RunRecord Record => _ledger.FindRun(Number)!;

    /// <summary>Its statements that were begun, in order.</summary>
    public IReadOnlyList<StatementRecord> Statements => _ledger.Statements(Number);

    /// <summary>Begins a statement that was never begun in this run.</summary>
    /// <param name="start">What it is.</param>
    /// <param name="stopping">Is cancelled when no further call of it is to be sent.</param>
    public LedgerStatement BeginStatement(StatementStart start, CancellationToken stopping = default)
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
        return new LedgerStatement(_ledger, Number, start.Number, id, stopping);
    }

    /// <summary>
    /// Goes on with a statement that was begun before, or gives null when it was not. A plan that is not whole is dropped. A statement
    /// that is completed stays so: see <see cref="LedgerStatement.Record"/>.
    /// </summary>
    /// <param name="number">Its number in the script.</param>
    /// <param name="stopping">Is cancelled when no further call of it is to be sent.</param>
    public LedgerStatement? ResumeStatement(int number, CancellationToken stopping = default)
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
        var statement = new LedgerStatement(_ledger, Number, number, id.Value, stopping);
        if (statement.Record is { IsPlanned: false, Status: not (Status.Completed or Status.CompletedWithRejects) }) statement.DropPlan();
        return statement;
    }

    /// <summary>
    /// Ends the run and gives it free. It is called failed too when a statement of it is, and completed with rejects when rows were not
    /// accepted.
    /// </summary>
    /// <returns>What it is called now.</returns>
    public Status Finish(Ending ending)
    {
        var status = _ledger.Commits.Commit(c =>
        {
            var failed = c.Number("select count(*) from statements where run = $1 and status = 'failed'", Number) > 0;
            var rejected = c.Number("select coalesce(sum(rejected), 0) from books where run = $1", Number) > 0;
            var found = ending switch
            {
                Ending.Stopped => Status.Stopped,
                Ending.Failed => Status.Failed,
                _ when failed => Status.Failed,
                _ => rejected ? Status.CompletedWithRejects : Status.Completed,
            };
            c.Execute("update runs set status = $2, finished = $3 where run = $1", Number, found.ToWords(), _ledger.Now);
            return found;
        });
        Dispose();
        return status;
    }

    /// <summary>Gives the run free. Without <see cref="Finish"/> before, it counts as interrupted.</summary>
    public void Dispose() => _lock.Dispose();
}
