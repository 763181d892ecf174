using System.Collections;
using System.Numerics;

namespace Koppel.Engine.DuckDb;

/// <summary>Truth values.</summary>
internal sealed unsafe class BooleanCells(VectorData data) : VectorCells(data)
{
    /// <inheritdoc/>
    public override bool IsPlain => true;

    /// <summary>A value.</summary>
    public bool Get(int row) => ((byte*)Data)[row] != 0;

    /// <inheritdoc/>
    public override void WriteText(int row, Utf8Buffer to) => to.Write(Get(row) ? "true"u8 : "false"u8);

    /// <inheritdoc/>
    public override void WriteJson(int row, Utf8Buffer to) => WriteText(row, to);

    /// <inheritdoc/>
    public override object Value(int row) => Get(row);
}

/// <summary>Whole numbers that a long mostly holds.</summary>
internal interface IWholeNumbers
{
    /// <summary>A value.</summary>
    /// <exception cref="OverflowException">It is too large.</exception>
    long GetLong(int row);
}

/// <summary>Whole numbers of up to 64 bits.</summary>
internal sealed unsafe class IntegerCells<T>(VectorData data) : VectorCells(data), IWholeNumbers where T : unmanaged, IBinaryInteger<T>
{
    /// <inheritdoc/>
    public long GetLong(int row) => long.CreateChecked(Get(row));

    /// <inheritdoc/>
    public override bool IsPlain => true;

    /// <summary>A value.</summary>
    public T Get(int row) => ((T*)Data)[row];

    /// <inheritdoc/>
    public override void WriteText(int row, Utf8Buffer to) => NumberText.Write(Get(row), to);

    /// <inheritdoc/>
    public override void WriteJson(int row, Utf8Buffer to) => NumberText.Write(Get(row), to);

    /// <inheritdoc/>
    public override object Value(int row) => Get(row);

    /// <inheritdoc/>
    public override IList NewList(int capacity) => new List<T?>(capacity);
}

/// <summary>Whole numbers of 128 bits.</summary>
internal sealed unsafe class HugeIntCells<T>(VectorData data) : VectorCells(data) where T : unmanaged, IBinaryInteger<T>
{
    /// <inheritdoc/>
    public override bool IsPlain => true;

    /// <inheritdoc/>
    public override void WriteText(int row, Utf8Buffer to) => NumberText.Write(((T*)Data)[row], to);

    /// <inheritdoc/>
    public override void WriteJson(int row, Utf8Buffer to) => WriteText(row, to);

    /// <inheritdoc/>
    public override object Value(int row) => BigInteger.CreateChecked(((T*)Data)[row]);
}

/// <summary>Whole numbers of any length.</summary>
internal sealed unsafe class BignumCells(VectorData data) : VectorCells(data)
{
    const int Header = 3;

    /// <inheritdoc/>
    public override bool IsPlain => true;

    /// <inheritdoc/>
    public override void WriteText(int row, Utf8Buffer to) => NumberText.Write(Get(row), to);

    /// <inheritdoc/>
    public override void WriteJson(int row, Utf8Buffer to) => WriteText(row, to);

    /// <inheritdoc/>
    public override object Value(int row) => Get(row);

    /// <summary>
    /// Behind a header, whose first bit is the sign, stand the digits from the highest; all bits of a negative number are turned over.
    /// </summary>
    BigInteger Get(int row)
    {
        var bytes = DuckString.Bytes(Data, row);
        var isNegative = (bytes[0] & 0x80) == 0;
        var digits = bytes[Header..].ToArray();
        if (isNegative)
            for (var i = 0; i < digits.Length; i++) digits[i] = (byte)~digits[i];
        var magnitude = new BigInteger(digits, isUnsigned: true, isBigEndian: true);
        return isNegative ? -magnitude : magnitude;
    }
}

/// <summary>Decimals.</summary>
internal sealed unsafe class DecimalCells(DuckType type, VectorData data) : VectorCells(data)
{
    /// <summary>What a decimal of .NET holds in any case.</summary>
    const int MostDigits = 28;

    readonly int _width = type.Width;
    readonly int _scale = type.Scale;

    /// <inheritdoc/>
    public override bool IsPlain => true;

    /// <summary>The digits of a value, without the decimal sign.</summary>
    public Int128 Unscaled(int row) => _width switch
    {
        <= 4 => ((short*)Data)[row],
        <= 9 => ((int*)Data)[row],
        <= 18 => ((long*)Data)[row],
        _ => ((Int128*)Data)[row],
    };

    /// <inheritdoc/>
    public override void WriteText(int row, Utf8Buffer to) => NumberText.WriteDecimal(Unscaled(row), _scale, _width > _scale, to);

    /// <inheritdoc/>
    public override void WriteJson(int row, Utf8Buffer to) => NumberText.WriteDecimal(Unscaled(row), _scale, true, to);

    /// <inheritdoc/>
    public override object Value(int row)
    {
        var unscaled = Unscaled(row);
        var magnitude = Int128.Abs(unscaled);
        if (_scale > MostDigits || magnitude >> 96 != 0) return new SqlValue(type.ToString(), TextOf(row));
        return new decimal((int)(uint)(magnitude & uint.MaxValue), (int)(uint)((magnitude >> 32) & uint.MaxValue),
            (int)(uint)((magnitude >> 64) & uint.MaxValue), unscaled < 0, (byte)_scale);
    }
}

/// <summary>Floating-point numbers of 64 bits.</summary>
internal sealed unsafe class DoubleCells(VectorData data) : VectorCells(data)
{
    /// <inheritdoc/>
    public override bool IsPlain => true;

    /// <summary>A value.</summary>
    public double Get(int row) => ((double*)Data)[row];

    /// <inheritdoc/>
    public override void WriteText(int row, Utf8Buffer to) => NumberText.Write(Get(row), to);

    /// <inheritdoc/>
    public override void WriteJson(int row, Utf8Buffer to)
    {
        if (double.IsFinite(Get(row))) WriteText(row, to);
        else JsonText.WriteUnusual(Get(row), to);
    }

    /// <inheritdoc/>
    public override object Value(int row) => Get(row);
}

/// <summary>Floating-point numbers of 32 bits.</summary>
internal sealed unsafe class FloatCells(VectorData data) : VectorCells(data)
{
    /// <inheritdoc/>
    public override bool IsPlain => true;

    /// <summary>A value.</summary>
    public float Get(int row) => ((float*)Data)[row];

    /// <inheritdoc/>
    public override void WriteText(int row, Utf8Buffer to) => NumberText.Write(Get(row), to);

    /// <inheritdoc/>
    public override void WriteJson(int row, Utf8Buffer to)
    {
        if (float.IsFinite(Get(row))) WriteText(row, to);
        else JsonText.WriteUnusual(Get(row), to);
    }

    /// <inheritdoc/>
    public override object Value(int row) => Get(row);
}
