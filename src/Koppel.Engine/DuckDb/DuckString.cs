namespace Koppel.Engine.DuckDb;

/// <summary>DuckDB's <c>duckdb_string_t</c>: a length, and up to twelve bytes or where they lie.</summary>
internal static unsafe class DuckString
{
    /// <summary>Its size.</summary>
    public const int Size = 16;

    const int Inlined = 12;

    /// <summary>The bytes of a text or a blob.</summary>
    public static ReadOnlySpan<byte> Bytes(void* values, int row)
    {
        var value = (byte*)values + ((long)row * Size);
        var length = *(uint*)value;
        return length <= Inlined
            ? new ReadOnlySpan<byte>(value + 4, (int)length)
            : new ReadOnlySpan<byte>(*(byte**)(value + 8), checked((int)length));
    }

    /// <summary>Makes one of bytes that lie elsewhere.</summary>
    public static void Set(byte* value, byte* bytes, uint length)
    {
        *(uint*)value = length;
        if (length <= Inlined) new ReadOnlySpan<byte>(bytes, (int)length).CopyTo(new Span<byte>(value + 4, Inlined));
        else *(byte**)(value + 8) = bytes;
    }
}
