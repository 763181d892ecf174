using System.Globalization;

namespace Koppel.Sandbox.Salesforce.State;

/// <summary>
/// Numbers as the platform writes them, which keeps them as doubles: one digit behind the point at least, and from ten million on (and
/// below a thousandth) a power of ten. Whole fields are written without a point.
/// </summary>
internal static class NumberText
{
    const decimal Large = 10_000_000;
    const decimal Small = 0.001m;

    public static string Of(decimal value, bool isWhole)
    {
        var text = new Utf8Text();
        Add(text, value, isWhole);
        return System.Text.Encoding.ASCII.GetString(text.Written.Span);
    }

    public static void Add(Utf8Text text, decimal value, bool isWhole)
    {
        if (isWhole || value == 0 || Math.Abs(value) is >= Small and < Large)
        {
            var shortest = value / 1.0000000000000000000000000000m;
            text.Add(shortest);
            if (!isWhole && shortest == decimal.Truncate(shortest)) text.Add(".0"u8);
            return;
        }

        AddScientific(text, (double)value);
    }

    static void AddScientific(Utf8Text text, double value)
    {
        // Seventeen digits say more than there is; the shortest ones that stand for the same number are wanted.
        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        var (mantissa, power) = shortest.IndexOf('E', StringComparison.Ordinal) is >= 0 and var e
            ? (shortest[..e], int.Parse(shortest.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))
            : (shortest, 0);
        var sign = mantissa.StartsWith('-') ? "-" : "";
        var (whole, fraction) = mantissa.TrimStart('-').Split('.') is [var before, var behind] ? (before, behind)
            : (mantissa.TrimStart('-'), "");
        var digits = (whole + fraction).TrimStart('0');
        power += whole.Length - 1 - ((whole + fraction).Length - digits.Length);
        digits = digits.TrimEnd('0');
        if (digits.Length == 0) digits = "0";
        text.Add($"{sign}{digits[0]}.{(digits.Length > 1 ? digits[1..] : "0")}E{power.ToString(CultureInfo.InvariantCulture)}");
    }
}
