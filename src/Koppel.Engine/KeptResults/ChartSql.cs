using Koppel.Engine.DuckDb;

namespace Koppel.Engine.KeptResults;

/// <summary>
/// The points of a chart as SQL. Rows with the same x are added up. Of more than 200 values of x, a number or a time is cut into 200 parts
/// of as many values, and of others the 200 highest are shown.
/// </summary>
internal sealed class ChartSql(KeptResult result)
{
    /// <summary>So many points there are at most.</summary>
    public const int Most = 200;

    /// <summary>The query: x as text, y as a number.</summary>
    public string Points(int x, int? y, bool isLine)
    {
        var axis = ChunkScan.ColumnName(x);
        var height = y is { } column ? $"sum(try_cast({ChunkScan.ColumnName(column)} as double))" : "cast(count(*) as double)";
        var grouped = $"select {axis} as x, {height} as y from {result.Table} group by all";
        if (IsOrdered(result.Types[x].Id))
            return $"with g as ({grouped}), n as (select x, y, ntile({Most}) over (order by x nulls last) as part from g) "
                + "select cast(min(x) as varchar), sum(y) from n group by part order by part";
        var highest = $"with g as ({grouped} order by y desc nulls last, x limit {Most}) select cast(x as varchar), y from g";
        return isLine ? $"{highest} order by x nulls last" : $"{highest} order by y desc nulls last, x";
    }

    static bool IsOrdered(DuckTypeId type) => type is not (DuckTypeId.Varchar or DuckTypeId.Boolean or DuckTypeId.Enum or DuckTypeId.Uuid
        or DuckTypeId.Blob or DuckTypeId.List or DuckTypeId.Struct or DuckTypeId.Map or DuckTypeId.Union or DuckTypeId.Array);
}
