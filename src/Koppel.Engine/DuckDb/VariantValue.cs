using Koppel.Engine.Sql;

namespace Koppel.Engine.DuckDb;

/// <summary>DuckDB's <c>VariantLogicalType</c>: what a value in a variant is.</summary>
internal enum VariantKind : byte
{
    Null, True, False, Int8, Int16, Int32, Int64, Int128, UInt8, UInt16, UInt32, UInt64, UInt128, Float, Double, Decimal, Varchar, Blob,
    Uuid, Date, Time, TimeNs, TimestampS, TimestampMs, Timestamp, TimestampNs, TimeTz, TimestampTz, Interval,
    Object, Array, Bignum, Bit, Geometry,
}

/// <summary>Reads a value of a variant that holds no others: it lies there as in a column of its type.</summary>
internal static unsafe class VariantValue
{
    /// <summary>Writes a value.</summary>
    public static void Write(VariantKind kind, byte* at, bool isJson, Utf8Buffer to)
    {
        var text = stackalloc byte[DuckString.Size];
        var truth = (byte)(kind == VariantKind.True ? 1 : 0);
        if (kind == VariantKind.Null) to.Write("null"u8);
        else if (isJson) Cells(kind, at, text, &truth).WriteJson(0, to);
        else Cells(kind, at, text, &truth).WriteText(0, to);
    }

    /// <summary>A value as a .NET object.</summary>
    public static object? Get(VariantKind kind, byte* at)
    {
        var text = stackalloc byte[DuckString.Size];
        var truth = (byte)(kind == VariantKind.True ? 1 : 0);
        return kind == VariantKind.Null ? null : Cells(kind, at, text, &truth).Value(0);
    }

    /// <summary>A number of seven bits a byte, the lowest first.</summary>
    public static uint Number(ref byte* at)
    {
        var number = 0u;
        for (var shift = 0; ; shift += 7)
        {
            var part = *at++;
            number |= (uint)(part & 0x7F) << shift;
            if ((part & 0x80) == 0) return number;
        }
    }

    static VectorCells Cells(VariantKind kind, byte* at, byte* text, byte* truth)
    {
        switch (kind)
        {
            case VariantKind.True or VariantKind.False:
                return new BooleanCells(new VectorData(truth));
            case VariantKind.Decimal:
                var width = (int)Number(ref at);
                return new DecimalCells(DuckType.Decimal(width, (int)Number(ref at)), new VectorData(at));
            case VariantKind.Varchar or VariantKind.Blob or VariantKind.Bignum or VariantKind.Bit or VariantKind.Geometry:
                var length = Number(ref at);
                DuckString.Set(text, at, length);
                return VectorReader.Of(DuckType.Plain(Type(kind)), new VectorData(text));
            default:
                return VectorReader.Of(DuckType.Plain(Type(kind)), new VectorData(at));
        }
    }

    static DuckTypeId Type(VariantKind kind) => kind switch
    {
        VariantKind.Int8 => DuckTypeId.TinyInt,
        VariantKind.Int16 => DuckTypeId.SmallInt,
        VariantKind.Int32 => DuckTypeId.Integer,
        VariantKind.Int64 => DuckTypeId.BigInt,
        VariantKind.Int128 => DuckTypeId.HugeInt,
        VariantKind.UInt8 => DuckTypeId.UTinyInt,
        VariantKind.UInt16 => DuckTypeId.USmallInt,
        VariantKind.UInt32 => DuckTypeId.UInteger,
        VariantKind.UInt64 => DuckTypeId.UBigInt,
        VariantKind.UInt128 => DuckTypeId.UHugeInt,
        VariantKind.Float => DuckTypeId.Float,
        VariantKind.Double => DuckTypeId.Double,
        VariantKind.Varchar => DuckTypeId.Varchar,
        VariantKind.Blob => DuckTypeId.Blob,
        VariantKind.Uuid => DuckTypeId.Uuid,
        VariantKind.Date => DuckTypeId.Date,
        VariantKind.Time => DuckTypeId.Time,
        VariantKind.TimeNs => DuckTypeId.TimeNs,
        VariantKind.TimestampS => DuckTypeId.TimestampS,
        VariantKind.TimestampMs => DuckTypeId.TimestampMs,
        VariantKind.Timestamp => DuckTypeId.Timestamp,
        VariantKind.TimestampNs => DuckTypeId.TimestampNs,
        VariantKind.TimeTz => DuckTypeId.TimeTz,
        VariantKind.TimestampTz => DuckTypeId.TimestampTz,
        VariantKind.Interval => DuckTypeId.Interval,
        VariantKind.Bignum => DuckTypeId.Bignum,
        VariantKind.Bit => DuckTypeId.Bit,
        VariantKind.Geometry => DuckTypeId.Geometry,
        _ => throw QueryException.Of(
            $"A variant holds a value of the kind {(byte)kind}, which cannot be shown. Cast it to a type: cast(… as varchar)."),
    };
}
