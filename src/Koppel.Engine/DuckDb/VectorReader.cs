using Koppel.Engine.Sql;

namespace Koppel.Engine.DuckDb;

/// <summary>Finds the way to read a vector of each type.</summary>
internal static class VectorReader
{
    /// <summary>The values of a vector.</summary>
    /// <exception cref="QueryException">Its type is one that this program does not know.</exception>
    public static VectorCells Of(DuckType type, nint vector) => type.Id switch
    {
        DuckTypeId.List => new ListCells(type, vector),
        DuckTypeId.Array => new ArrayCells(type, vector),
        DuckTypeId.Struct => new StructCells(type, vector),
        DuckTypeId.Map => new MapCells(type, vector),
        DuckTypeId.Union => new UnionCells(type, vector),
        DuckTypeId.Variant => new VariantCells(vector),
        _ => Of(type, VectorData.Of(vector)),
    };

    /// <summary>Values of a type that holds no others.</summary>
    /// <exception cref="QueryException">Its type is one that this program does not know.</exception>
    public static VectorCells Of(DuckType type, VectorData vector) => type.Id switch
    {
        DuckTypeId.Boolean => new BooleanCells(vector),
        DuckTypeId.TinyInt => new IntegerCells<sbyte>(vector),
        DuckTypeId.SmallInt => new IntegerCells<short>(vector),
        DuckTypeId.Integer => new IntegerCells<int>(vector),
        DuckTypeId.BigInt => new IntegerCells<long>(vector),
        DuckTypeId.UTinyInt => new IntegerCells<byte>(vector),
        DuckTypeId.USmallInt => new IntegerCells<ushort>(vector),
        DuckTypeId.UInteger => new IntegerCells<uint>(vector),
        DuckTypeId.UBigInt => new IntegerCells<ulong>(vector),
        DuckTypeId.HugeInt => new HugeIntCells<Int128>(vector),
        DuckTypeId.UHugeInt => new HugeIntCells<UInt128>(vector),
        DuckTypeId.Bignum => new BignumCells(vector),
        DuckTypeId.Decimal => new DecimalCells(type, vector),
        DuckTypeId.Float => new FloatCells(vector),
        DuckTypeId.Double => new DoubleCells(vector),
        DuckTypeId.Date => new DateCells(vector),
        DuckTypeId.Timestamp or DuckTypeId.TimestampS or DuckTypeId.TimestampMs or DuckTypeId.TimestampNs or DuckTypeId.TimestampTz =>
            new TimestampCells(type, vector),
        DuckTypeId.Time or DuckTypeId.TimeNs => new TimeCells(type, vector),
        DuckTypeId.TimeTz => new TimeTzCells(vector),
        DuckTypeId.Interval => new IntervalCells(vector),
        DuckTypeId.Varchar when type.IsJson => new JsonCells(vector),
        DuckTypeId.Varchar => new TextCells(vector),
        DuckTypeId.Blob => new BlobCells(vector),
        DuckTypeId.Bit => new BitCells(vector),
        DuckTypeId.Uuid => new UuidCells(vector),
        DuckTypeId.Enum => new EnumCells(type, vector),
        DuckTypeId.Null => new NullCells(vector),
        DuckTypeId.Geometry => new GeometryCells(vector),
        _ => throw QueryException.Of($"A column has the type {type}, which cannot be shown. Cast it: cast(… as varchar)."),
    };
}
