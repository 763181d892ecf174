namespace Koppel.Engine.DuckDb;

/// <summary>Writes bytes as DuckDB casts them to text: <c>a\x00\xFF</c>.</summary>
internal static class BytesText
{
    /// <summary>Writes them.</summary>
    public static void Write(ReadOnlySpan<byte> bytes, Utf8Buffer to)
    {
        foreach (var value in bytes)
        {
            if (value is >= 32 and <= 126 and not ((byte)'\\' or (byte)'\'' or (byte)'"'))
            {
                to.Write(value);
                continue;
            }
            var span = to.Reserve(4);
            span[0] = (byte)'\\';
            span[1] = (byte)'x';
            span[2] = Digit(value >> 4);
            span[3] = Digit(value & 15);
            to.Advance(4);
        }
    }

    static byte Digit(int value) => (byte)(value < 10 ? '0' + value : 'A' + value - 10);
}
