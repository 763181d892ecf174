using System.Globalization;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Segments;

/// <summary>A stretch of time, in UTC.</summary>
/// <param name="From">Its begin.</param>
/// <param name="Until">What follows its last moment.</param>
internal readonly record struct Period(DateTime From, DateTime Until)
{
    /// <summary>
    /// Reads a day or a moment: <c>2026-05-01</c>, <c>2026-05-01T14:00:00-05:00</c>, <c>today</c>, <c>yesterday</c>, <c>-30 days</c>,
    /// <c>+1 week</c>, <c>-12 hours</c>, <c>now</c>. Days are those of US Central time, as everywhere in the API.
    /// </summary>
    public static bool TryRead(string text, DateTime now, out Period period)
    {
        text = text.Trim();
        if (CentralTime.TryRead(text, out var moment))
        {
            period = text.Length == "2026-05-01".Length ? DayOf(moment) : Second(moment);
            return true;
        }

        var words = text.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        period = default;
        if (words is [("now" or "today" or "yesterday" or "tomorrow") and var word])
        {
            period = word switch { "now" => Second(now), "today" => Day(now, 0), "yesterday" => Day(now, -1), _ => Day(now, 1) };
            return true;
        }

        if (words.Length != 2 || !int.TryParse(words[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count)
            || Math.Abs(count) > 36_500) return false;
        switch (words[1].TrimEnd('s'))
        {
            case "hour": period = Second(now.AddHours(count)); break;
            case "day": period = Day(now, count); break;
            case "week": period = Day(now, 7 * count); break;
            case "month" when Math.Abs(count) <= 1200: period = DayOf(StartOfDay(now).AddMonths(count)); break;
            case "year" when Math.Abs(count) <= 100: period = DayOf(StartOfDay(now).AddYears(count)); break;
            default: return false;
        }

        return true;
    }

    static Period Second(DateTime moment) => new(moment, moment.AddSeconds(1));

    static Period Day(DateTime now, int away) => DayOf(StartOfDay(now).AddDays(away));

    /// <summary>The whole Central day that a moment is in.</summary>
    static Period DayOf(DateTime moment) => new(StartOfDay(moment), StartOfDay(StartOfDay(moment).AddHours(36)));

    static DateTime StartOfDay(DateTime moment) => CentralTime.TryRead(CentralTime.Day(moment), out var start) ? start : moment;
}
