using System.Globalization;
using System.Text;
using Koppel.Engine.Sql;

namespace Koppel.Engine.Dialects.Formats;

/// <summary>Writes times by Oracle's formats, names in English.</summary>
internal static class DateWriter
{
    /// <summary>As long as Wednesday and September.</summary>
    const int LongestName = 9;

    static readonly CultureInfo English = CultureInfo.InvariantCulture;

    /// <summary>The time as text.</summary>
    /// <param name="format">The format.</param>
    /// <param name="moment">The time.</param>
    public static string Write(DateFormat format, Moment moment)
    {
        var written = new StringBuilder();
        foreach (var element in format.Elements) written.Append(element.Code.Length == 0 ? element.Written : Write(element, moment));
        return written.ToString();
    }

    static string Write(DateElement element, Moment moment)
    {
        var time = moment.Time;
        var hour = time.Hour % 12 == 0 ? 12 : time.Hour % 12;
        return element.Code switch
        {
            "YYYY" or "RRRR" => Number(time.Year, 4),
            "YYY" => Number(time.Year % 1_000, 3),
            "YY" or "RR" => Number(time.Year % 100, 2),
            "Y" => Number(time.Year % 10, 1),
            "IYYY" => Number(ISOWeek.GetYear(time), 4),
            "IY" => Number(ISOWeek.GetYear(time) % 100, 2),
            "CC" => Number((time.Year + 99) / 100, 2),
            "Q" => Number((time.Month + 2) / 3, 1),
            "MM" => Number(time.Month, 2),
            "MONTH" => Name(time.ToString("MMMM", English), LongestName),
            "MON" => Name(time.ToString("MMM", English), 3),
            "WW" => Number(((time.DayOfYear - 1) / 7) + 1, 2),
            "IW" => Number(ISOWeek.GetWeekOfYear(time), 2),
            "W" => Number(((time.Day - 1) / 7) + 1, 1),
            "DDD" => Number(time.DayOfYear, 3),
            "DD" => Number(time.Day, 2),
            "D" => Number((int)time.DayOfWeek + 1, 1), // As in America, where a week begins on Sunday.
            "DAY" => Name(time.ToString("dddd", English), LongestName),
            "DY" => Name(time.ToString("ddd", English), 3),
            "J" => Number(JulianDay.Of(time), 7),
            "HH24" => Number(time.Hour, 2),
            "HH" or "HH12" => Number(hour, 2),
            "MI" => Number(time.Minute, 2),
            "SSSSS" => Number((int)time.TimeOfDay.TotalSeconds, 5),
            "SS" => Number(time.Second, 2),
            "FF" => moment.Fraction[..6],
            ['F', 'F', var places] => moment.Fraction[..(places - '0')],
            "AM" or "PM" => Name(time.Hour < 12 ? "AM" : "PM", 2),
            "A.M." or "P.M." => Name(time.Hour < 12 ? "A.M." : "P.M.", 4),
            "TZH" => Zone(..3),
            "TZM" => Zone(4..),
            _ => throw new InvalidOperationException($"{element.Code} is no element."),
        };

        string Number(int number, int width)
        {
            var text = number.ToString(element.IsTight ? "0" : new string('0', width), English);
            return element.Ordinal.Length > 0 ? text + Cased(Ordinal(number), element.Ordinal) : text;
        }

        string Name(string name, int width) => Cased(name, element.Written).PadRight(element.IsTight ? 0 : width);

        string Zone(Range part) => moment.Zone is { } zone
            ? zone[part]
            : throw new FunctionFaultException("to_char", $"{element.Written} is the zone of a time, and this one has none. Leave it out.");
    }

    /// <summary>MONTH, Month or month.</summary>
    static string Cased(string name, string written) =>
        char.IsLower(written[0]) ? name.ToLowerInvariant() : char.IsUpper(written[^1]) || (written.Length > 1 && char.IsUpper(written[1]))
            ? name.ToUpperInvariant()
            : char.ToUpperInvariant(name[0]) + name[1..].ToLowerInvariant();

    static string Ordinal(int number) => (number % 100) is >= 11 and <= 13 ? "th" : (number % 10) switch
    {
        1 => "st", 2 => "nd", 3 => "rd", _ => "th",
    };
}
