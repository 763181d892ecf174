using System.Globalization;
using System.Text;
using DuckDB.NET.Native;
using Koppel.Engine.Sql;
using Types = DuckDB.NET.Native.NativeMethods.LogicalType;

namespace Koppel.Engine.DuckDb;

/// <summary>The type of a column, or of a part of one.</summary>
internal sealed class DuckType
{
    DuckDBLogicalType? _handle;

    DuckType(DuckTypeId id) => Id = id;

    /// <summary>What it is.</summary>
    public DuckTypeId Id { get; }

    /// <summary>Its name, such as <c>JSON</c> for a text, or null.</summary>
    public string? Alias { get; private init; }

    /// <summary>The digits of a decimal.</summary>
    public int Width { get; private init; }

    /// <summary>Those behind the decimal sign.</summary>
    public int Scale { get; private init; }

    /// <summary>How many elements an array has.</summary>
    public int Size { get; private init; }

    /// <summary>How wide the numbers of an enum are stored.</summary>
    public DuckTypeId Stored { get; private init; }

    /// <summary>The fields of a struct, the members of a union, the key and value of a map, the element of a list or an array.</summary>
    public IReadOnlyList<(string Name, DuckType Type)> Parts { get; private init; } = [];

    /// <summary>The labels of an enum, in UTF-8.</summary>
    public byte[][] Labels { get; private init; } = [];

    /// <summary>It is, or holds, a struct or a union, whose names only DuckDB knows when to quote.</summary>
    public bool HasNames => Id is DuckTypeId.Struct or DuckTypeId.Union || Parts.Any(p => p.Type.HasNames);

    /// <summary>A text that is JSON.</summary>
    public bool IsJson => Id == DuckTypeId.Varchar && Alias == "JSON";

    /// <summary>The zone in which instants of the type are shown.</summary>
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    /// <summary>Shows instants of the type, and of its parts, in a zone.</summary>
    public DuckType In(TimeZoneInfo zone)
    {
        Zone = zone;
        foreach (var (_, part) in Parts) part.In(zone);
        return this;
    }

    /// <summary>A type that needs no more than its kind.</summary>
    public static DuckType Plain(DuckTypeId id) => new(id);

    /// <summary>A type of decimals.</summary>
    public static DuckType Decimal(int width, int scale) => new(DuckTypeId.Decimal) { Width = width, Scale = scale };

    /// <summary>Reads DuckDB's description of a type.</summary>
    public static DuckType Of(DuckDBLogicalType type)
    {
        var id = (DuckTypeId)(int)Types.DuckDBGetTypeId(type);
        return id switch
        {
            DuckTypeId.Decimal =>
                new(id) { Alias = Native.Alias(type), Width = Types.DuckDBDecimalWidth(type), Scale = Types.DuckDBDecimalScale(type) },
            DuckTypeId.Enum => new(
                id) { Labels = LabelsOf(type), Alias = Native.Alias(type), Stored = (DuckTypeId)(int)Types.DuckDBEnumInternalType(type) },
            DuckTypeId.List => new(id) { Alias = Native.Alias(type), Parts = [("", Take(Types.DuckDBListTypeChildType(type)))] },
            DuckTypeId.Array => new(id) { Alias = Native.Alias(type), Size = checked((int)Types.DuckDBArrayVectorGetSize(type)),
                Parts = [("", Take(Types.DuckDBArrayTypeChildType(type)))] },
            DuckTypeId.Map => new(id) { Alias = Native.Alias(type),
                Parts = [("key", Take(Types.DuckDBMapTypeKeyType(type))), ("value", Take(Types.DuckDBMapTypeValueType(type)))] },
            DuckTypeId.Struct => new(id)
            {
                Alias = Native.Alias(type),
                Parts = [
                    .. Range(Types.DuckDBStructTypeChildCount(type))
                        .Select(i => (Types.DuckDBStructTypeChildName(type, i), Take(Types.DuckDBStructTypeChildType(type, i))))],
            },
            DuckTypeId.Union => new(id) { Alias = Native.Alias(type),
                Parts = [.. Range(Native.UnionCount(type)).Select(i => (Native.UnionName(type, i), Take(Native.UnionType(type, i))))] },
            _ => new(id) { Alias = Native.Alias(type) },
        };
    }

    /// <summary>The type as SQL writes it.</summary>
    public override string ToString() => Alias ?? Id switch
    {
        DuckTypeId.Decimal => string.Create(CultureInfo.InvariantCulture, $"DECIMAL({Width},{Scale})"),
        DuckTypeId.Enum => $"ENUM({string.Join(", ", Labels.Select(l => SqlText.Literal(Encoding.UTF8.GetString(l))))})",
        DuckTypeId.List => $"{Parts[0].Type}[]",
        DuckTypeId.Array => string.Create(CultureInfo.InvariantCulture, $"{Parts[0].Type}[{Size}]"),
        DuckTypeId.Map => $"MAP({Parts[0].Type}, {Parts[1].Type})",
        DuckTypeId.Struct =>
            $"STRUCT({string.Join(", ", Parts.Select(p => p.Name.Length == 0 ? $"{p.Type}" : $"{SqlText.Identifier(p.Name)} {p.Type}"))})",
        DuckTypeId.Union => $"UNION({string.Join(", ", Parts.Select(p => $"{SqlText.Identifier(p.Name)} {p.Type}"))})",
        DuckTypeId.TimestampS => "TIMESTAMP_S",
        DuckTypeId.TimestampMs => "TIMESTAMP_MS",
        DuckTypeId.TimestampNs => "TIMESTAMP_NS",
        DuckTypeId.TimestampTz => "TIMESTAMP WITH TIME ZONE",
        DuckTypeId.TimeTz => "TIME WITH TIME ZONE",
        DuckTypeId.TimeNs => "TIME_NS",
        DuckTypeId.Null => "\"NULL\"",
        _ => Id.ToString().ToUpperInvariant(),
    };

    /// <summary>DuckDB's own description of the type, which lives as long as this.</summary>
    public DuckDBLogicalType Handle => _handle ??= Types.DuckDBCreateLogicalType((DuckDBType)(int)Id);

    /// <summary>Reads DuckDB's description of a type and keeps it.</summary>
    public static DuckType Keep(DuckDBLogicalType handle)
    {
        var type = Of(handle);
        type._handle = handle;
        return type;
    }

    static DuckType Take(DuckDBLogicalType type)
    {
        using (type) return Of(type);
    }

    static IEnumerable<long> Range(long count)
    {
        for (var i = 0L; i < count; i++) yield return i;
    }

    static byte[][] LabelsOf(DuckDBLogicalType type)
    {
        var labels = new byte[Types.DuckDBEnumDictionarySize(type)][];
        for (var i = 0; i < labels.Length; i++) labels[i] = Encoding.UTF8.GetBytes(Types.DuckDBEnumDictionaryValue(type, i));
        return labels;
    }
}
