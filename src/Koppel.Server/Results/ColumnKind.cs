using Koppel.Output;

namespace Koppel.Server.Results;

/// <summary>What kind of values a column has, as the page tells them apart.</summary>
internal static class ColumnKind
{
    /// <summary>One of text, number, date, time, timestamp, boolean, json and binary.</summary>
    /// <param name="type">The column's type in SQL.</param>
    public static string Of(string type) =>
        CellText.IsNumber(type) ? "number"
        : type == "BOOLEAN" ? "boolean"
        : type == "DATE" ? "date"
        : type.StartsWith("TIMESTAMP", StringComparison.Ordinal) && !type.EndsWith(']') ? "timestamp"
        : type.StartsWith("TIME", StringComparison.Ordinal) && !type.EndsWith(']') ? "time"
        : type is "BLOB" or "BIT" ? "binary"
        : type is "JSON" or "VARIANT" || type.EndsWith(']') || IsNested(type) ? "json"
        : "text";

    static bool IsNested(string type) => type.StartsWith("STRUCT(", StringComparison.Ordinal)
        || type.StartsWith("MAP(", StringComparison.Ordinal) || type.StartsWith("UNION(", StringComparison.Ordinal);
}
