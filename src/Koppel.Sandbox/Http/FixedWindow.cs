namespace Koppel.Sandbox.Http;

/// <summary>A limit of so many calls in each window of a fixed length. Callers hold the lock.</summary>
internal sealed class FixedWindow(int limit, TimeSpan length)
{
    long _window = -1;
    int _used;

    public int Limit => limit;

    public int Remaining => Math.Max(0, limit - _used);

    /// <summary>Takes one call; false when the window is used up.</summary>
    public bool TryTake(TimeSpan elapsed)
    {
        var current = elapsed.Ticks / Math.Max(1, length.Ticks);
        if (current != _window) (_window, _used) = (current, 0);
        if (_used >= limit) return false;
        _used++;
        return true;
    }

    /// <summary>Time until the next window begins.</summary>
    public TimeSpan UntilNext(TimeSpan elapsed) =>
        TimeSpan.FromTicks(((elapsed.Ticks / Math.Max(1, length.Ticks)) + 1) * length.Ticks) - elapsed;
}
