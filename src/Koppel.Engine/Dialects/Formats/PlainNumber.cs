using System.Globalization;
using System.Numerics;

namespace Koppel.Engine.Dialects.Formats;

/// <summary>A number as its digits, so that none is lost.</summary>
/// <param name="IsNegative">It is below zero.</param>
/// <param name="Whole">The digits before the point, without leading zeros; empty below one.</param>
/// <param name="Fraction">The digits behind it.</param>
internal sealed record PlainNumber(bool IsNegative, string Whole, string Fraction)
{
    const int MostPlaces = 400;

    /// <summary>It is zero.</summary>
    public bool IsZero => Whole.Length == 0 && Fraction.All(c => c == '0');

    /// <summary>The number that a text is, such as <c>-12.50</c> or <c>1e+20</c>; null when it is none.</summary>
    public static PlainNumber? Parse(string text)
    {
        text = text.Trim();
        var isNegative = text.StartsWith('-');
        if (text.Length > 0 && text[0] is '-' or '+') text = text[1..];
        var exponent = 0;
        if (text.IndexOfAny(['e', 'E']) is > 0 and var e)
        {
            if (!int.TryParse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)) return null;
            if (Math.Abs(exponent) > MostPlaces) return null;
            text = text[..e];
        }
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var (whole, fraction) = point < 0 ? (text, "") : (text[..point], text[(point + 1)..]);
        if (whole.Length + fraction.Length == 0 || !whole.Concat(fraction).All(char.IsAsciiDigit)) return null;
        if (exponent > 0)
        {
            fraction = fraction.PadRight(exponent, '0');
            (whole, fraction) = (whole + fraction[..exponent], fraction[exponent..]);
        }
        else if (exponent < 0)
        {
            whole = whole.PadLeft(-exponent, '0');
            (whole, fraction) = (whole[..^-exponent], whole[^-exponent..] + fraction);
        }
        return new PlainNumber(isNegative, whole.TrimStart('0'), fraction);
    }

    /// <summary>With so many digits behind the point; a half goes away from zero.</summary>
    public PlainNumber Rounded(int places)
    {
        if (Fraction.Length <= places) return this with { Fraction = Fraction.PadRight(places, '0') };
        var digits = BigInteger.Parse("0" + Whole + Fraction[..places], CultureInfo.InvariantCulture);
        if (Fraction[places] >= '5') digits++;
        var text = digits.ToString(CultureInfo.InvariantCulture).PadLeft(places + 1, '0');
        return new PlainNumber(IsNegative, text[..^places].TrimStart('0'), text[^places..]);
    }
}
