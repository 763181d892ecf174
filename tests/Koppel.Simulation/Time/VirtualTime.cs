namespace Koppel.Simulation.Time;

/// <summary>The clock of a process: its time of day can be set, its timestamps only go forward. Its timers end with it.</summary>
internal sealed class VirtualTime(Life life) : TimeProvider
{
    /// <summary>When all simulations begin.</summary>
    public static readonly DateTimeOffset Begin = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long GetTimestamp() => life.World.Now;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Begin + TimeSpan.FromTicks(life.World.Now) + life.World.ClockOffset;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(life, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    sealed class Timer(Life life, TimerCallback callback, object? state) : ITimer
    {
        Happening? _next;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (period > TimeSpan.Zero) throw new NotSupportedException("Nothing of a load ticks.");
            if (_next is not null) _next.IsOff = true;
            // The system's timers count whole milliseconds; one that is cut off to nothing comes at once.
            _next = dueTime == Timeout.InfiniteTimeSpan
                ? null
                : life.World.In(TimeSpan.FromMilliseconds(Math.Ceiling(dueTime.TotalMilliseconds)), life, () => callback(state));
            return true;
        }

        public void Dispose()
        {
            if (_next is not null) _next.IsOff = true;
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
