using System.Globalization;
using System.Text.RegularExpressions;

namespace Koppel.Connectors.Excel;

/// <summary>Writes a cell's value as text, the same everywhere: 12, 0.5, true, 2026-01-31, 13:45:00.</summary>
internal static partial class CellText
{
    /// <summary>The value as text.</summary>
    public static string Render(object value) => value switch
    {
        string text => text,
        double number => Render(number),
        bool truth => truth ? "true" : "false",
        DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        TimeSpan duration => Render(duration),
        _ => throw new InvalidDataException($"A cell holds a {value.GetType().Name}."),
    };

    /// <summary>A heading: as text, without line breaks and doubled or outer spaces.</summary>
    public static string Heading(object value) => Spaces.Replace(Render(value), " ").Trim();

    /// <summary>Replaces <c>_x000a_</c> and the like by the character that it stands for, as Excel's files write it.</summary>
    public static string Unescape(string text) =>
        Escapes.Replace(text, m => ((char)int.Parse(m.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());

    static string Render(double number)
    {
        var shortest = number.ToString("R", CultureInfo.InvariantCulture);
        if (!shortest.Contains('E', StringComparison.Ordinal)) return number == 0 ? "0" : shortest;
        // A decimal holds 28 digits: enough to write these numbers without an exponent and lose none of the 17 that a double has.
        return Math.Abs(number) is >= 1e-9 and < 1e28
            ? decimal.Parse(shortest, NumberStyles.Float, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)
            : shortest;
    }

    static string Render(TimeSpan duration)
    {
        var size = duration.Duration();
        var fraction = size.Milliseconds == 0 ? "" : FormattableString.Invariant($".{size.Milliseconds:000}").TrimEnd('0');
        return FormattableString.Invariant($"{(duration < TimeSpan.Zero ? "-" : "")}{(long)size.TotalHours:00}:{size.Minutes:00}:{size.Seconds:00}{fraction}");
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces { get; }

    [GeneratedRegex("_x([0-9A-Fa-f]{4})_")]
    private static partial Regex Escapes { get; }
}
