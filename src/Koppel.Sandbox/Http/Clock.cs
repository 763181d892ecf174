namespace Koppel.Sandbox.Http;

/// <summary>The sandbox's time: the real one for dates, a faster one for limits and delays.</summary>
internal sealed class Clock(TimeProvider time, double scale)
{
    readonly long _start = time.GetTimestamp();

    public double Scale => scale;

    public DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>A moment without the fractions of its second.</summary>
    public static DateTime WholeSeconds(DateTime moment) => new(moment.Ticks - (moment.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);

    /// <summary>Time since the start as the caller lives it; does not jump when the machine's clock is set.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_start);

    /// <summary>How long a real delay takes here.</summary>
    public TimeSpan Scaled(TimeSpan real) => real / scale;

    public Task Wait(TimeSpan real, CancellationToken cancellationToken) =>
        real <= TimeSpan.Zero ? Task.CompletedTask : Task.Delay(Scaled(real), time, cancellationToken);
}
