using System.Globalization;
using Koppel.Jobs.Times;

namespace Koppel.Jobs.Schedules;

/// <summary>Understands the five fields of a crontab's line, or six with seconds first.</summary>
internal static class CronText
{
    static readonly string[] s_months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

    static readonly string[] s_days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    /// <summary>The schedule of such a line.</summary>
    /// <exception cref="ScheduleException">It is not understood, or nothing is ever due.</exception>
    public static Schedule Parse(string text)
    {
        var fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length is not (5 or 6))
            throw Wrong(text, $"it has {fields.Length} fields and not 5 (minute, hour, day, month, day of the week), or 6 with seconds "
                + "first");
        var (seconds, rest) = fields.Length == 6 ? (fields[0], fields[1..]) : ("0", fields);
        var pattern = new WallPattern
        {
            Seconds = [.. Numbers(seconds, 0, 59, [], text, "second")],
            Minutes = [.. Numbers(rest[0], 0, 59, [], text, "minute")],
            Hours = [.. Numbers(rest[1], 0, 23, [], text, "hour")],
            Days = IsAny(rest[2]) ? null : Numbers(rest[2], 1, 31, [], text, "day"),
            Months = IsAny(rest[3]) ? null : Numbers(rest[3], 1, 12, s_months, text, "month"),
            Weekdays = IsAny(rest[4]) ? null
                : Numbers(rest[4], 0, 7, s_days, text, "day of the week").Select(d => (DayOfWeek)(d % 7)).ToHashSet(),
        };
        var schedule = new Schedule(ScheduleKind.Cron, pattern) { Cron = string.Join(' ', fields) };
        return schedule.Next(TimeZoneInfo.Utc, new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero)) is not null ? schedule
            : throw Wrong(text, "no such day ever comes");
    }

    static bool IsAny(string field) => field is "*" or "?";

    static SortedSet<int> Numbers(string field, int least, int most, string[] names, string text, string what)
    {
        var numbers = new SortedSet<int>();
        foreach (var part in field.Split(','))
        {
            if (part == "L" && what == "day")
            {
                numbers.Add(WallPattern.LastDay);
                continue;
            }
            var (range, step) = part.Split('/') switch
            {
                [var one] => (one, 1),
                [var one, var by] when Number(by, [], 0) is > 0 and var every => (one, every),
                _ => throw Wrong(text, $"'{part}' is no {what}"),
            };
            var (from, to) = range.Split('-') switch
            {
                ["*"] or ["?"] => (least, most == 7 ? 6 : most),
                [var one] when Number(one, names, least) is { } single => (single, range == part ? single : most),
                [var one, var other] when Number(one, names, least) is { } a && Number(other, names, least) is { } b => (a, b),
                _ => throw Wrong(text, $"'{part}' is no {what}"),
            };
            if (from < least || to > most || from > to) throw Wrong(text, $"'{part}' is no {what}: it goes from {least} to {most}");
            for (var n = from; n <= to; n += step) numbers.Add(n);
        }
        return numbers;
    }

    /// <summary>A number, or the name that stands for one.</summary>
    static int? Number(string word, string[] names, int first) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : Array.IndexOf(names, word.ToUpperInvariant()) is >= 0 and var found ? found + first
        : null;

    static ScheduleException Wrong(string text, string why) => new(
        $"The cron line '{text.Trim()}' is not understood: {why}. Write it as 30 2 * * 1-5 (at 02:30 from Monday to Friday).");
}
