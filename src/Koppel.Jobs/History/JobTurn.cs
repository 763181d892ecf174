using Microsoft.Data.Sqlite;

namespace Koppel.Jobs.History;

/// <summary>
/// What is read and written of the store as a whole, within one transaction. Values are always bound: the first is <c>$1</c>.
/// </summary>
internal sealed class JobTurn(SqliteConnection connection)
{
    const int MostLines = 50_000;

    const string Ends = "('completed', 'completed with rejects', 'failed')";

    const string WithoutRun = "('missed', 'made up for', 'overlapped')";

    const string Columns = "id, job, kind, due, state, until, count, started, ended, attempts, ledger_run, read, changed, unchanged, "
        + "rejected, not_sent, rows, calls, fault, alert, alert_state";

    /// <summary>How far the due times of a job were looked at; null for a job that is new.</summary>
    public (string Timing, DateTimeOffset Seen, DateTimeOffset? Owed)? Seen(string job) =>
        Rows("select timing, seen, owed from jobs where job = $1",
            r => (r.GetString(0), Moment(r.GetInt64(1)), r.IsDBNull(2) ? (DateTimeOffset?)null : Moment(r.GetInt64(2))), job)
            is [var one] ? one : null;

    /// <summary>The due times of a job were looked at so far.</summary>
    public void SetSeen(string job, string timing, DateTimeOffset seen, DateTimeOffset? owed) => Execute(
        "insert into jobs (job, timing, seen, owed) values ($1, $2, $3, $4) "
        + "on conflict (job) do update set timing = excluded.timing, seen = excluded.seen, owed = excluded.owed",
        job, timing, Ticks(seen), owed is { } due ? Ticks(due) : null);

    /// <summary>
    /// The clock was put back: of what was missed or left out, that which lies in the future now is none of it any more.
    /// </summary>
    public void Withdraw(string job, DateTimeOffset now)
    {
        Execute($"delete from history where job = $1 and due > $2 and state in {WithoutRun}", job, Ticks(now));
        Execute($"update history set until = $2 where job = $1 and until > $2 and state in {WithoutRun}", job, Ticks(now));
    }

    /// <summary>Due times went by without a run.</summary>
    public void AddWithoutRun(string job, DateTimeOffset due, DateTimeOffset? until, long count, JobState state, DateTimeOffset now) =>
        Execute(
            "insert into history (job, kind, due, until, count, state, started, ended, process) "
            + "values ($1, 'schedule', $2, $3, $4, $5, $6, $6, $7)",
            job, Ticks(due), until is { } last ? Ticks(last) : null, count, state.ToWords(), Ticks(now), Environment.ProcessId);

    /// <summary>Whether a run has a due time, or it is told of it that it had none.</summary>
    public bool HasRun(string job, DateTimeOffset due) => Number(
        $"select count(*) from history where job = $1 and due = $2 and kind <> 'asked' and state not in {WithoutRun}", job, Ticks(due)) > 0;

    /// <summary>A run has a due time from now on. Gives its line's number.</summary>
    public long Claim(string job, JobEntryKind kind, DateTimeOffset due, DateTimeOffset now)
    {
        Execute("insert into history (job, kind, due, state, started, process, attempts) values ($1, $2, $3, 'running', $4, $5, 1)",
            job, kind.ToString().ToLowerInvariant(), Ticks(due), Ticks(now), Environment.ProcessId);
        return Number("select last_insert_rowid()");
    }

    /// <summary>The run of a job that did not end, or null. The caller has the right to run it: then nobody works on it.</summary>
    public JobEntry? Unfinished(string job) => Rows(
        $"select {Columns} from history where job = $1 and state in ('running', 'interrupted') order by id limit 1", Entry, job)
        is [var one] ? one : null;

    /// <summary>The jobs that have such runs.</summary>
    public IReadOnlyList<string> WithUnfinished() =>
        Rows("select distinct job from history where state in ('running', 'interrupted')", r => r.GetString(0));

    /// <summary>The run is gone on with.</summary>
    public void Again(long id) => Execute(
        "update history set state = 'running', attempts = attempts + 1, process = $2 where id = $1", id, Environment.ProcessId);

    /// <summary>The run has a number in the ledger.</summary>
    public bool SetLedgerRun(long id, long run) => Execute("update history set ledger_run = $2 where id = $1", id, run) > 0;

    /// <summary>The run has ended, or was interrupted. Of its end somebody is still to be told.</summary>
    public bool End(JobEntry entry) => Execute(
        "update history set state = $2, ended = $3, ledger_run = $4, read = $5, changed = $6, unchanged = $7, rejected = $8, "
        + "not_sent = $9, rows = $10, calls = $11, fault = $12, "
        + $"alert_state = case when $2 in {Ends} then 'owed' end where id = $1",
        entry.Id, entry.State.ToWords(), entry.Ended is { } end ? Ticks(end) : null, entry.LedgerRun, entry.Books?.Read,
        entry.Books?.Changed, entry.Books?.Unchanged, entry.Books?.Rejected, entry.Books?.NotSent, entry.Rows, entry.Calls,
        entry.Fault) > 0;

    /// <summary>The first run of a job of whose end nobody was told yet, or null.</summary>
    public JobEntry? Owed(string job) => Rows(
        $"select {Columns} from history where job = $1 and alert_state = 'owed' order by id limit 1", Entry, job) is [var one] ? one : null;

    /// <summary>Somebody was told of a run, could not be, or there was nothing to tell.</summary>
    public bool SetAlert(long id, string? alert, bool hasFailed) => Execute(
        "update history set alert = $2, alert_state = $3 where id = $1", id, alert, hasFailed ? "failed" : null) > 0;

    /// <summary>The line of that number, or null.</summary>
    public JobEntry? Find(long id) => Rows($"select {Columns} from history where id = $1", Entry, id) is [var one] ? one : null;

    /// <summary>Lines, the newest first.</summary>
    public IReadOnlyList<JobEntry> History(string? job, long? before, int count) => Rows(
        $"select {Columns} from history where ($1 is null or job = $1) and ($2 is null or id < $2) order by id desc limit $3",
        Entry, job, before, count);

    /// <summary>The last run, or null.</summary>
    public JobEntry? LastRun(string job) => Rows(
        $"select {Columns} from history where job = $1 and state not in {WithoutRun} order by id desc limit 1", Entry, job)
        is [var one] ? one : null;

    /// <summary>The last run before another that came to its end or failed, or null.</summary>
    public JobEntry? EndBefore(string job, long id) => Rows(
        $"select {Columns} from history where job = $1 and id < $2 and state in {Ends} "
        + "order by id desc limit 1", Entry, job, id) is [var one] ? one : null;

    /// <summary>How many due times were missed since the last run.</summary>
    public long MissedSince(string job) => Number(
        "select coalesce(sum(count), 0) from history where job = $1 and state in ('missed', 'made up for') and id > coalesce("
        + $"(select max(id) from history where job = $1 and state not in {WithoutRun}), 0)", job);

    /// <summary>A setting of all jobs, or null.</summary>
    public string? Setting(string name) =>
        Rows("select value from settings where name = $1", r => r.GetString(0), name) is [var one] ? one : null;

    /// <summary>Changes one.</summary>
    public bool SetSetting(string name, string value) => Execute(
        "insert into settings (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value", name, value) > 0;

    /// <summary>Takes out all but the newest lines. One of a run that did not end stays.</summary>
    public bool Trim() => Execute(
        "delete from history where id <= (select max(id) from history) - $1 and state not in ('running', 'interrupted')", MostLines) > 0;

    /// <summary>Carries a statement out and gives the number of rows that it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> values)
    {
        using var command = Command(sql, values);
        return command.ExecuteNonQuery();
    }

    /// <summary>Takes the transaction back. After some faults, such as a full disk, SQLite has done so itself.</summary>
    public void Rollback()
    {
        if (connection.Handle is { } open && SQLitePCL.raw.sqlite3_get_autocommit(open) == 0) Execute("rollback");
    }

    static JobEntry Entry(SqliteDataReader row) => new(
        row.GetInt64(0), row.GetString(1), Enum.Parse<JobEntryKind>(row.GetString(2), ignoreCase: true), Moment(row.GetInt64(3)),
        JobStateWords.Read(row.GetString(4)))
    {
        Until = row.IsDBNull(5) ? null : Moment(row.GetInt64(5)), Count = row.GetInt64(6), Started = Moment(row.GetInt64(7)),
        Ended = row.IsDBNull(8) ? null : Moment(row.GetInt64(8)), Attempts = row.GetInt32(9),
        LedgerRun = row.IsDBNull(10) ? null : row.GetInt64(10),
        Books = row.IsDBNull(11) ? null
            : new JobBooks(row.GetInt64(11), row.GetInt64(12), row.GetInt64(13), row.GetInt64(14), row.GetInt64(15)),
        Rows = row.GetInt64(16), Calls = row.GetInt64(17), Fault = row.IsDBNull(18) ? null : row.GetString(18),
        Alert = row.IsDBNull(19) ? null : row.GetString(19), AlertFailed = !row.IsDBNull(20) && row.GetString(20) == "failed",
    };

    List<T> Rows<T>(string sql, Func<SqliteDataReader, T> make, params ReadOnlySpan<object?> values)
    {
        using var command = Command(sql, values);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(make(reader));
        return rows;
    }

    long Number(string sql, params ReadOnlySpan<object?> values)
    {
        using var command = Command(sql, values);
        return (long)command.ExecuteScalar()!;
    }

    SqliteCommand Command(string sql, ReadOnlySpan<object?> values)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants only, see the callers.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < values.Length; i++) command.Parameters.Add(new SqliteParameter($"${i + 1}", values[i] ?? DBNull.Value));
        return command;
    }

    static long Ticks(DateTimeOffset moment) => (moment.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    static DateTimeOffset Moment(long kept) => DateTimeOffset.UnixEpoch.AddTicks(kept * TimeSpan.TicksPerMicrosecond);
}
