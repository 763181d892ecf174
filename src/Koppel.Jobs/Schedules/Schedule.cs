using Koppel.Jobs.Times;

namespace Koppel.Jobs.Schedules;

/// <summary>When a job is due, as it was understood: a kind and its figures, of which a reader makes words in its own language.</summary>
public sealed record Schedule
{
    internal Schedule(ScheduleKind kind, WallPattern pattern) => (Kind, Pattern) = (kind, pattern);

    /// <summary>The kind.</summary>
    public ScheduleKind Kind { get; }

    /// <summary>The last day of a month, among <see cref="Day"/>.</summary>
    public const int LastDay = WallPattern.LastDay;

    /// <summary>Every so many minutes or hours; 0 for the other kinds.</summary>
    public int Every { get; init; }

    /// <summary>Of hours: at which minute.</summary>
    public int Minute { get; init; }

    /// <summary>Of days: on which days of the week, from Monday; empty for every day.</summary>
    public IReadOnlyList<DayOfWeek> Weekdays { get; init; } = [];

    /// <summary>Of months: the day, from 1, or <see cref="LastDay"/>.</summary>
    public int Day { get; init; }

    /// <summary>Of days and months: at which times, in their order.</summary>
    public IReadOnlyList<TimeOnly> Times { get; init; } = [];

    /// <summary>Of a crontab's line: its fields as they are written.</summary>
    public string Cron { get; init; } = "";

    /// <summary>What it means.</summary>
    internal WallPattern Pattern { get; }

    /// <summary>It in English words, such as <c>every day at 02:00</c>. They are understood again.</summary>
    public string Text => ScheduleWords.Of(this);

    /// <summary>The first due time behind an instant, in UTC; null when none ever comes.</summary>
    /// <param name="zone">The zone whose clock is meant.</param>
    /// <param name="after">The instant.</param>
    public DateTimeOffset? Next(TimeZoneInfo zone, DateTimeOffset after) => new DueTimes(Pattern, zone).Next(after);

    /// <summary>The due times behind one instant, up to another and with it, in their order and in UTC.</summary>
    /// <param name="zone">The zone whose clock is meant.</param>
    /// <param name="after">The one.</param>
    /// <param name="until">The other.</param>
    public IEnumerable<DateTimeOffset> Between(TimeZoneInfo zone, DateTimeOffset after, DateTimeOffset until) =>
        new DueTimes(Pattern, zone).Between(after, until);
}

/// <summary>Kinds of schedules.</summary>
public enum ScheduleKind
{
    /// <summary>Every so many minutes.</summary>
    Minutes,

    /// <summary>Every so many hours, at a minute.</summary>
    Hours,

    /// <summary>On days of the week, or all, at times of the day.</summary>
    Days,

    /// <summary>On a day of the month, at times of the day.</summary>
    Month,

    /// <summary>As a line of a crontab says.</summary>
    Cron,
}
