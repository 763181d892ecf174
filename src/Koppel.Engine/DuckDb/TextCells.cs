using System.Buffers.Binary;
using System.Collections;
using System.Text;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.DuckDb;

/// <summary>Texts.</summary>
internal sealed unsafe class TextCells(VectorData data) : VectorCells(data)
{
    /// <inheritdoc/>
    public override void WriteText(int row, Utf8Buffer to) => to.Write(Bytes(row));

    /// <inheritdoc/>
    public override void WriteJson(int row, Utf8Buffer to) => JsonText.WriteString(Bytes(row), to);

    /// <inheritdoc/>
    public override object Value(int row) => Encoding.UTF8.GetString(Bytes(row));

    /// <inheritdoc/>
    public override IList NewList(int capacity) => new List<string?>(capacity);
}

/// <summary>Texts that are JSON.</summary>
internal sealed unsafe class JsonCells(VectorData data) : VectorCells(data)
{
    /// <inheritdoc/>
    public override void WriteText(int row, Utf8Buffer to) => to.Write(Bytes(row));

    /// <inheritdoc/>
    public override void WriteJson(int row, Utf8Buffer to) => JsonText.WriteJson(Bytes(row), to);

    /// <inheritdoc/>
    public override object Value(int row) => Encoding.UTF8.GetString(Bytes(row));
}

/// <summary>Labels of an enum.</summary>
internal sealed unsafe class EnumCells(DuckType type, VectorData data) : VectorCells(data)
{
    /// <inheritdoc/>
    public override void WriteText(int row, Utf8Buffer to) => to.Write(Get(row));

    /// <inheritdoc/>
    public override void WriteJson(int row, Utf8Buffer to) => JsonText.WriteString(Get(row), to);

    /// <inheritdoc/>
    public override object Value(int row) => Encoding.UTF8.GetString(Get(row));

    byte[] Get(int row) => type.Labels[type.Stored switch
    {
        DuckTypeId.UTinyInt => ((byte*)Data)[row],
        DuckTypeId.USmallInt => ((ushort*)Data)[row],
        _ => checked((int)((uint*)Data)[row]),
    }];
}

/// <summary>Bytes.</summary>
internal sealed unsafe class BlobCells(VectorData data) : VectorCells(data)
{
    /// <inheritdoc/>
    public override void WriteText(int row, Utf8Buffer to) => to.Write(BlobText.Write(Bytes(row)));

    /// <inheritdoc/>
    public override void WriteJson(int row, Utf8Buffer to) => WriteQuoted(row, to);

    /// <inheritdoc/>
    public override object Value(int row) => Bytes(row).ToArray();
}

/// <summary>Strings of bits.</summary>
internal sealed unsafe class BitCells(VectorData data) : VectorCells(data)
{
    /// <inheritdoc/>
    public override bool IsPlain => true;

    /// <inheritdoc/>
    public override void WriteText(int row, Utf8Buffer to)
    {
        // The first byte tells how many bits of the second do not count.
        var bytes = Bytes(row);
        for (var bit = 8 + bytes[0]; bit < bytes.Length * 8; bit++)
            to.Write((byte)('0' + ((bytes[bit >> 3] >> (7 - (bit & 7))) & 1)));
    }

    /// <inheritdoc/>
    public override void WriteJson(int row, Utf8Buffer to) => WriteQuoted(row, to);

    /// <inheritdoc/>
    public override object Value(int row) => new SqlValue("BIT", TextOf(row));
}

/// <summary>UUIDs.</summary>
internal sealed unsafe class UuidCells(VectorData data) : VectorCells(data)
{
    /// <inheritdoc/>
    public override bool IsPlain => true;

    /// <inheritdoc/>
    public override void WriteText(int row, Utf8Buffer to)
    {
        Get(row).TryFormat(to.Reserve(36), out var length);
        to.Advance(length);
    }

    /// <inheritdoc/>
    public override void WriteJson(int row, Utf8Buffer to)
    {
        to.Write((byte)'"');
        WriteText(row, to);
        to.Write((byte)'"');
    }

    /// <inheritdoc/>
    public override object Value(int row) => Get(row);

    /// <summary>DuckDB keeps it as a number whose highest bit is turned over, so that it sorts as its text does.</summary>
    Guid Get(int row)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, ((UInt128*)Data)[row] ^ (UInt128.One << 127));
        return new Guid(bytes, bigEndian: true);
    }
}

/// <summary>Geometries, in their well-known binary form.</summary>
internal sealed unsafe class GeometryCells(VectorData data) : VectorCells(data)
{
    /// <inheritdoc/>
    public override void WriteText(int row, Utf8Buffer to) => GeometryText.Write(Bytes(row), to);

    /// <inheritdoc/>
    public override void WriteJson(int row, Utf8Buffer to) => WriteQuoted(row, to);

    /// <inheritdoc/>
    public override object Value(int row) => new SqlValue("GEOMETRY", TextOf(row));
}
