using Koppel.Engine.Sql;

namespace Koppel.Engine.DuckDb;

/// <summary>What types become in a Parquet file.</summary>
internal static class ParquetTypes
{
    /// <summary>
    /// The type to write, as SQL; null to write it as it is. What the format has no type for, or one with fewer digits, becomes text: whole
    /// numbers of 128 bits and more, intervals, bits, unions, variants, times with an offset or nanoseconds.
    /// </summary>
    public static string? Of(DuckType type)
    {
        if (IsText(type.Id)) return "VARCHAR";
        var parts = type.Parts.Select(p => Of(p.Type)).ToList();
        if (parts.All(p => p is null)) return null;
        var all = type.Parts.Select((p, i) => (p.Name, Type: parts[i] ?? p.Type.ToString())).ToList();
        return type.Id switch
        {
            DuckTypeId.List => $"{all[0].Type}[]",
            DuckTypeId.Array => $"{all[0].Type}[{type.Size}]",
            DuckTypeId.Map => $"MAP({all[0].Type}, {all[1].Type})",
            DuckTypeId.Struct =>
                $"STRUCT({string.Join(", ", all.Select(p => p.Name.Length == 0 ? p.Type : $"{SqlText.Identifier(p.Name)} {p.Type}"))})",
            _ => "VARCHAR",
        };
    }

    static bool IsText(DuckTypeId id) =>
        id is DuckTypeId.HugeInt or DuckTypeId.UHugeInt or DuckTypeId.Bignum or DuckTypeId.Interval or DuckTypeId.Bit
        or DuckTypeId.Union or DuckTypeId.TimeTz or DuckTypeId.TimeNs or DuckTypeId.Variant or DuckTypeId.Null;
}
