using Koppel.Engine.Sql;

namespace Koppel.Engine.Dialects.Formats;

/// <summary>A piece of a format.</summary>
/// <param name="Code">The element in capitals; empty for a text.</param>
/// <param name="Written">As it was written: the case of a name follows it. The text itself for a text.</param>
/// <param name="IsTight">It stands behind <c>FM</c>: without blanks and leading zeros.</param>
/// <param name="Ordinal">The <c>TH</c> behind it as it was written; empty without.</param>
internal sealed record DateElement(string Code, string Written, bool IsTight, string Ordinal = "");

/// <summary>Oracle's format of a time, such as <c>DD-MM-YYYY HH24:MI</c>.</summary>
/// <param name="Text">As it was written.</param>
/// <param name="Elements">Its pieces in order.</param>
internal sealed record DateFormat(string Text, IReadOnlyList<DateElement> Elements)
{
    /// <summary>The longer before those that they begin with.</summary>
    static readonly string[] Codes =
    [
        "SSSSS", "MONTH", "YYYY", "RRRR", "IYYY", "HH24", "HH12", "A.M.", "P.M.", "YYY", "DDD", "DAY", "MON", "TZH", "TZM", "FF1", "FF2",
        "FF3", "FF4", "FF5", "FF6", "FF7", "FF8", "FF9", "YY", "RR", "IY", "MM", "DD", "DY", "HH", "MI", "SS", "FF", "AM", "PM", "WW",
        "IW", "CC", "Y", "Q", "D", "W", "J",
    ];

    /// <summary>Reads a format.</summary>
    /// <param name="function">The function that is called.</param>
    /// <param name="format">The format.</param>
    /// <exception cref="FunctionFaultException">An element is not known.</exception>
    public static DateFormat Parse(string function, string format)
    {
        var elements = new List<DateElement>();
        var isTight = false;
        for (var at = 0; at < format.Length;)
        {
            if (Begins(format, at, "FM")) (isTight, at) = (!isTight, at + 2);
            else if (Begins(format, at, "FX")) at += 2; // Exact, as it always is here.
            else if (format[at] == '"')
            {
                var end = format.IndexOf('"', at + 1);
                if (end < 0) throw new FunctionFaultException(function, $"In '{format}' a text that begins with \" does not end.");
                elements.Add(new("", format[(at + 1)..end], isTight));
                at = end + 1;
            }
            else if (Codes.FirstOrDefault(c => Begins(format, at, c)) is { } code)
            {
                var end = at + code.Length;
                var ordinal = Begins(format, end, "TH") ? format.Substring(end, 2) : "";
                elements.Add(new(code, format[at..end], isTight, ordinal));
                at = end + ordinal.Length;
            }
            else if (char.IsLetterOrDigit(format[at]))
            {
                throw new FunctionFaultException(function,
                    $"'{format[at..]}' in '{format}' begins with no element of a time that is known here. Known are YYYY, RR, MM, MON, "
                        + "MONTH, DD, DY, DAY, HH24, HH12, MI, SS, FF, AM and others; a text stands in double quotes.");
            }
            else elements.Add(new("", format[at++].ToString(), isTight));
        }
        return new DateFormat(format, elements);
    }

    static bool Begins(string format, int at, string code) => format.AsSpan(at).StartsWith(code, StringComparison.OrdinalIgnoreCase);
}
