using Koppel.Engine.Ledger;

namespace Koppel.Engine.Tests.OtherLedger;

/// <summary>A run of a <see cref="MemoryLedger"/>.</summary>
sealed class MemoryRun(MemoryLedger ledger, long number, RunStart start) : ILedgerRun
{
    readonly DateTimeOffset _started = ledger.Now;
    readonly List<MemoryStatement> _statements = [];
    Status _status = Status.Running;
    DateTimeOffset? _finished;

    public long Number => number;

    /// <summary>Somebody works on it.</summary>
    public bool IsHeld { get; private set; } = true;

    public IReadOnlyList<MemoryStatement> Begun
    {
        get
        {
            lock (ledger.Gate) return [.. _statements];
        }
    }

    public RunRecord Record => new(number, start, Told(_status), _started, _finished, Environment.ProcessId);

    public IReadOnlyList<StatementRecord> Statements => [.. Begun.OrderBy(s => s.Number).Select(s => s.Record)];

    /// <summary>What a status is called by those who look.</summary>
    public Status Told(Status status) => status is Status.Running or Status.Planned && !IsHeld ? Status.Interrupted : status;

    public void Take() => (IsHeld, _status, _finished) = (true, Status.Running, null);

    public ILedgerStatement BeginStatement(StatementStart statement, CancellationToken stopping = default)
    {
        lock (ledger.Gate)
        {
            _statements.Add(new MemoryStatement(ledger, this, statement, stopping));
            return _statements[^1];
        }
    }

    public ILedgerStatement? ResumeStatement(int statement, CancellationToken stopping = default)
    {
        var found = Begun.SingleOrDefault(s => s.Number == statement);
        found?.Resume(stopping);
        return found;
    }

    public Status Finish(Ending ending)
    {
        var statements = Statements;
        _status = LoadOutcome.End(ending, statements.Any(s => s.Status == Status.Failed), statements.Any(s => s.Books.Rejected > 0));
        _finished = ledger.Now;
        Dispose();
        return _status;
    }

    public void Dispose() => IsHeld = false;

    public Dictionary<string, object?> Row()
    {
        var books = Statements.Select(s => s.Books).ToList();
        return new()
        {
            ["run"] = number, ["started"] = _started, ["finished"] = _finished, ["status"] = Told(_status).ToWords(),
            ["script"] = start.File ?? start.Script, ["statements"] = books.Count, ["read"] = books.Sum(b => b.Read),
            ["changed"] = books.Sum(b => b.Changed), ["unchanged"] = books.Sum(b => b.Unchanged),
            ["rejected"] = books.Sum(b => b.Rejected), ["not_sent"] = books.Sum(b => b.NotSent),
            ["user"] = start.User, ["door"] = start.Door,
        };
    }
}
