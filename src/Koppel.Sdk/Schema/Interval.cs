using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Koppel.Sdk.Schema;

/// <summary>
/// A span of time in the three parts that SQL keeps apart, since months and days are not equally long: they do not turn into each other.
/// </summary>
/// <param name="Months">Months; twelve make a year.</param>
/// <param name="Days">Days.</param>
/// <param name="Microseconds">What is shorter than a day, or longer than one and was given in hours.</param>
public readonly partial record struct Interval(int Months, int Days, long Microseconds)
{
    const long Second = 1_000_000, Minute = 60 * Second, Hour = 60 * Minute;

    /// <summary>Reads it as ISO 8601 writes it: <c>P1Y2M3DT4H5M6.5S</c>, <c>PT90S</c>, <c>-P2W</c>.</summary>
    /// <exception cref="FormatException">It is written in another way.</exception>
    /// <exception cref="OverflowException">It is too long.</exception>
    public static Interval ParseIso(string text)
    {
        var match = Iso().Match(text);
        if (!match.Success) throw new FormatException($"'{text}' is no span of time such as P1DT12H.");
        var sign = match.Groups["sign"].Value == "-" ? -1 : 1;
        return new Interval(decimal.ToInt32((Part("years") * 12) + Part("months")), decimal.ToInt32((Part("weeks") * 7) + Part("days")),
            decimal.ToInt64((Part("hours") * Hour) + (Part("minutes") * Minute) + (Part("seconds") * Second)));

        decimal Part(string name) => match.Groups[name] is { Success: true } part
            ? sign * decimal.Parse(part.Value, NumberStyles.Float, CultureInfo.InvariantCulture)
            : 0;
    }

    /// <summary>As ISO 8601 writes it.</summary>
    public string ToIso()
    {
        var text = new StringBuilder("P");
        Append(text, Months / 12, 'Y');
        Append(text, Months % 12, 'M');
        Append(text, Days, 'D');
        if (Microseconds != 0)
        {
            text.Append('T');
            Append(text, Microseconds / Hour, 'H');
            Append(text, Microseconds / Minute % 60, 'M');
            Append(text, (decimal)(Microseconds % Minute) / Second, 'S');
        }
        return text.Length == 1 ? "PT0S" : text.ToString();

        static void Append(StringBuilder text, decimal value, char unit)
        {
            if (value != 0) text.Append(value.ToString("0.######", CultureInfo.InvariantCulture)).Append(unit);
        }
    }

    /// <summary>As the engine casts it to text, and reads it back: <c>1 year 2 months -3 days 04:05:06.7</c>.</summary>
    public override string ToString()
    {
        List<string> parts = [.. new[] { Part(Months / 12, "year"), Part(Months % 12, "month"), Part(Days, "day") }.OfType<string>()];
        if (Microseconds != 0 || parts.Count == 0)
        {
            var magnitude = Int128.Abs(Microseconds);
            var fraction = (long)(magnitude % Second);
            parts.Add(string.Create(CultureInfo.InvariantCulture,
                $"{(Microseconds < 0 ? "-" : "")}{magnitude / Hour:00}:{magnitude / Minute % 60:00}:{magnitude / Second % 60:00}")
                    + (fraction == 0 ? "" : "." + fraction.ToString("000000", CultureInfo.InvariantCulture).TrimEnd('0')));
        }
        return string.Join(' ', parts);

        static string? Part(int value, string unit) =>
            value == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{value} {unit}{(value is 1 or -1 ? "" : "s")}");
    }

    [GeneratedRegex(
        @"^(?<sign>[+-])?P(?=.)((?<years>-?\d+)Y)?((?<months>-?\d+)M)?((?<weeks>-?\d+)W)?((?<days>-?\d+)D)?"
            + @"(T(?=.)((?<hours>-?\d+)H)?((?<minutes>-?\d+)M)?((?<seconds>-?\d+(\.\d+)?)S)?)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Iso();
}
