using System.Collections.Concurrent;
using Koppel.Engine.State;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Ledger.Sqlite;

/// <summary>The ledger in one file of SQLite, <c>ledger.db</c>, in the state folder.</summary>
internal sealed class SqliteLedger : ILedger
{
    /// <summary>A call outside of a run is remembered for two days, in microseconds: nobody asks for more than one.</summary>
    const long LongestCounted = 2 * 86_400_000_000;

    readonly OpenMark _mark;

    SqliteLedger(StateFile file, TimeProvider time)
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

    /// <summary>Sums of runs that have ended, by number and end: they do not change any more.</summary>
    internal ConcurrentDictionary<(long Run, DateTimeOffset End), ListedRun> Counted { get; } = new();

    internal long Now => LedgerTime.Of(Time.GetUtcNow());

    /// <summary>Opens the ledger of a state folder; makes both when they are not there.</summary>
    /// <exception cref="ConnectorException">They cannot be read or written, or a newer program made them.</exception>
    public static SqliteLedger Open(string stateFolder, TimeProvider time) => new(new StateFile(stateFolder), time);

    /// <inheritdoc/>
    public ILedgerRun BeginRun(RunStart start)
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
            return new SqliteRun(this, number, taken!);
        }
        catch
        {
            taken?.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ILedgerRun Resume(long run)
    {
        var process = (FindRun(run) ?? throw LedgerFault.NoRun(run)).Process;
        var taken = RunLock.TryTake(File.Folder, run) ?? throw LedgerFault.InUse(run, process);
        try
        {
            Commits.Commit(c =>
            {
                // Read again, now that nobody else can end it or purge it.
                var found = c.Rows("select status, forgotten from runs where run = $1",
                    row => (Status: row.GetString(0), Forgotten: row.IsDBNull(1) ? (long?)null : row.GetInt64(1)), run);
                if (found is not [var (status, forgotten)]) throw LedgerFault.NoRun(run);
                if (StatusWords.Read(status) is Status.Completed or Status.CompletedWithRejects) throw LedgerFault.Over(run, status);
                if (forgotten is { } at) throw LedgerFault.Forgotten(run, LedgerTime.From(at));
                c.Execute("update runs set status = 'running', finished = null, process = $2 where run = $1", run, Environment.ProcessId);
                // What the process before wrote may not be on the disk yet: whoever goes by it must know that it is. A commit that changes
                // nothing, as this one may be when that process had the same number, waits for no disk.
                c.Execute("insert into upkeep (task, at) values ('resume', $1) on conflict (task) do update set at = max(at + 1, $1)", Now);
            });
            return new SqliteRun(this, run, taken);
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public RunRecord? FindRun(long run) =>
        Read(c => c.Rows($"select {Records.RunColumns} from runs where run = $1", Records.Run, run)).SingleOrDefault();

    /// <inheritdoc/>
    public IReadOnlyList<RunRecord> Runs() =>
        Read(c => c.Rows($"select {Records.RunColumns} from runs order by run desc", Records.Run));

    /// <inheritdoc/>
    public IReadOnlyList<StatementRecord> Statements(long run) =>
        Read(c => c.Rows($"{Records.Statements} where s.run = $1 order by s.statement", Records.Statement, run));

    /// <inheritdoc/>
    public int Purge(TimeSpan olderThan) => Retention.Purge(this, LedgerTime.Of(Time.GetUtcNow() - olderThan));

    /// <inheritdoc/>
    public int CountOlder(TimeSpan olderThan) => Retention.Older(this, LedgerTime.Of(Time.GetUtcNow() - olderThan))
        .Count(run => !RunLock.IsTaken(File.Folder, run));

    /// <inheritdoc/>
    public int PurgeDaily(TimeSpan keep) => Retention.PurgeDaily(this, keep);

    /// <inheritdoc/>
    public IEnumerable<LedgerCall> Calls(long? run) => PlannedCalls.Read(this, run);

    /// <inheritdoc/>
    public long CountRows(long? run) => Read(c => run is { } one
        ? c.Number("select coalesce(sum(c.rows), 0) from calls c join statements s on s.id = c.statement where s.run = $1", one)
        : c.Number("select coalesce(sum(rows), 0) from calls"));

    /// <inheritdoc/>
    public IEnumerable<RowBatch> Read(LedgerQuery query, CancellationToken cancellationToken)
    {
        // What was called a moment ago is to be seen. A negative limit is none.
        Flush();
        using var scan =
            new LedgerScan(this, query.Columns, TableSql.Of(query), [.. query.Runs.Cast<object?>(), query.Limit ?? -1]);
        while (scan.Next(cancellationToken) is { } batch) yield return batch;
    }

    /// <inheritdoc/>
    public long Count(LedgerQuery query)
    {
        Flush();
        return Read(c => c.Number($"select count(*) {TableSql.FromOf(query)}", [.. query.Runs.Cast<object?>()]));
    }

    /// <inheritdoc/>
    public long? CountCalls(string connection, TimeSpan within, TimeSpan without)
    {
        Flush();
        var now = Time.GetUtcNow();
        const string Asked = "at > $1 and at <= $2 and connection = $3 collate nocase";
        return Read(c => c.Number(
            $"select (select count(*) from calls_made where {Asked}) + (select count(*) from calls_outside where {Asked})",
            LedgerTime.Of(now - within), LedgerTime.Of(now - without), connection));
    }

    /// <inheritdoc/>
    public void CountCall(string connection) => Commits.Commit(c =>
    {
        c.Execute("insert into calls_outside (at, connection) values ($1, $2)", Now, connection);
        c.Execute("delete from calls_outside where at < $1", Now - LongestCounted);
    }, durable: false);

    /// <inheritdoc/>
    public ILedgerPages Pages => new SqlitePages(this);

    /// <inheritdoc/>
    public ConnectorException Damaged(Exception fault) => LedgerFault.Unreadable(File.Path, "ledger", fault);

    /// <inheritdoc/>
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

    internal T Read<T>(Func<LedgerConnection, T> read)
    {
        using var connection = Connect();
        return File.Guard(() => read(connection));
    }
}
