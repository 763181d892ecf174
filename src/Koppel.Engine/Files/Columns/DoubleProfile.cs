using System.Buffers.Text;

namespace Koppel.Engine.Files.Columns;

/// <summary>Looks at all values of a column that is told to be floating point: with which signs are all of them written?</summary>
/// <param name="styles">The ways that the file may have.</param>
internal sealed class DoubleProfile(NumberStyle[] styles)
{
    const int Longest = 64;

    uint _alive = (1u << styles.Length) - 1;

    /// <summary>All values so far are numbers, written in one way.</summary>
    public bool IsAlive => _alive != 0;

    /// <summary>What is wrong with the first value that is none, in the words of a sentence; empty when it is no number at all.</summary>
    public string Fault { get; private set; } = "";

    /// <summary>Takes a value.</summary>
    /// <param name="value">It.</param>
    /// <returns>Whether all are numbers still.</returns>
    public bool Add(ReadOnlySpan<byte> value)
    {
        if (IsWord(value)) return true;
        var left = 0u;
        for (var i = 0; i < styles.Length; i++)
            if ((_alive & (1u << i)) != 0 && Reads(value, styles[i])) left |= 1u << i;
        if ((_alive = left) != 0) return true;
        foreach (var style in NumberStyle.All)
            if (Reads(value, style)) Fault = "is written otherwise than the numbers before it, or than decimal and thousands say";
        return false;
    }

    /// <summary>How its numbers are written. In doubt the decimal sign is a point, as in a column that is told to be decimal.</summary>
    /// <param name="isPoint">What the rest of the file says of the decimal sign.</param>
    public NumberStyle Style(bool? isPoint)
    {
        var alive = styles.Where((_, i) => (_alive & (1u << i)) != 0).ToList();
        return alive.Find(s => s.Decimal == (isPoint == false ? ',' : '.')) is { Decimal: not 0 } known ? known : alive[0];
    }

    /// <summary>It is no figure, such as <c>NaN</c> and <c>-Infinity</c>.</summary>
    static bool IsWord(ReadOnlySpan<byte> value) => !value.ContainsAnyInRange((byte)'0', (byte)'9')
        && Utf8Parser.TryParse(value, out double number, out var used) && used == value.Length && !double.IsFinite(number);

    /// <summary>A sign, digits with or without groups, decimals, and an exponent behind what has no groups.</summary>
    static bool Reads(ReadOnlySpan<byte> value, NumberStyle style)
    {
        if (value.Length is 0 or > Longest) return false;
        var text = WithoutSign(value);
        if (text.IndexOfAny((byte)'e', (byte)'E') is >= 0 and var at)
        {
            var exponent = WithoutSign(text[(at + 1)..]);
            return !exponent.IsEmpty && !exponent.ContainsAnyExceptInRange((byte)'0', (byte)'9')
                && IsFigure(text[..at], style with { Group = 0 });
        }
        return IsFigure(text, style) || IsFigure(text, style with { Group = 0 });
    }

    /// <summary>Unlike a decimal it may have leading zeros, and nothing on one side of its point.</summary>
    static bool IsFigure(ReadOnlySpan<byte> text, NumberStyle style)
    {
        if (!text.IsEmpty && text.IndexOf(style.Decimal) == text.Length - 1) text = text[..^1];
        while (text.Length > 1 && text[0] == '0' && text[1] is >= (byte)'0' and <= (byte)'9') text = text[1..];
        if (text.IsEmpty || text[0] == '-') return false;
        return text[0] == style.Decimal
            ? text.Length > 1 && !text[1..].ContainsAnyExceptInRange((byte)'0', (byte)'9')
            : style.Reads(text, out _, out _);
    }

    static ReadOnlySpan<byte> WithoutSign(ReadOnlySpan<byte> text) => !text.IsEmpty && text[0] is (byte)'-' or (byte)'+'
        ? text[1..] : text;
}
