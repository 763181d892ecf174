namespace Koppel.Sdk;

/// <summary>A journal that lasts as long as the process. Safe to use from many threads.</summary>
public sealed class MemoryJournal : IWriteJournal
{
    readonly Lock _lock = new();
    readonly List<JournalCall> _calls = [];

    /// <summary>The calls as they are now.</summary>
    public IReadOnlyList<JournalCall> Calls
    {
        get
        {
            lock (_lock) return [.. _calls];
        }
    }

    /// <inheritdoc/>
    public void Plan(string route, int rows, ReadOnlyMemory<byte> content)
    {
        lock (_lock) _calls.Add(new JournalCall(_calls.Count + 1, route, rows, content, CallState.Planned, null));
    }

    /// <inheritdoc/>
    public IEnumerable<JournalCall> Open() => Calls.Where(c => c.State != CallState.Done);

    /// <inheritdoc/>
    public void Sending(long call) => Set(call, c => c with { State = CallState.Sent });

    /// <inheritdoc/>
    public void Accepted(long call, string token) => Set(call, c => c with { State = CallState.Accepted, Token = token });

    /// <inheritdoc/>
    public void Done(long call, CallResult result) => Set(call, c => c with { State = CallState.Done });

    void Set(long call, Func<JournalCall, JournalCall> change)
    {
        lock (_lock) _calls[(int)call - 1] = change(_calls[(int)call - 1]);
    }
}
