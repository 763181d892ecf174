using System.Runtime.CompilerServices;

namespace Koppel.Sdk.Loading;

/// <summary>A journal that lasts as long as the process. Safe to use from many threads.</summary>
/// <param name="stopping">Is cancelled when the load is to stop.</param>
public sealed class MemoryJournal(CancellationToken stopping = default) : IWriteJournal
{
    readonly Lock _lock = new();
    readonly List<JournalCall> _calls = [];
    readonly Dictionary<(long Call, long Row), string> _rejected = [];
    readonly GrowthSignal _growth = new();

    /// <summary>The calls as they are now.</summary>
    public IReadOnlyList<JournalCall> Calls
    {
        get
        {
            lock (_lock) return [.. _calls];
        }
    }

    /// <summary>The rows that their calls did not accept, with the code of each.</summary>
    public IReadOnlyDictionary<(long Call, long Row), string> Rejected
    {
        get
        {
            lock (_lock) return new Dictionary<(long Call, long Row), string>(_rejected);
        }
    }

    /// <inheritdoc/>
    public CancellationToken Stopping => stopping;

    /// <summary>Calls may be made while the plan still grows; <see cref="Seal"/> ends that.</summary>
    public void Grow() => _growth.Begin();

    /// <summary>The plan is whole.</summary>
    public void Seal() => _growth.End();

    /// <inheritdoc/>
    public void Plan(CallKind kind, string route, int rows, ReadOnlyMemory<byte> content)
    {
        lock (_lock) _calls.Add(new JournalCall(_calls.Count + 1, kind, route, rows, content, CallState.Planned, null));
        _growth.Pulse();
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalCall> OpenAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var next = 0; !stopping.IsCancellationRequested;)
        {
            var grown = _growth.Next();
            JournalCall[] calls;
            lock (_lock)
            {
                calls = [.. _calls.Skip(next).Where(c => c.State != CallState.Done)];
                next = _calls.Count;
            }
            foreach (var call in calls) yield return call;
            if (calls.Length == 0 && !await grown.WaitAsync(stopping, cancellationToken)) yield break;
        }
    }

    /// <inheritdoc/>
    public void Sending(long call) => Set(call, c => c with { State = CallState.Sent });

    /// <inheritdoc/>
    public void Withdrawn(long call) => Set(call, c => c with { State = CallState.Planned });

    /// <inheritdoc/>
    public void Accepted(long call, string token) => Set(call, c => c with { State = CallState.Accepted, Token = token });

    /// <inheritdoc/>
    public void Done(long call, CallResult result)
    {
        Set(call, c => c with { State = CallState.Done });
        lock (_lock)
            foreach (var reject in result.Rejects) _rejected[(call, reject.Row)] = reject.Code;
    }

    void Set(long call, Func<JournalCall, JournalCall> change)
    {
        lock (_lock) _calls[(int)call - 1] = change(_calls[(int)call - 1]);
    }
}
