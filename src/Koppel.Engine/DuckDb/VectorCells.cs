using System.Collections;
using System.Runtime.CompilerServices;

namespace Koppel.Engine.DuckDb;

/// <summary>The values of one of DuckDB's vectors.</summary>
internal abstract unsafe class VectorCells(VectorData data) : ColumnCells
{
    readonly ulong* _validity = data.Validity;

    /// <summary>The values, in DuckDB's form.</summary>
    protected void* Data { get; } = data.Values;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public override bool IsNull(int row) => _validity is not null && (_validity[row >> 6] & (1UL << (row & 63))) == 0;

    /// <summary>The 128 bits of a value of a type that has so many.</summary>
    internal Int128 Bits(int row) => ((Int128*)Data)[row];

    /// <summary>The bytes of a text or a blob.</summary>
    internal ReadOnlySpan<byte> Bytes(int row) => DuckString.Bytes(Data, row);

    /// <summary>A list for values of this type.</summary>
    public virtual IList NewList(int capacity) => new List<object?>(capacity);

    /// <summary>The text of a value, which is written into a buffer for the purpose.</summary>
    protected string TextOf(int row)
    {
        var buffer = new Utf8Buffer();
        WriteText(row, buffer);
        return buffer.TextFrom(0);
    }

    /// <summary>Writes the text of a value as a JSON text.</summary>
    protected void WriteQuoted(int row, Utf8Buffer to)
    {
        var start = to.Length;
        WriteText(row, to);
        JsonText.Quote(start, to);
    }
}

/// <summary>A column that has no value at all.</summary>
internal sealed class NullCells(VectorData data) : VectorCells(data)
{
    /// <inheritdoc/>
    public override bool IsNull(int row) => true;

    /// <inheritdoc/>
    public override void WriteText(int row, Utf8Buffer to) => throw new InvalidOperationException("There is no value.");

    /// <inheritdoc/>
    public override void WriteJson(int row, Utf8Buffer to) => WriteText(row, to);

    /// <inheritdoc/>
    public override object Value(int row) => throw new InvalidOperationException("There is no value.");
}
