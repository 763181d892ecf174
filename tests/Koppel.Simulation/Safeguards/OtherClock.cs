namespace Koppel.Simulation.Safeguards;

/// <summary>A clock whose timestamps are not what they should be.</summary>
/// <param name="clock">The clock.</param>
/// <param name="timestamp">Its timestamp, in ticks.</param>
internal sealed class OtherClock(TimeProvider clock, Func<TimeProvider, long> timestamp) : TimeProvider
{
    public override long TimestampFrequency => clock.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => clock.LocalTimeZone;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override long GetTimestamp() => timestamp(clock);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        clock.CreateTimer(callback, state, dueTime, period);
}
