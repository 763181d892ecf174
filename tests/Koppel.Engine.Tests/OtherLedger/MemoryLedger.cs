using Koppel.Engine.Ledger;
using Koppel.Engine.State;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Tests.OtherLedger;

/// <summary>A ledger that is kept in no file: it is there as long as the test holds it, whoever closes it.</summary>
sealed class MemoryLedger(TimeProvider time) : ILedger
{
    readonly List<MemoryRun> _runs = [];
    DateTimeOffset _purged = DateTimeOffset.MinValue;

    public Lock Gate { get; } = new();

    public DateTimeOffset Now => time.GetUtcNow();

    public ILedgerRun BeginRun(RunStart start)
    {
        lock (Gate)
        {
            var run = new MemoryRun(this, (_runs.LastOrDefault()?.Number ?? 0) + 1, start);
            _runs.Add(run);
            return run;
        }
    }

    public ILedgerRun Resume(long run)
    {
        lock (Gate)
        {
            var found = _runs.Find(r => r.Number == run) ?? throw LedgerFault.NoRun(run);
            if (found.IsHeld) throw LedgerFault.InUse(run, Environment.ProcessId);
            if (found.Record.Status is Status.Completed or Status.CompletedWithRejects)
                throw LedgerFault.Over(run, found.Record.Status.ToWords());
            found.Take();
            return found;
        }
    }

    public RunRecord? FindRun(long run) => Of(run).SingleOrDefault()?.Record;

    public IReadOnlyList<RunRecord> Runs() => [.. Of(null).Select(r => r.Record).Reverse()];

    public IReadOnlyList<StatementRecord> Statements(long run) => [.. Of(run).SelectMany(r => r.Statements)];

    public int Purge(TimeSpan olderThan)
    {
        lock (Gate) return _runs.RemoveAll(r => IsOlder(r, olderThan));
    }

    public int CountOlder(TimeSpan olderThan)
    {
        lock (Gate) return _runs.Count(r => IsOlder(r, olderThan));
    }

    bool IsOlder(MemoryRun run, TimeSpan olderThan) => !run.IsHeld && (run.Record.Finished ?? run.Record.Started) < Now - olderThan;

    public int PurgeDaily(TimeSpan keep)
    {
        if (Now - _purged < TimeSpan.FromDays(1)) return 0;
        _purged = Now;
        return Purge(keep);
    }

    public IEnumerable<LedgerCall> Calls(long? run) =>
        Of(run).SelectMany(r => r.Begun).OrderBy(s => s.Run).ThenBy(s => s.Number).SelectMany(s => s.LedgerCalls());

    public long CountRows(long? run) => Of(run).SelectMany(r => r.Begun).SelectMany(s => s.Calls()).Sum(c => (long)c.Rows);

    public IEnumerable<RowBatch> Read(LedgerQuery query, CancellationToken cancellationToken)
    {
        foreach (var rows in Rows(query).Take((int)(query.Limit ?? int.MaxValue)).Chunk(RowBatch.Capacity))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var batch = new RowBatch(query.Columns);
            foreach (var row in rows)
            {
                var to = batch.AddRow();
                for (var c = 0; c < query.Columns.Count; c++) Set(batch[c], to, row[query.Columns[c].Name]);
            }
            yield return batch;
        }
    }

    public long Count(LedgerQuery query) => Rows(query).Count();

    public ConnectorException Damaged(Exception fault) => new(ConnectorErrorKind.File, "The memory is damaged.", fault);

    public void Dispose()
    {
        // What a server keeps is there after a session of it.
    }

    IReadOnlyList<MemoryRun> Of(long? run)
    {
        lock (Gate) return [.. _runs.Where(r => run is null || r.Number == run)];
    }

    IEnumerable<Dictionary<string, object?>> Rows(LedgerQuery query)
    {
        var runs = Of(null).Where(r => query.Runs.All(q => q == r.Number)).ToList();
        return query.Table switch
        {
            "runs" => runs.Select(r => r.Row()),
            "statements" => runs.SelectMany(r => r.Begun).Select(s => s.Row()),
            "calls" => runs.SelectMany(r => r.Begun).SelectMany(s => s.Made),
            "rejects" => runs.SelectMany(r => r.Begun).SelectMany(s => s.RejectRows()),
            "left" => runs.SelectMany(r => r.Begun).SelectMany(s => s.LeftRows),
            "unmatched" => runs.SelectMany(r => r.Begun).SelectMany(s => s.UnmatchedRows()),
            _ => throw new InvalidOperationException($"The ledger has no table {query.Table}."),
        };
    }

    static void Set(ColumnBuffer buffer, int row, object? value)
    {
        switch (value)
        {
            case null: buffer.SetNull(row); break;
            case string text: buffer.SetText(row, text); break;
            case bool truth: buffer.SetBoolean(row, truth); break;
            case DateTimeOffset moment: buffer.SetLong(row, LedgerTime.Of(moment)); break;
            default: buffer.SetLong(row, Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)); break;
        }
    }
}
