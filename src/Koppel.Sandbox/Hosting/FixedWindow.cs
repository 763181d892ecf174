namespace Koppel.Sandbox.Hosting;

/// <summary>A limit of so many calls in each window of a fixed length. Callers hold the lock.</summary>
sealed class FixedWindow(int limit, TimeSpan length)
{
    long window = -1;
    int used;

    public int Limit => limit;

    public int Remaining => Math.Max(0, limit - used);

    /// <summary>Takes one call; false when the window is used up.</summary>
    public bool TryTake(TimeSpan elapsed)
    {
        var current = elapsed.Ticks / Math.Max(1, length.Ticks);
        if (current != window) (window, used) = (current, 0);
        if (used >= limit) return false;
        used++;
        return true;
    }

    /// <summary>Time until the next window begins.</summary>
    public TimeSpan UntilNext(TimeSpan elapsed) =>
        TimeSpan.FromTicks(((elapsed.Ticks / Math.Max(1, length.Ticks)) + 1) * length.Ticks) - elapsed;
}
