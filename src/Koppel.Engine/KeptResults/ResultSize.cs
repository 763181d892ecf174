using System.Globalization;
using Koppel.Engine.DuckDb;

namespace Koppel.Engine.KeptResults;

/// <summary>About how much room a result takes: that of its first rows, as many times as there are rows.</summary>
internal static class ResultSize
{
    const int Looked = 2_000;

    /// <summary>The bytes.</summary>
    public static async Task<long> OfAsync(ResultDatabase database, KeptResult result, CancellationToken cancellationToken)
    {
        if (result.Rows == 0) return 0;
        var row = string.Join(" + ", result.Types.Select((t, i) => IsText(t)
            ? $"16 + coalesce(length(cast({ChunkScan.ColumnName(i)} as varchar)), 0)"
            : FormattableString.Invariant($"{Fixed(t)}")));
        var sizes = await database.QueryAsync(
            string.Create(CultureInfo.InvariantCulture, $"select cast(avg({row}) as double) from {result.Table} where rowid < {Looked}"),
            r => r.GetDouble(0), result.Origin.TimeZone, null, cancellationToken);
        return (long)(sizes[0] * result.Rows);
    }

    static bool IsText(DuckType type) => type.Id is DuckTypeId.Varchar or DuckTypeId.Blob || type.Parts.Count > 0;

    static int Fixed(DuckType type) => type.Id switch
    {
        DuckTypeId.Boolean or DuckTypeId.TinyInt or DuckTypeId.UTinyInt => 1,
        DuckTypeId.SmallInt or DuckTypeId.USmallInt => 2,
        DuckTypeId.Integer or DuckTypeId.UInteger or DuckTypeId.Float or DuckTypeId.Date => 4,
        DuckTypeId.HugeInt or DuckTypeId.UHugeInt or DuckTypeId.Uuid or DuckTypeId.Interval => 16,
        _ => 8,
    };
}
