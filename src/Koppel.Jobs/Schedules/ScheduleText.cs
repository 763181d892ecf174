using System.Globalization;
using System.Text.RegularExpressions;
using Koppel.Jobs.Times;

namespace Koppel.Jobs.Schedules;

/// <summary>Understands a schedule in words, English or Dutch.</summary>
public static partial class ScheduleText
{
    const string Forms = "Write it as: every 15 minutes; every 2 hours; every hour at :15; every day at 02:00; every weekday at 07:30 and "
        + "13:00; every Monday and Thursday at 07:30; first (last, 15th) day of the month at 06:00; cron 30 2 * * 1-5.";

    static readonly int[] s_all = [.. Enumerable.Range(0, 60)];

    /// <summary>The schedule of a text.</summary>
    /// <exception cref="ScheduleException">It is not understood, or nothing is ever due.</exception>
    public static Schedule Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.TrimStart().StartsWith("cron ", StringComparison.OrdinalIgnoreCase)) return CronText.Parse(text.TrimStart()[5..]);
        var words = new ScheduleTokens(text);
        var schedule = words.Take("every") ? Every(words, text) : Month(words, text);
        return words.Next.Length == 0 ? schedule : throw Wrong(text, $"'{words.Next}' is more than is understood");
    }

    static Schedule Every(ScheduleTokens words, string text)
    {
        if (Number(words.Next) is { } number)
        {
            words.Take();
            if (Ordinal().IsMatch(words.Next)) throw Wrong(text, $"'{words.Next}' has no place there");
            if (words.Take("minute")) return Minutes(number, text);
            return words.Take("hour") ? Hours(number, words, text) : throw Wrong(text, $"'{words.Next}' is neither minutes nor hours");
        }
        if (words.Take("minute")) return Minutes(1, text);
        if (words.Take("hour")) return Hours(1, words, text);
        if (words.Take("day")) return Days([], words, text);
        if (words.Take("weekday"))
            return Days([DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday], words, text);
        if (Weekday(words.Next) is null) return Month(words, text);
        var days = new HashSet<DayOfWeek>();
        do
        {
            days.Add(Weekday(words.Take()) ?? throw Wrong(text, $"behind 'and' stands no day of the week"));
        }
        while (words.Take("and"));
        return Days([.. days.OrderBy(d => ((int)d + 6) % 7)], words, text);
    }

    static Schedule Minutes(int every, string text)
    {
        if (every is 0 or > 59 || 60 % every != 0)
            throw Wrong(text, $"{every} minutes do not fill an hour; 1, 2, 3, 4, 5, 6, 10, 12, 15, 20 and 30 do");
        var pattern = new WallPattern { Hours = s_all[..24], Minutes = [.. s_all.Where(m => m % every == 0)] };
        return new Schedule(ScheduleKind.Minutes, pattern) { Every = every };
    }

    static Schedule Hours(int every, ScheduleTokens words, string text)
    {
        if (every is 0 or > 12 || 24 % every != 0) throw Wrong(text, $"{every} hours do not fill a day; 1, 2, 3, 4, 6, 8 and 12 do");
        var minute = 0;
        if (words.Take("at"))
        {
            var told = words.Take();
            minute = told.StartsWith(':') && Number(told[1..]) is < 60 and var found ? found
                : throw Wrong(text, $"'{told}' is no minute of an hour, such as :15");
        }
        var pattern = new WallPattern { Hours = [.. s_all[..24].Where(h => h % every == 0)], Minutes = [minute] };
        return new Schedule(ScheduleKind.Hours, pattern) { Every = every, Minute = minute };
    }

    static Schedule Days(IReadOnlyList<DayOfWeek> days, ScheduleTokens words, string text)
    {
        var times = Times(words, text);
        var pattern = OfTimes(times, null, days.Count == 0 ? null : days.ToHashSet());
        return new Schedule(ScheduleKind.Days, pattern) { Weekdays = days, Times = times };
    }

    static Schedule Month(ScheduleTokens words, string text)
    {
        words.Take("on");
        words.Take("the");
        words.Take("every");
        var word = words.Take();
        var day = word switch
        {
            "" => throw Wrong(text, "it is empty"),
            "first" => 1,
            "last" => Schedule.LastDay,
            _ when Ordinal().Match(word) is { Success: true } match
                && Number(match.Groups[1].Value) is >= 1 and <= 31 and var number => number,
            _ => throw Wrong(text, $"'{word}' is not understood"),
        };
        if (!words.Take("day")) throw Wrong(text, $"behind '{word}' must stand 'day of the month'");
        words.Take("of");
        words.Take("the");
        if (!words.Take("month")) throw Wrong(text, $"behind '{word} day' must stand 'of the month'");
        var times = Times(words, text);
        return new Schedule(ScheduleKind.Month, OfTimes(times, new HashSet<int> { day }, null)) { Day = day, Times = times };
    }

    static TimeOnly[] Times(ScheduleTokens words, string text)
    {
        if (!words.Take("at")) throw Wrong(text, "it does not say at what time");
        var times = new SortedSet<TimeOnly>();
        do
        {
            var told = words.Take();
            if (!TimeOnly.TryParseExact(told, ["H:mm", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
                throw Wrong(text, $"'{told}' is no time of the day, such as 02:00");
            times.Add(time);
        }
        while (words.Take("and"));
        // A pattern has hours and minutes apart.
        var made = times.Select(t => t.Hour).Distinct().Count() * times.Select(t => t.Minute).Distinct().Count();
        return made == times.Count ? [.. times]
            : throw Wrong(text, "its times differ in hours and in minutes; make a job of each, or write them with the same minutes");
    }

    static WallPattern OfTimes(TimeOnly[] times, IReadOnlySet<int>? days, IReadOnlySet<DayOfWeek>? weekdays) => new()
    {
        Hours = [.. times.Select(t => t.Hour).Distinct().Order()], Minutes = [.. times.Select(t => t.Minute).Distinct().Order()],
        Days = days, Weekdays = weekdays,
    };

    static DayOfWeek? Weekday(string word) =>
        Enum.TryParse<DayOfWeek>(word, ignoreCase: true, out var day) && !char.IsDigit(word[0]) ? day : null;

    static int? Number(string word) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    static ScheduleException Wrong(string text, string why) => new($"The schedule '{text}' is not understood: {why}. {Forms}");

    [GeneratedRegex("^([0-9]{1,2})(st|nd|rd|th|e|de|ste)$")]
    private static partial Regex Ordinal();
}
