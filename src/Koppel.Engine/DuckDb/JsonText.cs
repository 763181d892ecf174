using System.Buffers;
using System.Text.Json;

namespace Koppel.Engine.DuckDb;

/// <summary>Writes JSON.</summary>
internal static class JsonText
{
    /// <summary>What stands in a JSON text only with a backslash.</summary>
    static readonly SearchValues<byte> Escaped = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Select(i => (byte)i), (byte)'"', (byte)'\\']);

    static readonly SearchValues<byte> Breaks = SearchValues.Create("\r\n"u8);

    /// <summary>Writes a text, between quotes. Letters stay letters; only what JSON itself needs is escaped.</summary>
    public static void WriteString(ReadOnlySpan<byte> text, Utf8Buffer to)
    {
        to.Write((byte)'"');
        for (var at = text.IndexOfAny(Escaped); at >= 0; at = text.IndexOfAny(Escaped))
        {
            to.Write(text[..at]);
            WriteEscaped(text[at], to);
            text = text[(at + 1)..];
        }
        to.Write(text);
        to.Write((byte)'"');
    }

    /// <summary>Turns what was written from a place on into a JSON text.</summary>
    public static void Quote(int start, Utf8Buffer to)
    {
        var length = to.Length - start;
        var copy = ArrayPool<byte>.Shared.Rent(length);
        to.Written[start..].CopyTo(copy);
        to.Truncate(start);
        WriteString(copy.AsSpan(0, length), to);
        ArrayPool<byte>.Shared.Return(copy);
    }

    /// <summary>Writes what is JSON already, on one line; what is none after all, such as the NaN that DuckDB reads, as a text.</summary>
    public static void WriteJson(ReadOnlySpan<byte> json, Utf8Buffer to)
    {
        if (!IsJson(json))
        {
            WriteString(json, to);
            return;
        }
        // The end of a line can only stand between two tokens.
        for (var at = json.IndexOfAny(Breaks); at >= 0; at = json.IndexOfAny(Breaks))
        {
            to.Write(json[..at]);
            to.Write((byte)' ');
            json = json[(at + 1)..];
        }
        to.Write(json);
    }

    /// <summary>Writes a value, null where there is none.</summary>
    public static void WriteCell(ColumnCells cells, int row, Utf8Buffer to)
    {
        if (cells.IsNull(row)) to.Write("null"u8);
        else cells.WriteJson(row, to);
    }

    /// <summary>Writes a floating-point number that JSON has no sign for, under the name that JSON's readers know.</summary>
    public static void WriteUnusual(double value, Utf8Buffer to) =>
        to.Write(double.IsNaN(value) ? "\"NaN\""u8 : value > 0 ? "\"Infinity\""u8 : "\"-Infinity\""u8);

    static bool IsJson(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            while (reader.Read()) { }
            return true;
        }
        catch (JsonException)
        {
            return false; // The answer to the question.
        }
    }

    static void WriteEscaped(byte value, Utf8Buffer to)
    {
        var letter = value switch
        {
            (byte)'"' or (byte)'\\' => value,
            (byte)'\n' => (byte)'n',
            (byte)'\r' => (byte)'r',
            (byte)'\t' => (byte)'t',
            (byte)'\b' => (byte)'b',
            (byte)'\f' => (byte)'f',
            _ => (byte)0,
        };
        to.Write((byte)'\\');
        if (letter != 0)
        {
            to.Write(letter);
            return;
        }
        to.Write("u00"u8);
        to.Write((byte)('0' + (value >> 4)));
        to.Write((byte)((value & 15) < 10 ? '0' + (value & 15) : 'a' + (value & 15) - 10));
    }
}
