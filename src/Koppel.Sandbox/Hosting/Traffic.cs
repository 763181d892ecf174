namespace Koppel.Sandbox.Hosting;

/// <summary>Counts calls and keeps the most recent ones, as many of their bodies as fit into 32 MB.</summary>
sealed class Traffic
{
    const int Kept = 1000;
    const long MostBodyBytes = 32_000_000;

    readonly Lock gate = new();
    readonly Dictionary<string, long> byRoute = new(StringComparer.Ordinal);
    readonly Queue<LoggedCall> recent = new();

    // The newest of the recent ones: those that have their bodies still.
    readonly Queue<LoggedCall> whole = new();
    long calls;
    long bodyBytes;
    long throttled;

    /// <summary>Counts a call.</summary>
    /// <returns>Its number.</returns>
    public long Count(string route)
    {
        lock (gate)
        {
            byRoute[route] = byRoute.GetValueOrDefault(route) + 1;
            return ++calls;
        }
    }

    public void CountThrottled() => Interlocked.Increment(ref throttled);

    public void Log(LoggedCall call)
    {
        lock (gate)
        {
            if (recent.Count == Kept && recent.Count == whole.Count) DropOldest();
            if (recent.Count == Kept) recent.Dequeue();
            recent.Enqueue(call);
            whole.Enqueue(call);
            bodyBytes += call.KeptBytes;
            while (bodyBytes > MostBodyBytes) DropOldest();
        }
    }

    /// <summary>The most recent calls, newest first.</summary>
    public IReadOnlyList<LoggedRequest> Recent()
    {
        lock (gate) return [.. recent.Reverse().Select(call => call.Request)];
    }

    /// <summary>A call by its number; null when it is no longer kept.</summary>
    public LoggedCall? Find(long number)
    {
        lock (gate) return recent.FirstOrDefault(call => call.Request.Number == number);
    }

    public void Clear()
    {
        lock (gate)
        {
            (calls, throttled, bodyBytes) = (0, 0, 0);
            byRoute.Clear();
            recent.Clear();
            whole.Clear();
        }
    }

    public (long Calls, IReadOnlyDictionary<string, long> ByRoute, long Throttled) Counts()
    {
        lock (gate) return (calls, new SortedDictionary<string, long>(byRoute, StringComparer.Ordinal), Interlocked.Read(ref throttled));
    }

    void DropOldest()
    {
        var oldest = whole.Dequeue();
        bodyBytes -= oldest.KeptBytes;
        oldest.Drop();
    }
}
