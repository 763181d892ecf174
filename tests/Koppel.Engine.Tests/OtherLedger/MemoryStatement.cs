using Koppel.Engine.Ledger;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Loading;

namespace Koppel.Engine.Tests.OtherLedger;

/// <summary>A statement of a <see cref="MemoryRun"/>.</summary>
sealed class MemoryStatement : ILedgerStatement
{
    readonly MemoryLedger _ledger;
    readonly MemoryRun _run;
    readonly StatementStart _start;
    readonly MemoryCalls _calls;
    readonly List<(long? Call, Reject Reject)> _rejects = [];
    readonly List<Dictionary<string, object?>> _left = [];
    readonly List<Dictionary<string, object?>> _made = [];
    readonly List<(int Join, UnmatchedRow Row, string Values)> _unmatched = [];
    readonly SortedDictionary<int, UnmatchedRows> _joins = [];
    Status _status = Status.Running;
    WritePlan? _plan;
    long _read;
    bool _grows;
    string? _fault;

    public MemoryStatement(MemoryLedger ledger, MemoryRun run, StatementStart start, CancellationToken stopping)
    {
        (_ledger, _run, _start) = (ledger, run, start);
        _calls = new MemoryCalls(ledger, (call, reject) => _rejects.Add((call, reject)), stopping);
    }

    public long Run => _run.Number;

    public int Number => _start.Number;

    public IWriteJournal Journal => _calls;

    public bool HasGrown => _grows && _plan is null;

    public IReadOnlyList<CallKind> OpenKinds => [.. Calls().Where(c => c.State != CallState.Done).Select(c => c.Kind).Distinct()];

    public StatementRecord Record
    {
        get
        {
            lock (_ledger.Gate) return new(_start, _run.Told(_status), _plan is not null, Books, _fault);
        }
    }

    Books Books => new(
        _plan is not null ? _read : _grows ? _calls.Rows : 0, _calls.Changed, (_plan?.Unchanged ?? 0) + _calls.Unchanged, _rejects.Count);

    public IReadOnlyList<Dictionary<string, object?>> Made => _made;

    public IReadOnlyList<Dictionary<string, object?>> LeftRows => _left;

    public void Resume(CancellationToken stopping)
    {
        lock (_ledger.Gate)
        {
            _calls.Stopping = stopping;
            if (_status is Status.Completed or Status.CompletedWithRejects) return;
            (_status, _fault) = (_plan is null ? Status.Running : Status.Planned, null);
            if (_plan is null) DropPlan();
            _calls.Carry();
        }
    }

    public void ReadPlanned(WritePlan plan, IReadOnlyList<string> columns)
    {
        lock (_ledger.Gate)
        {
            if (_plan is not null) throw new InvalidOperationException("The plan is sealed already.");
            _rejects.AddRange(plan.EachReject.Select(r => ((long?)null, r)));
            _left.AddRange(plan.EachLeft.Select(l => Row(l.Row, ("values", LedgerJson.Row(columns, l.Values)), ("reason", l.Reason))));
            (_plan, _read, _status) = (plan, plan.Read + _calls.CarriedRows, Status.Planned);
            if (_read != plan.Unchanged + _rejects.Count(r => r.Call is null) + _calls.Rows)
                throw new InvalidOperationException("The plan does not balance.");
            _calls.Columns = columns;
        }
        _calls.EndGrowth();
    }

    public void Grow(IReadOnlyList<string> columns)
    {
        (_calls.Columns, _grows) = (columns, true);
        _calls.Grow();
    }

    public void EndGrowth() => _calls.EndGrowth();

    public void AddUnmatched(IReadOnlyList<(int Join, UnmatchedRow Row, string Values)> rows) => _unmatched.AddRange(rows);

    public void AddUnmatched(IReadOnlyList<(int Join, UnmatchedRows Rows)> joins)
    {
        foreach (var (join, rows) in joins) _joins[join] = rows;
    }

    public IEnumerable<JournalCall> Calls() => _calls.All().Select(c => c.Call);

    public IReadOnlyDictionary<(long Call, long Row), string> Rejected()
    {
        lock (_ledger.Gate)
            return _rejects.Where(r => r.Call is not null).ToDictionary(r => (r.Call!.Value, r.Reject.Row), r => r.Reject.Code);
    }

    public WriteOutcome Outcome(Exception? fault = null)
    {
        lock (_ledger.Gate)
        {
            var books = Books;
            var outcome = new WriteOutcome
            {
                Read = books.Read, Changed = books.Changed, Unchanged = books.Unchanged,
                Rejects = new RejectList(_rejects.Select(r => r.Reject).OrderBy(r => r.Row), books.Rejected), Notes = _plan?.Notes ?? [],
                Unmatched = [.. _joins.Values], Fault = fault,
            };
            var creates = _plan?.Creates ?? [];
            return outcome.IsWhole ? outcome with { Creates = creates } : outcome with { MayCreate = creates };
        }
    }

    public Status Finish(Ending ending, string? fault = null)
    {
        lock (_ledger.Gate)
        {
            (_status, _fault) = LoadOutcome.End(ending, Books, fault);
            if (_plan is null) DropPlan();
            return _status;
        }
    }

    public void Called(CallRecord call)
    {
        var route = call.Route.Split(' ', 2);
        lock (_ledger.Gate)
            _made.Add(new()
            {
                ["run"] = Run, ["statement"] = Number, ["time"] = _ledger.Now, ["method"] = route[0], ["route"] = route[^1],
                ["status"] = call.Status, ["milliseconds"] = call.Elapsed.TotalMilliseconds,
                ["bytes"] = call.BytesSent + call.BytesReceived, ["retries"] = call.Attempt - 1,
            });
    }

    public void Waiting(WaitRecord wait)
    {
        // Nothing is kept of it.
    }

    public IEnumerable<LedgerCall> LedgerCalls() =>
        _start is not { Table: { } table, Connection: { } connection } || _calls.Columns is not { } columns ? [] : _calls.All().Select(c =>
            new LedgerCall(Run, Number, _start.Kind, table, connection, columns, c.Call.Number, c.Call.State, c.Call.Content)
            {
                Changed = c.Changed, Done = c.Done, Rejected = [.. Rejected().Keys.Where(r => r.Call == c.Call.Number).Select(r => r.Row)],
                PerhapsTaken = [.. Rejected().Where(r => r.Key.Call == c.Call.Number && LedgerChanges.MayBeTaken(r.Value))
                    .Select(r => r.Key.Row)],
            });

    public Dictionary<string, object?> Row()
    {
        var record = Record;
        var status = record.Status == Status.Completed && record.Books.Rejected > 0 ? Status.CompletedWithRejects : record.Status;
        return new()
        {
            ["run"] = Run, ["statement"] = Number, ["target"] = _start.Target, ["status"] = status.ToWords(), ["read"] = record.Books.Read,
            ["changed"] = record.Books.Changed, ["unchanged"] = record.Books.Unchanged, ["rejected"] = record.Books.Rejected,
            ["not_sent"] = record.Books.NotSent, ["unmatched"] = _joins.Values.Sum(j => j.Count), ["text"] = _start.Text,
            ["fault"] = _fault,
        };
    }

    public IEnumerable<Dictionary<string, object?>> RejectRows() => _rejects.Select(r => Row(r.Reject.Row,
        ("source_row", r.Reject.SourceRow), ("source", LedgerJson.Row(_calls.Columns!, r.Reject.Values)), ("code", r.Reject.Code),
        ("reason", r.Reject.Reason), ("remedy", r.Reject.Remedy)));

    public IEnumerable<Dictionary<string, object?>> UnmatchedRows() => _unmatched.Where(u => _joins.ContainsKey(u.Join)).Select(u => Row(
        u.Row.Row, ("source", _joins[u.Join].Source), ("target", _joins[u.Join].Target), ("key", _joins[u.Join].By), ("values", u.Values),
        ("near", u.Row.IsNear)));

    Dictionary<string, object?> Row(long row, params IEnumerable<(string Column, object? Value)> cells)
    {
        var told = cells.ToDictionary(c => c.Column, c => c.Value);
        (told["run"], told["statement"], told["row"]) = (Run, Number, row);
        return told;
    }

    /// <summary>A plan that is not whole counts no more, but for what was sent of one that grew.</summary>
    void DropPlan()
    {
        if (!_grows) _calls.Clear();
        _unmatched.Clear();
        _joins.Clear();
    }
}
