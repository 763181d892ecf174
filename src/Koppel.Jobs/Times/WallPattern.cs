namespace Koppel.Jobs.Times;

/// <summary>
/// Which times of the clock on the wall are meant: each of its parts is a set of numbers. A time is meant when all of its parts are.
/// </summary>
internal sealed class WallPattern
{
    /// <summary>Stands among the days for the last one of a month.</summary>
    public const int LastDay = 0;

    static readonly int[] s_onTheMinute = [0];

    readonly Lazy<TimeSpan[]> _times;

    /// <summary>A pattern.</summary>
    public WallPattern() => _times = new Lazy<TimeSpan[]>(() =>
        [.. from h in Hours! from m in Minutes! from s in Seconds select new TimeSpan(h, m, s)]);

    /// <summary>Seconds in their order. The default is the full minute.</summary>
    public IReadOnlyList<int> Seconds { get; init; } = s_onTheMinute;

    /// <summary>Minutes in their order.</summary>
    public required IReadOnlyList<int> Minutes { get; init; }

    /// <summary>Hours in their order.</summary>
    public required IReadOnlyList<int> Hours { get; init; }

    /// <summary>Days of the month, from 1, or <see cref="LastDay"/>; null for all.</summary>
    public IReadOnlySet<int>? Days { get; init; }

    /// <summary>Months, from 1; null for all.</summary>
    public IReadOnlySet<int>? Months { get; init; }

    /// <summary>Days of the week; null for all. Where days of the month are named too, either is enough, as in a crontab.</summary>
    public IReadOnlySet<DayOfWeek>? Weekdays { get; init; }

    /// <summary>
    /// It names no hour: it goes by the time that passes, and not by the time of day. An hour that the clock shows twice then counts twice,
    /// and one that it leaves out does not count.
    /// </summary>
    public bool GoesByHours => Hours.Count == 24;

    /// <summary>The times of a day in their order.</summary>
    public IReadOnlyList<TimeSpan> Times => _times.Value;

    /// <summary>Whether a day is meant.</summary>
    public bool HasDay(DateOnly day)
    {
        if (Months is not null && !Months.Contains(day.Month)) return false;
        var ofMonth = Days is null || Days.Contains(day.Day)
            || (Days.Contains(LastDay) && day.Day == DateTime.DaysInMonth(day.Year, day.Month));
        var ofWeek = Weekdays is null || Weekdays.Contains(day.DayOfWeek);
        return Days is null ? ofWeek : Weekdays is null ? ofMonth : ofMonth || ofWeek;
    }
}
