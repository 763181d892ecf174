namespace Koppel.Sdk.Http;

/// <summary>
/// Keeps calls inside several limits at once. A call reserves a moment in each limit that it counts against, in the order of asking,
/// and waits for it; so nobody is overtaken and no window of any limit ever holds more than its permits.
/// </summary>
public sealed class RateBudget
{
    static readonly TimeSpan LeastMargin = TimeSpan.FromMilliseconds(5);

    readonly Lock _lock = new();
    readonly Dictionary<RateLimit, Window> _windows = [];
    readonly TimeProvider _time;

    /// <summary>An unused budget.</summary>
    /// <param name="limits">All limits of the account.</param>
    /// <param name="time">The clock.</param>
    public RateBudget(IEnumerable<RateLimit> limits, TimeProvider time)
    {
        _time = time;
        foreach (var limit in limits) _windows.Add(limit, new Window(limit.Permits));
    }

    /// <summary>How many times faster than written all limits run. 1 for a real account; a sandbox says its own.</summary>
    public double Scale { get; set; } = 1;

    /// <summary>Waits until a call that counts against these limits may be sent.</summary>
    public async ValueTask AcquireAsync(IReadOnlyList<RateLimit> limits, CancellationToken cancellationToken = default)
    {
        // One limit after the other, the slowest first: a call that must wait a minute for one limit does not
        // hold a place in the second-by-second queue of another, behind which quicker calls would wait.
        foreach (var limit in limits.Count < 2 ? limits : [.. limits.OrderByDescending(l => l.Window)])
        {
            var at = Reserve(limit);
            for (var wait = at - _time.GetUtcNow(); wait > TimeSpan.Zero; wait = PausedUntil(limit) - _time.GetUtcNow())
                await Task.Delay(wait, _time, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Sends nothing against this limit for a while, because the far side asked for it.</summary>
    public void Pause(RateLimit limit, TimeSpan pause)
    {
        var until = _time.GetUtcNow() + pause;
        lock (_lock)
            if (_windows[limit].PausedUntil < until) _windows[limit].PausedUntil = until;
    }

    /// <summary>How long a number of calls takes at the least, each counting against all of its limits.</summary>
    /// <param name="calls">Calls by limit.</param>
    public TimeSpan Estimate(IEnumerable<(RateLimit Limit, long Calls)> calls)
    {
        var longest = TimeSpan.Zero;
        foreach (var (limit, count) in calls)
        {
            var windows = count <= 0 ? 0 : (count - 1) / limit.Permits;
            var time = Length(limit) * windows;
            if (time > longest) longest = time;
        }
        return longest;
    }

    DateTimeOffset Reserve(RateLimit limit)
    {
        lock (_lock)
        {
            var window = _windows[limit];
            var at = _time.GetUtcNow();
            if (window.Oldest != default && window.Oldest + Length(limit) > at) at = window.Oldest + Length(limit);
            if (window.PausedUntil > at) at = window.PausedUntil;
            window.Take(at);
            return at;
        }
    }

    DateTimeOffset PausedUntil(RateLimit limit)
    {
        lock (_lock) return _windows[limit].PausedUntil;
    }

    /// <summary>The window with its margin, which is never less than calls can overtake each other on the way.</summary>
    TimeSpan Length(RateLimit limit)
    {
        var margin = limit.Window * limit.Margin / Scale;
        return (limit.Window / Scale) + (margin > LeastMargin ? margin : LeastMargin);
    }

    /// <summary>The moments of the last calls, as many as the limit has permits.</summary>
    sealed class Window(int permits)
    {
        readonly DateTimeOffset[] _taken = new DateTimeOffset[permits];
        int _next;

        public DateTimeOffset Oldest => _taken[_next];

        public DateTimeOffset PausedUntil { get; set; }

        public void Take(DateTimeOffset at)
        {
            _taken[_next] = at;
            _next = (_next + 1) % _taken.Length;
        }
    }
}
