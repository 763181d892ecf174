using Koppel.Engine.State;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Ledger;

/// <summary>
/// The durable record of runs: their statements, the calls of their loads before they are sent and what came of them, rejects, and the
/// calls made. One file, <c>ledger.db</c>, in the state folder; several processes may have it open. Safe to use from many threads.
/// </summary>
public sealed class RunLedger : IDisposable
{
    readonly OpenMark _mark;

    RunLedger(StateFile file, TimeProvider time)
    {
        (File, Time) = (file, time);
        _mark = OpenMark.Take(file.Path, file.Check);
        LedgerConnection? connection = null;
        try
        {
            connection = Connect();
            file.Guard(() =>
            {
                LedgerSchema.Migrate(connection, file.Path);
                return true;
            });
            Commits = new CommitQueue(connection, Log, file.Path);
        }
        catch
        {
            connection?.Dispose();
            _mark.Dispose();
            throw;
        }
    }

    internal StateFile File { get; }

    internal TimeProvider Time { get; }

    internal CallLog Log { get; } = new();

    internal CommitQueue Commits { get; }

    internal long Now => LedgerTime.Of(Time.GetUtcNow());

    /// <summary>Opens the ledger of a state folder; makes both when they are not there.</summary>
    /// <exception cref="ConnectorException">They cannot be read or written, or a newer program made them.</exception>
    public static RunLedger Open(string stateFolder, TimeProvider time) => new(new StateFile(stateFolder), time);

    /// <summary>Begins a run. It is this process's until what is given is disposed.</summary>
    /// <exception cref="ConnectorException">The ledger cannot be written.</exception>
    public LedgerRun BeginRun(RunStart start)
    {
        ArgumentNullException.ThrowIfNull(start);
        RunLock? taken = null;
        try
        {
            var number = Commits.Commit(c =>
            {
                // A transaction may be tried twice.
                taken?.Dispose();
                c.Execute(
                    "insert into runs (status, started, process, script, file, variables, command, user, door) "
                    + "values ('running', $1, $2, $3, $4, $5, $6, $7, $8)",
                    Now, Environment.ProcessId, start.Script, start.File, LedgerJson.Of(start.Variables), start.Command, start.User,
                    start.Door);
                var run = c.Number("select last_insert_rowid()");
                // Before anybody can see the run: without its lock it would look interrupted.
                taken = RunLock.TryTake(File.Folder, run) ?? throw LedgerFault.InUse(run, process: null);
                return run;
            });
            return new LedgerRun(this, number, taken!);
        }
        catch
        {
            taken?.Dispose();
            throw;
        }
    }

    /// <summary>Goes on with a run that is interrupted, stopped or failed.</summary>
    /// <exception cref="ConnectorException">There is no such run, it came to its end, or another process works on it.</exception>
    public LedgerRun Resume(long run)
    {
        var process = (FindRun(run) ?? throw LedgerFault.NoRun(run)).Process;
        var taken = RunLock.TryTake(File.Folder, run) ?? throw LedgerFault.InUse(run, process);
        try
        {
            Commits.Commit(c =>
            {
                // Read again, now that nobody else can end it or purge it.
                var status = c.Rows("select status from runs where run = $1", row => row.GetString(0), run);
                if (status.Count == 0) throw LedgerFault.NoRun(run);
                if (StatusWords.Read(status[0]) is Status.Completed or Status.CompletedWithRejects) throw LedgerFault.Over(run, status[0]);
                c.Execute("update runs set status = 'running', finished = null, process = $2 where run = $1", run, Environment.ProcessId);
            });
            return new LedgerRun(this, run, taken);
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <summary>The run of that number, or null.</summary>
    public RunRecord? FindRun(long run) =>
        Read(c => c.Rows($"select {RunRecord.Columns} from runs where run = $1", RunRecord.Read, run)).SingleOrDefault();

    /// <summary>All runs, the newest first.</summary>
    public IReadOnlyList<RunRecord> Runs() => Read(c => c.Rows($"select {RunRecord.Columns} from runs order by run desc", RunRecord.Read));

    /// <summary>The statements of a run that were begun, in order.</summary>
    public IReadOnlyList<StatementRecord> Statements(long run) =>
        Read(c => c.Rows($"{StatementRecord.Select} where s.run = $1 order by s.statement", StatementRecord.Read, run));

    /// <summary>
    /// Removes the runs that ended longer ago (that began, where they have no end), with all that belongs to them. Never one that runs.
    /// </summary>
    /// <returns>How many were removed.</returns>
    public int Purge(TimeSpan olderThan) => Retention.Purge(this, LedgerTime.Of(Time.GetUtcNow() - olderThan));

    /// <summary>As <see cref="Purge"/>, and does nothing when it was done within a day.</summary>
    /// <returns>How many were removed.</returns>
    public int PurgeDaily(TimeSpan keep) => Retention.PurgeDaily(this, keep);

    /// <summary>
    /// The ledger's tables for SQL: runs, statements, calls, rejects, changes, rows left. It is usable as long as the ledger is open.
    /// </summary>
    public ICatalog OpenCatalog() => new LedgerCatalog(this);

    /// <summary>Closes the ledger. A run that was begun and not finished counts as interrupted.</summary>
    public void Dispose()
    {
        Commits.Dispose();
        _mark.Dispose();
    }

    /// <summary>A connection of its own for reading, that knows who is at work.</summary>
    internal LedgerConnection Connect()
    {
        var connection = File.Connect();
        connection.Define(
            "status_of", (run, status) => status is "running" or "planned" && !RunLock.IsTaken(File.Folder, run) ? "interrupted" : status);
        return connection;
    }

    /// <summary>Calls made that still wait are written.</summary>
    internal void Flush() => Commits.Commit(_ => { }, durable: false);

    T Read<T>(Func<LedgerConnection, T> read)
    {
        using var connection = Connect();
        return File.Guard(() => read(connection));
    }
}
