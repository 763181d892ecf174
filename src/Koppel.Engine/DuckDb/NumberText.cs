using System.Globalization;

namespace Koppel.Engine.DuckDb;

/// <summary>Writes numbers as DuckDB casts them to text.</summary>
internal static class NumberText
{
    const int LongestDouble = 32;

    /// <summary>From here on whole numbers lie between the floats.</summary>
    const float FirstGap = 16_777_216;

    /// <summary>The largest power of ten among the floats.</summary>
    static readonly UInt128 Largest = UInt128.Parse("100000000000000000000000000000000000000", CultureInfo.InvariantCulture);

    /// <summary>Writes a whole number.</summary>
    public static void Write<T>(T value, Utf8Buffer to) where T : IUtf8SpanFormattable
    {
        int length;
        for (var room = 48; !value.TryFormat(to.Reserve(room), out length, default, CultureInfo.InvariantCulture);)
            room = checked(room * 4);
        to.Advance(length);
    }

    /// <summary>Writes a decimal from its digits.</summary>
    public static void WriteDecimal(Int128 unscaled, int scale, bool hasWhole, Utf8Buffer to)
    {
        var span = to.Reserve(48);
        var at = 0;
        if (Int128.IsNegative(unscaled)) span[at++] = (byte)'-';
        var magnitude = Int128.IsNegative(unscaled) ? (UInt128)(-unscaled) : (UInt128)unscaled;
        Span<byte> digits = stackalloc byte[40];
        int count;
        if (magnitude <= ulong.MaxValue) ((ulong)magnitude).TryFormat(digits, out count, default, CultureInfo.InvariantCulture);
        else magnitude.TryFormat(digits, out count, default, CultureInfo.InvariantCulture);
        var whole = count - scale;
        if (whole > 0)
        {
            digits[..whole].CopyTo(span[at..]);
            at += whole;
        }
        else if (hasWhole || scale == 0) span[at++] = (byte)'0';
        if (scale > 0)
        {
            span[at++] = (byte)'.';
            for (var zeros = whole; zeros < 0; zeros++) span[at++] = (byte)'0';
            var rest = digits[Math.Max(whole, 0)..count];
            rest.CopyTo(span[at..]);
            at += rest.Length;
        }
        to.Advance(at);
    }

    /// <summary>Writes a double: the fewest digits that mean it, never without a decimal sign or an exponent.</summary>
    public static void Write(double value, Utf8Buffer to)
    {
        if (Math.Abs(value) < 1e15 && value == Math.Truncate(value) && (value != 0 || !double.IsNegative(value)))
        {
            Write((long)value, to);
            to.Write(".0"u8);
            return;
        }
        if (WriteUnusual(value, to)) return;
        Span<byte> text = stackalloc byte[LongestDouble];
        value.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture);
        Lay(text[..length], to);
    }

    /// <summary>Writes a float, likewise.</summary>
    public static void Write(float value, Utf8Buffer to)
    {
        if (WriteUnusual(value, to)) return;
        Span<byte> text = stackalloc byte[LongestDouble];
        value.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture);
        Span<byte> exact = stackalloc byte[LongestDouble];
        ((double)value).TryFormat(exact, out var exactLength, "R", CultureInfo.InvariantCulture);
        // Where two texts are as good as each other, DuckDB writes the digits of a double.
        var isDoubtful = IsBetween(text[..length], exact[..exactLength]) || (Math.Abs(value) >= FirstGap && IsHalfway(value));
        Lay(isDoubtful ? exact[..exactLength] : text[..length], to);
    }

    /// <summary>Whether a number lies just between two texts of so many digits: it has one digit more, which is a five.</summary>
    static bool IsBetween(ReadOnlySpan<byte> text, ReadOnlySpan<byte> exact) =>
        exact.Length > 0 && Last(exact) == '5' && Digits(exact) == Digits(text) + 1;

    static byte Last(ReadOnlySpan<byte> text) => (text.IndexOf((byte)'E') is >= 0 and var e ? text[..e] : text)[^1];

    static int Digits(ReadOnlySpan<byte> text)
    {
        if (text.IndexOf((byte)'E') is >= 0 and var e) text = text[..e];
        text = text.TrimStart("-0."u8);
        return text.Length - (text.Contains((byte)'.') ? 1 : 0);
    }

    /// <summary>Whether the shortest text near a large number lies just halfway between it and the float before or behind it.</summary>
    static bool IsHalfway(float value)
    {
        double number = MathF.Abs(value);
        var below = number - MathF.BitDecrement((float)number);
        var above = value == float.MaxValue || value == float.MinValue ? below : MathF.BitIncrement((float)number) - number;
        var (low, high) = ((UInt128)(number - (below / 2)), (UInt128)(number + (above / 2)));
        for (var unit = Largest; ; unit /= 10)
        {
            var shortest = high / unit * unit;
            if (shortest >= low) return shortest == low || (shortest == high && (high - (UInt128)number) * 2 <= unit);
        }
    }

    /// <summary>Writes what is no number, or an infinite one.</summary>
    static bool WriteUnusual(double value, Utf8Buffer to)
    {
        if (double.IsFinite(value)) return false;
        to.Write(double.IsNaN(value) ? (double.IsNegative(value) ? "-nan"u8 : "nan"u8) : value > 0 ? "inf"u8 : "-inf"u8);
        return true;
    }

    /// <summary>Lays the digits that .NET found out as DuckDB does: with an exponent below 1e-4 and from 1e16 on.</summary>
    static void Lay(ReadOnlySpan<byte> text, Utf8Buffer to)
    {
        if (text[0] == '-')
        {
            to.Write((byte)'-');
            text = text[1..];
        }
        var e = text.IndexOf((byte)'E');
        var exponent = 0;
        if (e >= 0)
        {
            for (var i = e + 2; i < text.Length; i++) exponent = (exponent * 10) + text[i] - '0';
            if (text[e + 1] == '-') exponent = -exponent;
            text = text[..e];
        }
        Span<byte> digits = stackalloc byte[LongestDouble];
        var count = 0;
        var point = text.IndexOf((byte)'.');
        exponent += (point < 0 ? text.Length : point) - 1;
        foreach (var c in text)
        {
            if (c == '.') continue;
            if (count == 0 && c == '0' && text.Length > 1)
            {
                exponent--; // 0.001 has its first digit three places on.
                continue;
            }
            digits[count++] = c;
        }
        while (count > 1 && digits[count - 1] == '0') count--;
        if (exponent is < -4 or >= 16) LayWithExponent(digits[..count], exponent, to);
        else LayPlain(digits[..count], exponent, to);
    }

    static void LayWithExponent(ReadOnlySpan<byte> digits, int exponent, Utf8Buffer to)
    {
        to.Write(digits[0]);
        if (digits.Length > 1)
        {
            to.Write((byte)'.');
            to.Write(digits[1..]);
        }
        to.Write(exponent < 0 ? "e-"u8 : "e+"u8);
        exponent = Math.Abs(exponent);
        if (exponent < 10) to.Write((byte)'0');
        Write(exponent, to);
    }

    static void LayPlain(ReadOnlySpan<byte> digits, int exponent, Utf8Buffer to)
    {
        if (exponent < 0)
        {
            to.Write("0."u8);
            for (var i = -1; i > exponent; i--) to.Write((byte)'0');
            to.Write(digits);
            return;
        }
        var whole = exponent + 1;
        to.Write(digits[..Math.Min(whole, digits.Length)]);
        for (var i = digits.Length; i < whole; i++) to.Write((byte)'0');
        to.Write((byte)'.');
        if (digits.Length > whole) to.Write(digits[whole..]);
        else to.Write((byte)'0');
    }
}
