using System.Globalization;

namespace Koppel.Jobs.Schedules;

/// <summary>A schedule in English words.</summary>
internal static class ScheduleWords
{
    static readonly DayOfWeek[] s_working =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    /// <summary>The words.</summary>
    public static string Of(Schedule schedule) => schedule.Kind switch
    {
        ScheduleKind.Minutes => schedule.Every == 1 ? "every minute" : Invariant($"every {schedule.Every} minutes"),
        ScheduleKind.Hours when schedule.Every == 1 => Invariant($"every hour at :{schedule.Minute:00}"),
        ScheduleKind.Hours => Invariant($"every {schedule.Every} hours at :{schedule.Minute:00}"),
        ScheduleKind.Days => $"every {Days(schedule.Weekdays)} at {Times(schedule.Times)}",
        ScheduleKind.Month => $"{Ordinal(schedule.Day)} day of the month at {Times(schedule.Times)}",
        _ => $"cron {schedule.Cron}",
    };

    /// <summary>Whether these are the days from Monday to Friday.</summary>
    public static bool AreWorkingDays(IReadOnlyList<DayOfWeek> days) => days.SequenceEqual(s_working);

    static string Days(IReadOnlyList<DayOfWeek> days) => days.Count == 0 ? "day"
        : AreWorkingDays(days) ? "weekday"
        : string.Join(" and ", days);

    static string Times(IReadOnlyList<TimeOnly> times) =>
        string.Join(" and ", times.Select(t => t.ToString("HH:mm", CultureInfo.InvariantCulture)));

    static string Ordinal(int day) => day switch
    {
        Schedule.LastDay => "last",
        1 => "first",
        21 or 31 => Invariant($"{day}st"),
        2 or 22 => Invariant($"{day}nd"),
        3 or 23 => Invariant($"{day}rd"),
        _ => Invariant($"{day}th"),
    };

    static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
