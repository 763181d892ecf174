namespace Koppel.Sandbox.Http;

/// <summary>Counts calls and keeps the most recent ones, as many of their bodies as fit into 32 MB.</summary>
internal sealed class Traffic
{
    const int Kept = 1000;
    const long MostBodyBytes = 32_000_000;

    readonly Lock _gate = new();
    readonly Dictionary<string, long> _byRoute = new(StringComparer.Ordinal);
    readonly Queue<LoggedCall> _recent = new();

    // The newest of the recent ones: those that have their bodies still.
    readonly Queue<LoggedCall> _whole = new();
    long _calls;
    long _bodyBytes;
    long _throttled;

    /// <summary>Counts a call.</summary>
    /// <returns>Its number.</returns>
    public long Count(string route)
    {
        lock (_gate)
        {
            _byRoute[route] = _byRoute.GetValueOrDefault(route) + 1;
            return ++_calls;
        }
    }

    public void CountThrottled() => Interlocked.Increment(ref _throttled);

    public void Log(LoggedCall call)
    {
        lock (_gate)
        {
            if (_recent.Count == Kept && _recent.Count == _whole.Count) DropOldest();
            if (_recent.Count == Kept) _recent.Dequeue();
            _recent.Enqueue(call);
            _whole.Enqueue(call);
            _bodyBytes += call.KeptBytes;
            while (_bodyBytes > MostBodyBytes) DropOldest();
        }
    }

    /// <summary>The most recent calls, newest first.</summary>
    public IReadOnlyList<LoggedRequest> Recent()
    {
        lock (_gate) return [.. _recent.Reverse().Select(call => call.Request)];
    }

    /// <summary>A call by its number; null when it is no longer kept.</summary>
    public LoggedCall? Find(long number)
    {
        lock (_gate) return _recent.FirstOrDefault(call => call.Request.Number == number);
    }

    public void Clear()
    {
        lock (_gate)
        {
            (_calls, _throttled, _bodyBytes) = (0, 0, 0);
            _byRoute.Clear();
            _recent.Clear();
            _whole.Clear();
        }
    }

    public (long Calls, IReadOnlyDictionary<string, long> ByRoute, long Throttled) Counts()
    {
        lock (_gate)
            return (_calls, new SortedDictionary<string, long>(_byRoute, StringComparer.Ordinal), Interlocked.Read(ref _throttled));
    }

    void DropOldest()
    {
        var oldest = _whole.Dequeue();
        _bodyBytes -= oldest.KeptBytes;
        oldest.Drop();
    }
}
