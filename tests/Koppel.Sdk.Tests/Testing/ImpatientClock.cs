namespace Koppel.Sdk.Tests.Testing;

/// <summary>
/// A clock for tests over real sockets: whoever waits is let go at once, and the clock jumps by what he wanted to wait. Timers of an
/// hour or more are timeouts: they go off only by <see cref="ExpireTimeouts"/>.
/// </summary>
sealed class ImpatientClock : TimeProvider
{
    static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    readonly Lock _lock = new();
    readonly List<WaitTimer> _timeouts = [];
    readonly List<TimeSpan> _pauses = [];
    DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What was waited for, in order.</summary>
    public IReadOnlyList<TimeSpan> Pauses
    {
        get
        {
            lock (_lock) return [.. _pauses];
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock) return _now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new WaitTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Lets all timeouts go off that are set now.</summary>
    public void ExpireTimeouts()
    {
        List<WaitTimer> due;
        lock (_lock)
        {
            due = [.. _timeouts];
            _timeouts.Clear();
            _now += Hour;
        }
        foreach (var timer in due) timer.Fire();
    }

    sealed class WaitTimer(ImpatientClock clock, TimerCallback callback, object? state) : ITimer
    {
        int _set;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                clock._timeouts.Remove(this);
                var set = ++_set;
                if (dueTime == Timeout.InfiniteTimeSpan) return true;
                if (dueTime >= Hour)
                {
                    clock._timeouts.Add(this);
                    return true;
                }
                clock._pauses.Add(dueTime);
                clock._now += dueTime;
                ThreadPool.QueueUserWorkItem(_ =>
                {
                    lock (clock._lock)
                        if (_set != set) return;
                    callback(state);
                });
            }
            return true;
        }

        public void Fire() => callback(state);

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
