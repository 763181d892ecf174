namespace Koppel.Sandbox.Hosting;

/// <summary>Counts calls and keeps the most recent ones.</summary>
sealed class Traffic
{
    const int Kept = 500;

    readonly Lock gate = new();
    readonly Dictionary<string, long> byRoute = new(StringComparer.Ordinal);
    readonly Queue<LoggedRequest> recent = new();
    long calls;
    long throttled;

    public void Count(string route)
    {
        lock (gate)
        {
            calls++;
            byRoute[route] = byRoute.GetValueOrDefault(route) + 1;
        }
    }

    public void CountThrottled() => Interlocked.Increment(ref throttled);

    public void Log(LoggedRequest request)
    {
        lock (gate)
        {
            if (recent.Count == Kept) recent.Dequeue();
            recent.Enqueue(request);
        }
    }

    /// <summary>The most recent calls, newest first.</summary>
    public IReadOnlyList<LoggedRequest> Recent()
    {
        lock (gate) return [.. recent.Reverse()];
    }

    public void Clear()
    {
        lock (gate)
        {
            (calls, throttled) = (0, 0);
            byRoute.Clear();
            recent.Clear();
        }
    }

    public (long Calls, IReadOnlyDictionary<string, long> ByRoute, long Throttled) Counts()
    {
        lock (gate) return (calls, new SortedDictionary<string, long>(byRoute, StringComparer.Ordinal), Interlocked.Read(ref throttled));
    }
}
