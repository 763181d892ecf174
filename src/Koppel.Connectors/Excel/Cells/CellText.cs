using System.Globalization;
using System.Text.RegularExpressions;

namespace Koppel.Connectors.Excel.Cells;

/// <summary>Writes a cell's value as text, the same everywhere: 12, 0.5, true, 2026-01-31, 13:45:00.</summary>
internal static partial class CellText
{
    /// <summary>The value as text; that of an empty cell is empty.</summary>
    public static string Render(in Cell cell) => cell.Kind switch
    {
        CellKinds.None => "",
        CellKinds.Text => cell.Text!,
        CellKinds.Whole => cell.Bits.ToString(CultureInfo.InvariantCulture),
        CellKinds.Number => Render(cell.Number),
        CellKinds.Boolean => cell.Bits != 0 ? "true" : "false",
        CellKinds.Date => DateTime.UnixEpoch.AddDays(cell.Bits).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        CellKinds.Timestamp => Ticks(DateTime.UnixEpoch, cell).ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        CellKinds.Time => Ticks(default, cell).ToString("HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        CellKinds.Duration => Render(TimeSpan.FromTicks(cell.Bits * TimeSpan.TicksPerMillisecond)),
        _ => throw new InvalidOperationException($"A cell holds {cell.Kind}, which is no single kind."),
    };

    /// <summary>A heading: as text, without line breaks and doubled or outer spaces.</summary>
    public static string Heading(string text) => Spaces.Replace(text, " ").Trim();

    /// <summary>Replaces <c>_x000a_</c> and the like by the character that it stands for, as Excel's files write it.</summary>
    public static string Unescape(string text) => !text.Contains("_x", StringComparison.Ordinal) ? text
        : Escapes.Replace(
            text, m => ((char)int.Parse(m.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());

    static DateTime Ticks(DateTime start, in Cell cell) => start.AddTicks(cell.Bits * TimeSpan.TicksPerMicrosecond);

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
        return FormattableString.Invariant(
            $"{(duration < TimeSpan.Zero ? "-" : "")}{(long)size.TotalHours:00}:{size.Minutes:00}:{size.Seconds:00}{fraction}");
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces { get; }

    [GeneratedRegex("_x([0-9A-Fa-f]{4})_")]
    private static partial Regex Escapes { get; }
}
