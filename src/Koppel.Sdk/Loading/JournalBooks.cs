using System.Runtime.CompilerServices;

namespace Koppel.Sdk.Loading;

/// <summary>A journal that keeps count of what it records. Safe to use from many threads.</summary>
/// <param name="journal">Where the calls are recorded.</param>
public sealed class JournalBooks(IWriteJournal journal) : IWriteJournal
{
    readonly Lock _lock = new();
    readonly List<Reject> _rejects = [];
    readonly Dictionary<long, int> _rows = [];
    readonly HashSet<long> _underWay = [];
    long _planned;
    long _changed;
    long _unchanged;
    long _rejected;

    /// <summary>Is told how many rows have their outcome, each time that some get it; null for nobody.</summary>
    public Action<long>? Settled { get; set; }

    /// <inheritdoc/>
    public void Plan(CallKind kind, string route, int rows, ReadOnlyMemory<byte> content)
    {
        journal.Plan(kind, route, rows, content);
        lock (_lock) _planned += rows;
    }

    /// <inheritdoc/>
    public CancellationToken Stopping => journal.Stopping;

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalCall> OpenAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var call in journal.OpenAsync(cancellationToken))
        {
            lock (_lock)
            {
                _rows[call.Number] = call.Rows;
                if (call.State != CallState.Planned) _underWay.Add(call.Number);
            }
            yield return call;
        }
    }

    /// <inheritdoc/>
    public void Sending(long call)
    {
        journal.Sending(call);
        lock (_lock) _underWay.Add(call);
    }

    /// <inheritdoc/>
    public void Withdrawn(long call)
    {
        journal.Withdrawn(call);
        lock (_lock) _underWay.Remove(call);
    }

    /// <inheritdoc/>
    public void Accepted(long call, string token) => journal.Accepted(call, token);

    /// <inheritdoc/>
    public void Done(long call, CallResult result)
    {
        journal.Done(call, result);
        long settled;
        lock (_lock)
        {
            _changed += result.Changed;
            _unchanged += result.Unchanged;
            _rejected += result.Rejects.Count;
            _rejects.AddRange(result.Rejects.Take(RejectList.Kept));
            _underWay.Remove(call);
            _rows.Remove(call);
            settled = _changed + _unchanged + _rejected;
        }
        Settled?.Invoke(settled);
    }

    /// <summary>What came of a load that stopped before its plan was whole: the rows of its planned calls are those that count.</summary>
    /// <param name="fault">Why it stopped.</param>
    public WriteOutcome Close(Exception fault)
    {
        lock (_lock)
        {
            return new WriteOutcome
            {
                Read = _planned,
                Changed = _changed,
                Unchanged = _unchanged,
                Rejects = new RejectList(_rejects.OrderBy(r => r.Row), _rejected),
                Notes = [.. Doubts()],
                Fault = fault,
            };
        }
    }

    /// <summary>What came of the load.</summary>
    /// <param name="plan">Its plan.</param>
    /// <param name="fault">Why it stopped before its end, or null.</param>
    public WriteOutcome Close(WritePlan plan, Exception? fault)
    {
        lock (_lock)
        {
            var kept = plan.Rejects.First.Concat(_rejects).OrderBy(r => r.Row);
            var outcome = new WriteOutcome
            {
                Read = plan.Read,
                Changed = _changed,
                Unchanged = plan.Unchanged + _unchanged,
                Rejects = new RejectList(kept, plan.Rejects.Count + _rejected),
                Unmatched = plan.Unmatched,
                Notes = [.. plan.Notes, .. Doubts()],
                Fault = fault,
            };
            return outcome.IsWhole ? outcome with { Creates = plan.Creates } : outcome with { MayCreate = plan.Creates };
        }
    }

    /// <summary>Rows that may have arrived although nobody knows.</summary>
    IEnumerable<string> Doubts()
    {
        var rows = _underWay.Sum(call => _rows.GetValueOrDefault(call));
        if (rows > 0)
            yield return $"{(rows == 1 ? "1 row was" : $"{rows} rows were")} under way when the load stopped and may have arrived, "
                + $"although counted as not sent. Going on with the load settles that.";
    }
}
