namespace Koppel.Jobs.Times;

/// <summary>A clock on the wall of a zone: from its times to instants, also where it is put forward or back.</summary>
internal static class WallClock
{
    static readonly TimeSpan s_around = TimeSpan.FromDays(1);

    /// <summary>What the clock shows at an instant.</summary>
    public static DateTime At(TimeZoneInfo zone, DateTimeOffset instant) =>
        DateTime.SpecifyKind(instant.UtcDateTime + zone.GetUtcOffset(instant.UtcDateTime), DateTimeKind.Unspecified);

    /// <summary>
    /// When the clock shows a time. One that it shows twice is the first of the two; one that it leaves out is the first instant behind the
    /// gap. A later time is never an earlier instant.
    /// </summary>
    public static DateTimeOffset Instant(TimeZoneInfo zone, DateTime shown)
    {
        var wall = DateTime.SpecifyKind(shown, DateTimeKind.Utc);
        var (before, after) = (zone.GetUtcOffset(wall - s_around), zone.GetUtcOffset(wall + s_around));
        if (before == after) return wall - before;
        if (zone.GetUtcOffset(wall - before) == before) return wall - before;
        if (zone.GetUtcOffset(wall - after) == after) return wall - after;
        return Change(zone, wall - s_around, wall + s_around, before);
    }

    /// <summary>The first second at which the offset is another one.</summary>
    static DateTimeOffset Change(TimeZoneInfo zone, DateTime from, DateTime to, TimeSpan before)
    {
        var (low, high) = (from.Ticks / TimeSpan.TicksPerSecond, to.Ticks / TimeSpan.TicksPerSecond);
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            if (zone.GetUtcOffset(Of(middle)) == before) low = middle;
            else high = middle;
        }
        return Of(high);
    }

    static DateTime Of(long seconds) => new(seconds * TimeSpan.TicksPerSecond, DateTimeKind.Utc);
}
