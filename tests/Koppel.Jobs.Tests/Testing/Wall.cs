using Koppel.Jobs.Schedules;

namespace Koppel.Jobs.Tests.Testing;

/// <summary>
/// Due times worked out minute by minute, by what the framework's own conversion shows on the wall: nothing of the code that is tested.
/// </summary>
internal static class Wall
{
    /// <summary>The due times behind one instant, up to another.</summary>
    /// <param name="isDue">Whether what the wall shows is due.</param>
    /// <param name="namesHours">Times of day: one that comes twice counts once, one that is left out counts at the next.</param>
    /// <param name="zone">The zone.</param>
    /// <param name="after">The one.</param>
    /// <param name="until">The other.</param>
    public static SortedSet<DateTimeOffset> DueTimes(
        Func<DateTime, bool> isDue, bool namesHours, TimeZoneInfo zone, DateTimeOffset after, DateTimeOffset until)
    {
        var due = new SortedSet<DateTimeOffset>();
        var shown = new HashSet<DateTime>();
        var before = Shown(after.AddDays(-1));
        for (var at = after.AddDays(-1).AddMinutes(1); at <= until; at = at.AddMinutes(1))
        {
            var now = Shown(at);
            var isFirst = shown.Add(now);
            var isMeant = isDue(now) && (isFirst || !namesHours);
            for (var gone = before.AddMinutes(1); namesHours && gone < now && !isMeant; gone = gone.AddMinutes(1))
                isMeant = isDue(gone) && !shown.Contains(gone);
            if (isMeant && at > after) due.Add(at.ToUniversalTime());
            before = now;
        }
        return due;

        DateTime Shown(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone).DateTime;
    }

    /// <summary>Schedules in words, each with what it means, said anew.</summary>
    public static IReadOnlyList<(string Words, Func<DateTime, bool> IsDue, bool NamesHours)> Schedules { get; } =
    [
        ("every 15 minutes", t => t.Minute % 15 == 0, false),
        ("every hour at :15", t => t.Minute == 15, false),
        ("every 2 hours", t => t.Minute == 0 && t.Hour % 2 == 0, true),
        ("every 6 hours at :45", t => t.Minute == 45 && t.Hour % 6 == 0, true),
        ("every day at 02:30", t => t is { Hour: 2, Minute: 30 }, true),
        ("every day at 01:15 and 02:15", t => t is { Hour: 1 or 2, Minute: 15 }, true),
        ("every day at 02:00 and 14:00", t => t is { Hour: 2 or 14, Minute: 0 }, true),
        ("every weekday at 00:30", t => t is { Hour: 0, Minute: 30, DayOfWeek: not (DayOfWeek.Saturday or DayOfWeek.Sunday) }, true),
        ("every Monday and Thursday at 07:30",
            t => t is { Hour: 7, Minute: 30, DayOfWeek: DayOfWeek.Monday or DayOfWeek.Thursday }, true),
        ("every Sunday at 02:10", t => t is { Hour: 2, Minute: 10, DayOfWeek: DayOfWeek.Sunday }, true),
        ("first day of the month at 02:00", t => t is { Day: 1, Hour: 2, Minute: 0 }, true),
        ("last day of the month at 23:45", t => t is { Hour: 23, Minute: 45 } && t.AddDays(1).Day == 1, true),
        ("15th day of the month at 06:00", t => t is { Day: 15, Hour: 6, Minute: 0 }, true),
        ("31st day of the month at 06:00", t => t is { Day: 31, Hour: 6, Minute: 0 }, true),
        ("cron 10,40 1-4 * * *", t => t.Hour is >= 1 and <= 4 && (t.Minute is 10 or 40), true),
        ("cron 0 5 13 * FRI", t => t is { Hour: 5, Minute: 0 } && (t.Day == 13 || t.DayOfWeek == DayOfWeek.Friday), true),
        ("cron */20 * * 2,10 MON-FRI", t => t.Minute % 20 == 0 && (t.Month is 2 or 10)
            && t.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday), false),
    ];

    /// <summary>The schedule of the words.</summary>
    public static Schedule Parse(string words) => ScheduleText.Parse(words);
}
