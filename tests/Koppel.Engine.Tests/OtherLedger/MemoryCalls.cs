using System.Runtime.CompilerServices;
using Koppel.Sdk.Loading;

namespace Koppel.Engine.Tests.OtherLedger;

/// <summary>The journal of a load, over all attempts at it.</summary>
sealed class MemoryCalls(MemoryLedger ledger, Action<long, Reject> reject, CancellationToken stopping) : IWriteJournal
{
    readonly List<Entry> _calls = [];
    GrowthSignal _growth = new();
    int _carried;

    public CancellationToken Stopping { get; set; } = stopping;

    public IReadOnlyList<string>? Columns { get; set; }

    public long Rows => _calls.Sum(c => (long)c.Call.Rows);

    public long CarriedRows => _calls.Take(_carried).Sum(c => (long)c.Call.Rows);

    public long Changed => _calls.Sum(c => c.Changed);

    public long Unchanged => _calls.Sum(c => c.Unchanged);

    public IReadOnlyList<Entry> All()
    {
        lock (ledger.Gate) return [.. _calls];
    }

    public void Grow() => _growth.Begin();

    public void EndGrowth() => _growth.End();

    /// <summary>What is there now was planned by earlier attempts.</summary>
    public void Carry() => (_carried, _growth) = (_calls.Count, new GrowthSignal());

    public void Clear() => _calls.Clear();

    public void Plan(CallKind kind, string route, int rows, ReadOnlyMemory<byte> content)
    {
        lock (ledger.Gate)
            _calls.Add(new Entry(
                new JournalCall(_calls.Count + 1, kind, route, rows, content.ToArray(), CallState.Planned, null), 0, 0, null));
        _growth.Pulse();
    }

    public async IAsyncEnumerable<JournalCall> OpenAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var next = 0; !Stopping.IsCancellationRequested;)
        {
            var grown = _growth.Next();
            var calls = All().Skip(next).Select(c => c.Call).ToList();
            next += calls.Count;
            foreach (var call in calls.Where(c => c.State != CallState.Done)) yield return call;
            if (calls.Count == 0 && !await grown.WaitAsync(Stopping, cancellationToken)) yield break;
        }
    }

    public void Sending(long call) => Set(call, e => e with { Call = e.Call with { State = CallState.Sent } });

    public void Withdrawn(long call) => Set(call, e => e with { Call = e.Call with { State = CallState.Planned } });

    public void Accepted(long call, string token) =>
        Set(call, e => e with { Call = e.Call with { State = CallState.Accepted, Token = token } });

    public void Done(long call, CallResult result)
    {
        Set(call, e => e.Call.Rows == result.Changed + result.Unchanged + result.Rejects.Count
            ? new Entry(e.Call with { State = CallState.Done }, result.Changed, result.Unchanged, ledger.Now)
            : throw new InvalidOperationException("The rows of the call and what became of them do not add up."));
        lock (ledger.Gate)
            foreach (var row in result.Rejects) reject(call, row);
    }

    void Set(long call, Func<Entry, Entry> change)
    {
        lock (ledger.Gate) _calls[(int)call - 1] = change(_calls[(int)call - 1]);
    }

    /// <summary>A call and what became of its rows.</summary>
    public sealed record Entry(JournalCall Call, long Changed, long Unchanged, DateTimeOffset? Done);
}
