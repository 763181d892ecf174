using System.Buffers.Binary;
using Koppel.Engine.Sql;

namespace Koppel.Engine.DuckDb;

/// <summary>Writes a geometry as well-known text from its well-known binary form (OGC 06-103r4).</summary>
internal static class GeometryText
{
    const int Point = 1, LineString = 2, Polygon = 3, Collection = 7;

    static readonly string[] Names =
        ["", "POINT", "LINESTRING", "POLYGON", "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON", "GEOMETRYCOLLECTION"];

    /// <summary>Writes it.</summary>
    public static void Write(ReadOnlySpan<byte> bytes, Utf8Buffer to) => Write(ref bytes, isNamed: true, to);

    static void Write(ref ReadOnlySpan<byte> bytes, bool isNamed, Utf8Buffer to)
    {
        bytes = bytes[1..]; // The order of the bytes: DuckDB keeps the lowest first.
        var code = Number(ref bytes);
        var (kind, dimensions) = (code % 1000, code / 1000);
        if (kind is < Point or > Collection || dimensions > 3)
            throw QueryException.Of($"A geometry of kind {code} cannot be shown. Leave it out, or cast it with a function of its own.");
        if (isNamed)
        {
            to.Write(Names[kind]);
            to.Write(dimensions switch { 1 => " Z "u8, 2 => " M "u8, 3 => " ZM "u8, _ => " "u8 });
        }
        var width = dimensions switch { 0 => 2, 3 => 4, _ => 3 };
        switch (kind)
        {
            case Point: WritePoint(ref bytes, width, isNamed, to); break;
            case LineString: WriteLine(ref bytes, width, to); break;
            case Polygon: WriteRings(ref bytes, width, to); break;
            default: WriteParts(ref bytes, kind == Collection, to); break;
        }
    }

    static void WritePoint(ref ReadOnlySpan<byte> bytes, int width, bool isNamed, Utf8Buffer to)
    {
        var isEmpty = true;
        for (var i = 0; i < width; i++) isEmpty &= double.IsNaN(BinaryPrimitives.ReadDoubleLittleEndian(bytes[(i * 8)..]));
        if (isEmpty)
        {
            bytes = bytes[(width * 8)..];
            to.Write("EMPTY"u8);
            return;
        }
        if (isNamed) to.Write((byte)'(');
        WriteVertex(ref bytes, width, to);
        if (isNamed) to.Write((byte)')');
    }

    static void WriteLine(ref ReadOnlySpan<byte> bytes, int width, Utf8Buffer to)
    {
        var count = Begin(ref bytes, to);
        for (var i = 0; i < count; i++)
        {
            if (i > 0) to.Write(", "u8);
            WriteVertex(ref bytes, width, to);
        }
        if (count > 0) to.Write((byte)')');
    }

    static void WriteRings(ref ReadOnlySpan<byte> bytes, int width, Utf8Buffer to)
    {
        var count = Begin(ref bytes, to);
        for (var i = 0; i < count; i++)
        {
            if (i > 0) to.Write(", "u8);
            WriteLine(ref bytes, width, to);
        }
        if (count > 0) to.Write((byte)')');
    }

    static void WriteParts(ref ReadOnlySpan<byte> bytes, bool areNamed, Utf8Buffer to)
    {
        var count = Begin(ref bytes, to);
        for (var i = 0; i < count; i++)
        {
            if (i > 0) to.Write(", "u8);
            Write(ref bytes, areNamed, to);
        }
        if (count > 0) to.Write((byte)')');
    }

    static int Begin(ref ReadOnlySpan<byte> bytes, Utf8Buffer to)
    {
        var count = Number(ref bytes);
        to.Write(count == 0 ? "EMPTY"u8 : "("u8);
        return count;
    }

    static void WriteVertex(ref ReadOnlySpan<byte> bytes, int width, Utf8Buffer to)
    {
        for (var i = 0; i < width; i++)
        {
            if (i > 0) to.Write((byte)' ');
            NumberText.Write(BinaryPrimitives.ReadDoubleLittleEndian(bytes), to);
            if (to.Written.EndsWith(".0"u8)) to.Truncate(to.Length - 2);
            bytes = bytes[8..];
        }
    }

    static int Number(ref ReadOnlySpan<byte> bytes)
    {
        var number = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        bytes = bytes[4..];
        return number;
    }
}
