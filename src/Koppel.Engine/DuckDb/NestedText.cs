using System.Buffers;

namespace Koppel.Engine.DuckDb;

/// <summary>Writes values within lists and structs as DuckDB casts them to text.</summary>
internal static class NestedText
{
    /// <summary>A text with one of these stands between quotes.</summary>
    static readonly SearchValues<byte> Special = SearchValues.Create("'\"()[]{}=:,"u8);

    static readonly SearchValues<byte> Blank = SearchValues.Create(" \t\n\v\f\r"u8);

    /// <summary>Writes an element, NULL where it has no value.</summary>
    /// <param name="cells">Its column.</param>
    /// <param name="row">Its row there.</param>
    /// <param name="isBare">It stands without quotes, whatever it holds.</param>
    /// <param name="to">Gets it.</param>
    public static void Write(ColumnCells cells, int row, bool isBare, Utf8Buffer to)
    {
        if (cells.IsNull(row))
        {
            to.Write("NULL"u8);
            return;
        }
        var start = to.Length;
        cells.WriteText(row, to);
        if (!isBare) QuoteIfNeeded(start, to);
    }

    /// <summary>Puts what was written from a place on between quotes, if it would be read as something else without them.</summary>
    public static void QuoteIfNeeded(int start, Utf8Buffer to)
    {
        if (NeedsQuotes(to.Written[start..])) Quote(start, to);
    }

    /// <summary>Writes the name of a field, between quotes.</summary>
    public static void WriteName(ReadOnlySpan<byte> name, Utf8Buffer to)
    {
        var start = to.Length;
        to.Write(name);
        Quote(start, to);
    }

    /// <summary>Whether a text would be read as something else without quotes.</summary>
    static bool NeedsQuotes(ReadOnlySpan<byte> text) =>
        text.IsEmpty || Blank.Contains(text[0]) || Blank.Contains(text[^1]) || text.ContainsAny(Special) || IsNull(text);

    static bool IsNull(ReadOnlySpan<byte> text) =>
        text.Length == 4 && (text[0] | 32) == 'n' && (text[1] | 32) == 'u' && (text[2] | 32) == 'l' && (text[3] | 32) == 'l';

    static void Quote(int start, Utf8Buffer to)
    {
        var length = to.Length - start;
        var copy = ArrayPool<byte>.Shared.Rent(length);
        to.Written[start..].CopyTo(copy);
        to.Truncate(start);
        to.Write((byte)'\'');
        foreach (var c in copy.AsSpan(0, length))
        {
            if (c is (byte)'\'' or (byte)'\\') to.Write((byte)'\\');
            to.Write(c);
        }
        to.Write((byte)'\'');
        ArrayPool<byte>.Shared.Return(copy);
    }
}
