using System.Globalization;
using System.Numerics;

namespace Koppel.Sdk.Schema;

/// <summary>Decimals of up to 38 digits as text: their digits without the point are a whole number.</summary>
internal static class DecimalText
{
    /// <summary>More digits than any decimal has: what is beyond them cannot fit, or rounds to nothing.</summary>
    const int Most = 80;

    /// <summary>Reads a number, such as <c>-12.5</c> or <c>1.25e3</c>, and rounds it to a scale, halves away from zero.</summary>
    /// <exception cref="FormatException">It is no number.</exception>
    /// <exception cref="OverflowException">It has too many digits.</exception>
    public static Int128 Parse(string text, int scale)
    {
        var number = text.AsSpan().Trim();
        var e = number.IndexOfAny('e', 'E');
        var exponent = e < 0 ? 0 : int.Parse(number[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (e >= 0) number = number[..e];
        var point = number.IndexOf('.');
        var behind = point < 0 ? 0 : number.Length - point - 1;
        string[] parts = point < 0 ? [number.ToString()] : [number[..point].ToString(), number[(point + 1)..].ToString()];
        if (point >= 0 && parts[1].Any(c => !char.IsAsciiDigit(c))) throw new FormatException($"'{text}' is no number.");
        var digits = BigInteger.Parse(
            string.Concat(parts), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var shift = (long)exponent - behind + scale;
        if (digits.IsZero || shift < -Most - number.Length) return 0;
        if (shift > Most) throw new OverflowException($"'{text}' has too many digits.");
        if (shift >= 0) return (Int128)(digits * BigInteger.Pow(10, (int)shift));
        var unit = BigInteger.Pow(10, (int)-shift);
        var (whole, rest) = BigInteger.DivRem(digits, unit);
        return (Int128)(BigInteger.Abs(rest) * 2 >= unit ? whole + digits.Sign : whole);
    }

    /// <summary>Writes a number with all digits of its scale.</summary>
    public static string Write(Int128 unscaled, int scale)
    {
        var digits = Int128.Abs(unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        return $"{(unscaled < 0 ? "-" : "")}{digits[..^scale]}{(scale == 0 ? "" : ".")}{digits[^scale..]}";
    }

    /// <summary>Ten to such a power.</summary>
    public static Int128 PowerOfTen(int power)
    {
        Int128 result = 1;
        for (var i = 0; i < power; i++) result *= 10;
        return result;
    }
}
