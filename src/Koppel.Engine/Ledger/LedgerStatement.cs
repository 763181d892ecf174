using System.Globalization;
using Koppel.Engine.State;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Loading;

namespace Koppel.Engine.Ledger;

/// <summary>A statement of a run that this process works on. Safe to use from many threads.</summary>
public sealed class LedgerStatement : ICallObserver
{
    readonly RunLedger _ledger;
    readonly long _run;
    readonly long _id;
    readonly LedgerJournal _journal;

    internal LedgerStatement(RunLedger ledger, long run, int number, long id, CancellationToken stopping)
    {
        (_ledger, _run, Number, _id) = (ledger, run, number, id);
        _journal = new LedgerJournal(ledger, id, stopping);
    }

    /// <summary>Its number in the script.</summary>
    public int Number { get; }

    /// <summary>It as the ledger has it now.</summary>
    public StatementRecord Record => _ledger.Statements(_run).Single(s => s.Start.Number == Number);

    /// <summary>The record of its calls, for the session that plans and makes them.</summary>
    public IWriteJournal Journal => _journal;

    /// <summary>Refuses to go on with it when calls that are not done are of kinds that are not known.</summary>
    /// <param name="known">The kinds of calls that its target can make.</param>
    /// <exception cref="ConnectorException">One is of another kind, or of a newer version.</exception>
    internal void Require(IReadOnlyList<CallKind> known)
    {
        using var connection = _ledger.Connect();
        var kinds = _ledger.File.Guard(() => connection.Rows(
            "select distinct kind, kind_version from calls where statement = $1 and state < 3 and kind is not null",
            row => new CallKind(row.GetString(0), row.GetInt32(1)), _id));
        if (kinds.Except(known).Select(k => (CallKind?)k).FirstOrDefault() is { } unknown)
            throw LedgerFault.UnknownKind(_run, Number, unknown.ToString());
    }

    /// <summary>The rows of its sources that found no partner.</summary>
    internal UnmatchedRecord Unmatched => new(_ledger, _id);

    /// <summary>
    /// Seals the plan: all calls are in the journal, and from now on the load is gone on with after a break, not begun again. Rows of the
    /// source = unchanged + rejects + rows of the planned calls.
    /// </summary>
    /// <param name="plan">The plan, with all its rejects.</param>
    /// <param name="columns">Names of the load's columns, in the order of the values of a reject.</param>
    /// <exception cref="InvalidOperationException">The numbers do not add up.</exception>
    public void ReadPlanned(WritePlan plan, IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(plan);
        _journal.Flush();
        _ledger.Commits.Commit(c => Seal(c, plan, columns));
        _journal.Seal(columns);
    }

    /// <summary>
    /// The plan grows while its calls are made: what is in the journal counts from now on, although the plan is not sealed.
    /// </summary>
    /// <param name="columns">Names of the load's columns, in the order of the values of a reject.</param>
    public void Grow(IReadOnlyList<string> columns)
    {
        _ledger.Commits.Commit(c => c.Execute("update statements set grows = 1, columns = $2 where id = $1", _id, LedgerJson.Of(columns)));
        _journal.Grow(columns);
    }

    /// <summary>The plan grows no further, although it is not whole.</summary>
    public void EndGrowth() => _journal.EndGrowth();

    /// <summary>Whether calls of a plan that is not sealed count.</summary>
    public bool HasGrown
    {
        get
        {
            using var connection = _ledger.Connect();
            return _ledger.File.Guard(
                () => connection.Number("select count(*) from statements where id = $1 and grows = 1 and read is null", _id)) > 0;
        }
    }

    /// <summary>The calls in the journal, done ones too, read as they are asked for.</summary>
    public IEnumerable<JournalCall> Calls() => _journal.All();

    /// <summary>The rows that their calls did not accept, with the code of each.</summary>
    internal IReadOnlyDictionary<(long Call, long Row), string> Rejected()
    {
        using var connection = _ledger.Connect();
        return _ledger.File.Guard(() => connection.Rows(
            "select call, row, coalesce(code, '') from rejects where statement = $1 and call is not null",
            row => (Key: (row.GetInt64(0), row.GetInt64(1)), Code: row.GetString(2)), _id)).ToDictionary(r => r.Key, r => r.Code);
    }

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

    /// <summary>What came of the load so far, in this attempt and those before it.</summary>
    /// <param name="fault">Why it stopped before its end, or null.</param>
    public WriteOutcome Outcome(Exception? fault = null)
    {
        using var connection = _ledger.Connect();
        return _ledger.File.Guard(() =>
        {
            var books = connection.Rows("select read, changed, unchanged, rejected from books where id = $1", Books.Of, _id)[0];
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
                Notes = told.Count == 0 ? [] : told[0].Notes,
                Unmatched = UnmatchedRecord.Read(connection, _id),
                Fault = fault,
            };
            return outcome.IsWhole ? outcome with { Creates = creates } : outcome with { MayCreate = creates };
        });
    }

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

    /// <summary>
    /// Ends the statement. A load is called failed too when none of its rows was accepted, or some were not sent. A plan that was not
    /// sealed is dropped.
    /// </summary>
    /// <param name="ending">How it ended.</param>
    /// <param name="fault">Why it failed, as a sentence, or null.</param>
    /// <returns>What it is called now.</returns>
    public Status Finish(Ending ending, string? fault = null)
    {
        _journal.Forget();
        return _ledger.Commits.Commit(c =>
        {
            var books = c.Rows("select read, changed, unchanged, rejected from books where id = $1", Books.Of, _id)[0];
            var shortfall = books.NotSent > 0 ? FormattableString.Invariant($"{books.NotSent} rows were not sent.")
                : books.Read > 0 && books.Rejected == books.Read ? "No row was accepted."
                : null;
            var status = ending switch
            {
                Ending.Stopped => Status.Stopped,
                Ending.Completed when shortfall is null => books.Rejected > 0 ? Status.CompletedWithRejects : Status.Completed,
                _ => Status.Failed,
            };
            c.Execute("update statements set status = $2, fault = $3, finished = $4 where id = $1",
                _id, status.ToWords(), fault ?? (status == Status.Failed ? shortfall : null), _ledger.Now);
            c.Execute(
                "delete from calls where statement = $1 and exists (select 1 from statements where id = $1 and read is null and grows = 0)",
                _id);
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
        foreach (var left in plan.EachLeft)
            c.Execute("""insert into left_rows (statement, row, "values", reason) values ($1, $2, $3, $4)""", _id, left.Row,
                LedgerJson.Row(columns, left.Values), left.Reason);
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
            """, _id, plan.Read + carried, plan.Unchanged, LedgerJson.Of(columns), LedgerJson.Of(plan.Creates), LedgerJson.Of(plan.Notes));
        if (sealedNow == 0) throw new InvalidOperationException($"The plan of statement {Number} is sealed already.");
    }
}
