using System.Text.RegularExpressions;

namespace Koppel.Sandbox.Salesforce.Soql;

/// <summary>
/// Spans of days that are named from today on: TODAY, LAST_N_DAYS:n, THIS_FISCAL_QUARTER, … The week begins on Sunday and the fiscal year
/// with January.
/// </summary>
internal static partial class RelativeDates
{
    // More days than there are.
    const int MostCount = 4_000_000;

    public static bool IsName(string name) =>
        name.ToUpperInvariant() is "TODAY" or "YESTERDAY" or "TOMORROW" or "LAST_90_DAYS" or "NEXT_90_DAYS"
        || Unit().IsMatch(name) || IsCounted(name);

    public static bool IsCounted(string name) => Counted().IsMatch(name);

    /// <summary>The first day of a span, and the first one after it.</summary>
    public static (DateOnly From, DateOnly To) Of(string name, int count, DateOnly today)
    {
        (name, count) = (name.ToUpperInvariant(), Math.Min(count, MostCount));
        if (Unit().Match(name) is { Success: true } unit)
        {
            var steps = unit.Groups["which"].Value switch { "LAST" => -1, "NEXT" => 1, _ => 0 };
            var start = Start(unit.Groups["unit"].Value, today);
            return Units(unit.Groups["unit"].Value, start, steps, steps + 1);
        }

        if (Counted().Match(name) is { Success: true } counted)
        {
            var what = counted.Groups["unit"].Value.TrimEnd('S');
            var start = Start(what, today);
            if (counted.Groups["ago"].Success) return Units(what, start, -count, -count + 1);
            if (counted.Groups["which"].Value == "NEXT") return Units(what, start, 1, count + 1);
            // Days count today in, longer units only those that are over.
            return Units(what, start, -count, what == "DAY" ? 1 : 0);
        }

        return name switch
        {
            "YESTERDAY" => (today.AddDays(-1), today),
            "TOMORROW" => (today.AddDays(1), today.AddDays(2)),
            "LAST_90_DAYS" => (today.AddDays(-90), today.AddDays(1)),
            "NEXT_90_DAYS" => (today.AddDays(1), today.AddDays(91)),
            _ => (today, today.AddDays(1)),
        };
    }

    static DateOnly Start(string unit, DateOnly today) => unit switch
    {
        "DAY" => today,
        "WEEK" => today.AddDays(-(int)today.DayOfWeek),
        "MONTH" => new(today.Year, today.Month, 1),
        "QUARTER" or "FISCAL_QUARTER" => new(today.Year, ((today.Month - 1) / 3 * 3) + 1, 1),
        _ => new(today.Year, 1, 1),
    };

    static (DateOnly From, DateOnly To) Units(string unit, DateOnly start, int from, int to) =>
        (Moved(unit, start, from), Moved(unit, start, to));

    // Beyond the first and the last day that there is, it is that day.
    static DateOnly Moved(string unit, DateOnly start, int steps)
    {
        if (unit is "DAY" or "WEEK")
        {
            var day = start.DayNumber + ((long)steps * (unit == "WEEK" ? 7 : 1));
            return DateOnly.FromDayNumber((int)Math.Clamp(day, 0, DateOnly.MaxValue.DayNumber));
        }

        var months = unit switch { "MONTH" => 1, "QUARTER" or "FISCAL_QUARTER" => 3, _ => 12 };
        var month = Math.Clamp((start.Year * 12L) + start.Month - 1 + ((long)steps * months), 12, (DateOnly.MaxValue.Year * 12L) + 11);
        return new((int)(month / 12), (int)(month % 12) + 1, 1);
    }

    [GeneratedRegex("^(?<which>LAST|THIS|NEXT)_(?<unit>WEEK|MONTH|QUARTER|YEAR|FISCAL_QUARTER|FISCAL_YEAR)$", RegexOptions.IgnoreCase)]
    private static partial Regex Unit();

    [GeneratedRegex(
        "^((?<which>LAST|NEXT)_N_(?<unit>DAYS|WEEKS|MONTHS|QUARTERS|YEARS|FISCAL_QUARTERS|FISCAL_YEARS)"
        + "|(?<ago>N)_(?<unit>DAYS|WEEKS|MONTHS|QUARTERS|YEARS|FISCAL_QUARTERS|FISCAL_YEARS)_AGO)$", RegexOptions.IgnoreCase)]
    private static partial Regex Counted();
}
