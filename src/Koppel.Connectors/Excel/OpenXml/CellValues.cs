using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using Koppel.Connectors.Excel.Cells;

namespace Koppel.Connectors.Excel.OpenXml;

/// <summary>
/// What a cell holds, by its type, its written value and its style. What does not fit its type stays the text that it is.
/// </summary>
/// <param name="formats">The format of each style.</param>
/// <param name="from1904">Whether day 0 is the first of January 1904.</param>
internal sealed partial class CellValues(IReadOnlyList<NumberFormat> formats, bool from1904)
{
    /// <summary>The value of a cell that holds no text of its own.</summary>
    public Cell Read(string type, string written, int style) => type switch
    {
        "" or "n" => Number(written, style),
        "b" => written.Trim() switch
        {
            "1" or "true" or "TRUE" => Cell.Of(true),
            "0" or "false" or "FALSE" => Cell.Of(false),
            _ => Cell.Of(written),
        },
        "e" => Cell.Empty,
        "d" => Iso(written, style),
        _ => Cell.Of(written),
    };

    Cell Number(string written, int style)
    {
        var format = style < formats.Count ? formats[style] : NumberFormat.General;
        if (Whole(written) is { } whole && !format.IsOfTime) return new Cell(CellKinds.Whole, whole);
        if (!double.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return IsNoNumber(written) ? Cell.Empty : Cell.Of(written);
        if (!double.IsFinite(number)) return IsNoNumber(written) ? Cell.Empty : Cell.Of(written.Trim());
        if (format.IsOfTime) return Serial.ToCell(number, format.KindOf(number), from1904);
        return Math.Abs(number) >= Cell.LargestWhole && IsChanged(written.Trim(), number) ? Cell.Of(written.Trim()) : Cell.Of(number);
    }

    /// <summary>A whole number of at most 15 digits, which are most numbers.</summary>
    static long? Whole(string written)
    {
        var start = written.Length > 0 && written[0] == '-' ? 1 : 0;
        if (written.Length - start is < 1 or > 15) return null;
        var number = 0L;
        for (var i = start; i < written.Length; i++)
        {
            var digit = written[i] - '0';
            if ((uint)digit > 9) return null;
            number = number * 10 + digit;
        }
        return start == 0 ? number : -number;
    }

    /// <summary>
    /// Whether a whole number was written with more digits than a number in Excel keeps, as some programs write long codes.
    /// </summary>
    static bool IsChanged(string written, double number) =>
        written.AsSpan(written.StartsWith('-') ? 1 : 0).IndexOfAnyExceptInRange('0', '9') < 0
        && !(decimal.TryParse(written, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exact)
            && Math.Abs(number) < 7.9e28 && exact == ExactOf(number));

    /// <summary>All digits of a whole number.</summary>
    static decimal ExactOf(double number) =>
        decimal.Parse(number.ToString("F0", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    static bool IsNoNumber(string written) => written.Trim() is "" or "NaN" or "-INF" or "-Infinity" or "INF" or "Infinity";

    /// <summary>
    /// A day, a time or an amount of time in the form of ISO 8601, as 'Strict Open XML' writes it, to the millisecond. One with a zone
    /// stays a text.
    /// </summary>
    Cell Iso(string written, int style)
    {
        var text = written.Trim();
        if (text.TrimStart('-').StartsWith('P')) return Amount(text, written);
        if (text.EndsWith('Z')) text = text[..^1];
        text = Fraction.Replace(text, "$1");
        if (TimeOnly.TryParseExact(text.TrimStart('T'), Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return Cell.Of(time);
        if (!DateTime.TryParseExact(text, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return Cell.Of(written);
        // A time of day is written with the day that counts as none.
        var isOfTime = style < formats.Count && formats[style].KindOf(0.5) == FormatKind.Time;
        var isFirstDay =
            day.Date == new DateTime(1899, 12, 31) || day.Date == new DateTime(1899, 12, 30) || day.Date == new DateTime(1904, 1, 1);
        return isOfTime && isFirstDay ? Cell.Of(TimeOnly.FromDateTime(day)) : Cell.Of(day);
    }

    static Cell Amount(string text, string written)
    {
        try
        {
            return Cell.Of(XmlConvert.ToTimeSpan(text));
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return Cell.Of(written);
        }
    }

    static readonly string[] Times = ["HH:mm", "HH:mm:ss", "HH:mm:ss.FFF"];
    static readonly string[] Days =
        ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ss.FFF", "yyyy-MM-dd HH:mm:ss"];

    /// <summary>A fraction of seconds, of which some programs write twenty digits.</summary>
    [GeneratedRegex(@"(\.[0-9]{3})[0-9]+\z")]
    private static partial Regex Fraction { get; }
}
