namespace Koppel.Jobs.Times;

/// <summary>The instants that a pattern means in a zone.</summary>
/// <param name="pattern">The pattern.</param>
/// <param name="zone">The zone.</param>
internal sealed class DueTimes(WallPattern pattern, TimeZoneInfo zone)
{
    /// <summary>So far is looked for one: the longest way is from one 29th of February to the next, over a year such as 2100.</summary>
    const int MostDays = (8 * 366) + 31;

    /// <summary>The first behind an instant; null when none ever comes.</summary>
    public DateTimeOffset? Next(DateTimeOffset after) => pattern.GoesByHours ? NextHour(after) : NextOfDay(after);

    /// <summary>Those behind one instant, up to another and with it, in their order.</summary>
    public IEnumerable<DateTimeOffset> Between(DateTimeOffset after, DateTimeOffset until)
    {
        for (var due = Next(after); due is { } one && one <= until; due = Next(one)) yield return one;
    }

    DateTimeOffset? NextOfDay(DateTimeOffset after)
    {
        var day = DateOnly.FromDateTime(WallClock.At(zone, after)).AddDays(-1);
        for (var i = 0; i < MostDays; i++, day = day.AddDays(1))
            if (pattern.HasDay(day) && First(day, after) is { } due) return due;
        return null;
    }

    /// <summary>The first of a day behind an instant; later times are never earlier instants, so that halves are enough.</summary>
    DateTimeOffset? First(DateOnly day, DateTimeOffset after)
    {
        var times = pattern.Times;
        var (low, high) = (0, times.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Instant(day, times[middle]) > after) high = middle;
            else low = middle + 1;
        }
        return low == times.Count ? null : Instant(day, times[low]);
    }

    DateTimeOffset Instant(DateOnly day, TimeSpan time) => WallClock.Instant(zone, day.ToDateTime(TimeOnly.MinValue) + time);

    DateTimeOffset? NextHour(DateTimeOffset after)
    {
        var at = new DateTimeOffset(after.UtcTicks - (after.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero).AddSeconds(1);
        for (var last = after.AddDays(MostDays); at <= last;)
        {
            var wall = WallClock.At(zone, at);
            if (!pattern.HasDay(DateOnly.FromDateTime(wall))) at = at.AddSeconds(3_600 - (wall.Minute * 60) - wall.Second);
            else if (!pattern.Minutes.Contains(wall.Minute)) at = at.AddSeconds(60 - wall.Second);
            else if (!pattern.Seconds.Contains(wall.Second)) at = at.AddSeconds(1);
            else return at;
        }
        return null;
    }
}
