using System.Globalization;
using Koppel.Engine.State;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Loading;

namespace Koppel.Engine.Ledger.Sqlite;

/// <summary>A statement of such a run.</summary>
internal sealed class SqliteStatement : ILedgerStatement
{
    readonly SqliteLedger _ledger;
    readonly long _id;
    readonly LedgerJournal _journal;
    readonly UnmatchedRecord _unmatched;

    internal SqliteStatement(SqliteLedger ledger, long run, int number, long id, CancellationToken stopping)
    {
        (_ledger, Run, Number, _id) = (ledger, run, number, id);
        _journal = new LedgerJournal(ledger, id, stopping);
        _unmatched = new UnmatchedRecord(ledger, id);
    }

    /// <inheritdoc/>
    public long Run { get; }

    /// <inheritdoc/>
    public int Number { get; }

    /// <inheritdoc/>
    public StatementRecord Record => _ledger.Statements(Run).Single(s => s.Start.Number == Number);

    /// <inheritdoc/>
    public IWriteJournal Journal => _journal;

    /// <inheritdoc/>
    public IReadOnlyList<CallKind> OpenKinds => Read(c => c.Rows(
        "select distinct kind, kind_version from calls where statement = $1 and state < 3 and kind is not null",
        row => new CallKind(row.GetString(0), row.GetInt32(1)), _id));

    /// <inheritdoc/>
    public void AddUnmatched(IReadOnlyList<(int Join, UnmatchedRow Row, string Values)> rows) => _unmatched.Add(rows);

    /// <inheritdoc/>
    public void AddUnmatched(IReadOnlyList<(int Join, UnmatchedRows Rows)> joins) => _unmatched.Add(joins);

    /// <inheritdoc/>
    public void ReadPlanned(WritePlan plan, IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(plan);
        _journal.Flush();
        _ledger.Commits.Commit(c => Seal(c, plan, columns));
        _journal.Seal(columns);
    }

    /// <inheritdoc/>
    public void Grow(IReadOnlyList<string> columns)
    {
        _ledger.Commits.Commit(c => c.Execute("update statements set grows = 1, columns = $2 where id = $1", _id, LedgerJson.Of(columns)));
        _journal.Grow(columns);
    }

    /// <inheritdoc/>
    public void EndGrowth() => _journal.EndGrowth();

    /// <inheritdoc/>
    public bool HasGrown =>
        Read(c => c.Number("select count(*) from statements where id = $1 and grows = 1 and read is null", _id)) > 0;

    /// <inheritdoc/>
    public IEnumerable<JournalCall> Calls() => _journal.All();

    /// <inheritdoc/>
    public IReadOnlyDictionary<(long Call, long Row), string> Rejected() => Read(c => c.Rows(
        "select call, row, coalesce(code, '') from rejects where statement = $1 and call is not null",
        row => (Key: (row.GetInt64(0), row.GetInt64(1)), Code: row.GetString(2)), _id)).ToDictionary(r => r.Key, r => r.Code);

    /// <summary>Forgets a plan that was not sealed; the calls of one that grew while they were made stay.</summary>
    public void DropPlan()
    {
        var hasGrown = HasGrown;
        if (!hasGrown) _journal.Forget();
        _ledger.Commits.Commit(c =>
        {
            if (c.Number("select count(*) from statements where id = $1 and read is not null", _id) > 0)
                throw new InvalidOperationException($"The plan of statement {Number} is sealed: calls of it may have been sent.");
            if (!hasGrown) c.Execute("delete from calls where statement = $1", _id);
            UnmatchedRecord.Drop(c, _id);
        });
    }

    /// <inheritdoc/>
    public WriteOutcome Outcome(Exception? fault = null) => Read(connection =>
    {
        var books = connection.Rows($"select {Records.BookColumns} from books where id = $1", Records.Books, _id)[0];
        var told = connection.Rows("select creates, notes from statements where id = $1 and read is not null",
            row => (Creates: LedgerJson.Texts(row.GetString(0)), Notes: LedgerJson.Texts(row.GetString(1))), _id);
        var rejects = connection.Rows(
            """select row, "values", code, reason, remedy, source_row from rejects where statement = $1 order by row limit $2""",
            LedgerRejects.Read, _id, RejectList.Kept);
        var creates = told.Count == 0 ? [] : told[0].Creates;
        var outcome = new WriteOutcome
        {
            Read = books.Read,
            Changed = books.Changed,
            Unchanged = books.Unchanged,
            Rejects = new RejectList(rejects, books.Rejected),
            Notes = told.Count == 0 ? [] : LeftRecord.Notes(connection, _id, told[0].Notes),
            Unmatched = UnmatchedRecord.Read(connection, _id),
            Fault = fault,
        };
        return outcome.IsWhole ? outcome with { Creates = creates } : outcome with { MayCreate = creates };
    });

    /// <inheritdoc/>
    public void Called(CallRecord call)
    {
        if (!_ledger.Log.Add(_id, _ledger.Time.GetUtcNow(), call)) return;
        try
        {
            _ledger.Flush();
        }
        catch (ConnectorException)
        {
            // The answer of a call must not be lost for a line in a log. What waits is written with the next commit, which tells the fault
            // if it lasts.
        }
    }

    /// <inheritdoc/>
    public Status Finish(Ending ending, string? fault = null)
    {
        // Of a plan that was not sealed only those calls count that could be made already, be it in an earlier attempt: what is left of one
        // that was refused or not confirmed is planned anew.
        var counting = _journal.Grows ? long.MaxValue : _journal.CarriedCalls;
        _journal.Forget();
        return _ledger.Commits.Commit(c =>
        {
            c.Execute("""
                delete from calls where statement = $1 and number > $2 and exists (select 1 from statements where id = $1 and read is null)
                """, _id, counting);
            var books = c.Rows($"select {Records.BookColumns} from books where id = $1", Records.Books, _id)[0];
            var (status, told) = LoadOutcome.End(ending, books, fault);
            c.Execute("update statements set status = $2, fault = $3, finished = $4 where id = $1",
                _id, status.ToWords(), told, _ledger.Now);
            if (c.Number("select count(*) from statements where id = $1 and read is null", _id) > 0) UnmatchedRecord.Drop(c, _id);
            return status;
        });
    }

    void Seal(LedgerConnection c, WritePlan plan, IReadOnlyList<string> columns)
    {
        var rejected = 0L;
        foreach (var reject in plan.EachReject)
        {
            LedgerRejects.Write(c, _id, call: null, columns, reject);
            rejected++;
        }
        LeftRecord.Write(c, _id, plan, columns);
        var sent = c.Number("select coalesce(sum(rows), 0) from calls where statement = $1", _id);
        var carried =
            c.Number("select coalesce(sum(rows), 0) from calls where statement = $1 and number <= $2", _id, _journal.CarriedCalls);
        if (plan.Read + carried != plan.Unchanged + rejected + sent)
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
                $"The plan of statement {Number} does not balance: {plan.Read + carried} rows read, "
                    + $"{plan.Unchanged} unchanged, {rejected} rejected, {sent} in calls."));
        var sealedNow = c.Execute("""
            update statements set status = 'planned', read = $2, unchanged = $3, columns = $4, creates = $5, notes = $6
            where id = $1 and read is null
            """, _id, plan.Read + carried, plan.Unchanged, LedgerJson.Of(columns), LedgerJson.Of(plan.Creates),
            LedgerJson.Of([.. plan.Notes.Select(n => LeftNotes.WithoutRows(n.Text))]));
        if (sealedNow == 0) throw new InvalidOperationException($"The plan of statement {Number} is sealed already.");
    }

    T Read<T>(Func<LedgerConnection, T> read) => _ledger.Read(read);
}
