namespace Koppel.Engine.GuidedLoads;

/// <summary>What a type of SQL is for a reader.</summary>
internal static class ColumnKind
{
    /// <summary>A word: number, boolean, date, timestamp, time, list or text.</summary>
    public static string Of(string type) => type.Split('(')[0] switch
    {
        _ when type.EndsWith("[]", StringComparison.Ordinal) => "list",
        "BOOLEAN" => "boolean",
        "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT" or "HUGEINT" or "UTINYINT" or "USMALLINT" or "UINTEGER" or "UBIGINT" or "FLOAT"
            or "DOUBLE" or "DECIMAL" => "number",
        "DATE" => "date",
        "TIME" => "time",
        var t when t.StartsWith("TIMESTAMP", StringComparison.Ordinal) => "timestamp",
        _ => "text",
    };
}
