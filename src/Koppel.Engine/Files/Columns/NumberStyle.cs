namespace Koppel.Engine.Files.Columns;

/// <summary>A way to write numbers.</summary>
/// <param name="Decimal">The sign before the decimals.</param>
/// <param name="Group">The sign between groups of thousands, or 0 for none.</param>
internal readonly record struct NumberStyle(byte Decimal, byte Group)
{
    /// <summary>The ways between which a column's values decide, when nothing is told.</summary>
    public static readonly NumberStyle[] All = [new((byte)'.', 0), new((byte)',', 0), new((byte)'.', (byte)','), new((byte)',', (byte)'.')];

    /// <summary>
    /// Whether the text is a number in this way: a minus, digits without leading zeros, decimals; from a thousand on with its groups, when
    /// there are groups.
    /// </summary>
    /// <param name="text">The text, not empty.</param>
    /// <param name="whole">Digits before the decimals.</param>
    /// <param name="fraction">Decimals.</param>
    public bool Reads(ReadOnlySpan<byte> text, out int whole, out int fraction)
    {
        (whole, fraction) = (0, 0);
        if (text[0] == '-') text = text[1..];
        var point = text.IndexOf(Decimal);
        var before = point < 0 ? text : text[..point];
        if (point >= 0)
        {
            var after = text[(point + 1)..];
            if (after.IsEmpty || after.ContainsAnyExceptInRange((byte)'0', (byte)'9')) return false;
            fraction = after.Length;
        }
        if (before.IsEmpty || (before[0] == '0' && before.Length > 1)) return false;
        if (Group == 0 || before.Length <= 3)
        {
            whole = before.Length;
            return !before.ContainsAnyExceptInRange((byte)'0', (byte)'9');
        }
        for (var i = before.Length - 1; i >= 0; i--)
        {
            var isGroup = (before.Length - i) % 4 == 0;
            if (isGroup ? before[i] != Group || i == 0 : before[i] is < (byte)'0' or > (byte)'9') return false;
            if (!isGroup) whole++;
        }
        return true;
    }
}
