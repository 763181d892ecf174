using System.Runtime.CompilerServices;
using Koppel.Sdk.Connections;

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
    bool _isLimited;

    /// <summary>Is told how many rows have their outcome, each time that some get it; null for nobody.</summary>
    public Action<long>? Settled { get; set; }

    /// <summary>No further call is given once so many rows were rejected, those before included; null for no limit.</summary>
    public long? MostRejects { get; set; }

    /// <summary>How many rows were rejected before: by the plan, and in earlier attempts.</summary>
    public long RejectedBefore { get; set; }

    /// <summary>Why not all calls were given; null where no limit was met.</summary>
    public ConnectorException? Limit => !_isLimited ? null : new ConnectorException(ConnectorErrorKind.Refused,
        $"It stopped after {RejectedBefore + _rejected} rejected rows (stop after {MostRejects} errors). Correct the rows, or leave the "
            + $"limit out.");

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
                _isLimited |= RejectedBefore + _rejected >= MostRejects;
                _rows[call.Number] = call.Rows;
                if (call.State != CallState.Planned) _underWay.Add(call.Number);
            }
            if (_isLimited) yield break;
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

    /// <summary>
    /// What came of the load. Of one that stopped before its plan was whole, the rows of its planned calls are those that count.
    /// </summary>
    /// <param name="plan">Its plan, or null when that was not whole.</param>
    /// <param name="fault">Why it stopped, or null.</param>
    public WriteOutcome Close(WritePlan? plan, Exception? fault)
    {
        lock (_lock)
        {
            var outcome = new WriteOutcome
            {
                Read = plan?.Read ?? _planned,
                Changed = _changed,
                Unchanged = (plan?.Unchanged ?? 0) + _unchanged,
                Rejects = new RejectList(
                    _rejects.Concat(plan?.Rejects.First ?? []).OrderBy(r => r.Row), (plan?.Rejects.Count ?? 0) + _rejected),
                Unmatched = plan?.Unmatched ?? [],
                Columns = plan?.Columns ?? [],
                Notes = [.. plan?.Notes ?? [], .. Doubts()],
                Fault = fault,
            };
            var creates = plan?.Creates ?? [];
            return outcome.IsWhole ? outcome with { Creates = creates } : outcome with { MayCreate = creates };
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
