using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading.Cells;

/// <summary>
/// The SQL by which a value of a source comes into a column's type, and by which it is told when it cannot: DuckDB's cast fails the whole
/// query at the first such value, and rounds or accepts others that the target's column cannot hold.
/// </summary>
internal static class CellSql
{
    /// <summary>What surrounds a text without being seen, as an SQL expression.</summary>
    public const string Blanks = "' ' || chr(9) || chr(10) || chr(13) || chr(160)";

    static readonly HashSet<string> Whole = new(StringComparer.OrdinalIgnoreCase)
        { "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "BOOLEAN" };

    /// <summary>Whether some value of a source's column may not fit; where none can, nothing is looked at.</summary>
    /// <param name="source">The type of the source's column in SQL, or null when it is not known.</param>
    /// <param name="target">The type of the target's column.</param>
    public static bool CanFail(string? source, ColumnType target) => target.Kind switch
    {
        ColumnKind.Text => false,
        ColumnKind.BigInt or ColumnKind.Boolean => source is null || !Whole.Contains(source),
        ColumnKind.Double =>
            source is null || !(Whole.Contains(source) || source.StartsWith("DECIMAL", StringComparison.OrdinalIgnoreCase)),
        ColumnKind.Decimal or ColumnKind.Json or ColumnKind.TextList =>
            !string.Equals(source, target.ToString(), StringComparison.OrdinalIgnoreCase),
        _ => true, // Days and times that DuckDB has and no calendar does; lists with a null in them.
    };

    /// <summary>The value in the column's type; null where it cannot be converted.</summary>
    /// <param name="sql">The value as it is given.</param>
    /// <param name="type">The column's type.</param>
    /// <param name="isConstant">It stands in the statement itself: where it cannot be converted, the statement is wrong.</param>
    public static string Value(string sql, ColumnType type, bool isConstant = false) =>
        $"{(isConstant ? "cast" : "try_cast")}({sql} as {type})";

    /// <summary>Whether the value does not fit its column. A text without anything visible says as little as a null.</summary>
    /// <param name="sql">The value as it is given.</param>
    /// <param name="type">The column's type.</param>
    /// <param name="isConstant">It stands in the statement itself.</param>
    public static string IsBad(string sql, ColumnType type, bool isConstant = false)
    {
        var value = Value(sql, type, isConstant);
        var unfit = type.Kind switch
        {
            _ when type.IsWhole => $"coalesce(try_cast({sql} as decimal(38,9)) % 1 <> 0, try_cast({sql} as double) % 1 <> 0)",
            ColumnKind.Double or ColumnKind.Float => $"not isfinite({value})",
            ColumnKind.Date => $"not {value} between date '0001-01-01' and date '9999-12-31'",
            ColumnKind.Time => $"{value} >= time '24:00:00'",
            ColumnKind.Timestamp => $"not ({value} >= timestamp '0001-01-01' and {value} < timestamp '9999-12-31 23:59:59.999999')",
            ColumnKind.TimestampTz =>
                $"not ({value} >= timestamptz '0001-01-02 00:00:00+00' and {value} < timestamptz '9999-12-31 00:00:00+00')",
            ColumnKind.BigIntList => $"list_count({value}) < len({value})",
            _ => "false",
        };
        return $"coalesce(case when {sql} is null then false when {value} is null then {Said(sql)} <> '' else {unfit} end, false)";
    }

    /// <summary>
    /// What stands in the cells that do not fit, a list with an element for each of some cells; null for a row in which all fit.
    /// </summary>
    /// <param name="cells">Each cell as it is given, and whether it is bad, in SQL.</param>
    public static string Faults(IReadOnlyList<(string Given, string IsBad)> cells) => cells.Count == 0 ? "cast(null as varchar[])"
        : $"case when {string.Join(" or ", cells.Select(c => c.IsBad))} then "
            + $"[{string.Join(", ", cells.Select(c => $"case when {c.IsBad} then cast({c.Given} as varchar) end"))}] end";

    /// <summary>A text as it is told from others: texts that are the same give the same.</summary>
    /// <param name="sql">The text.</param>
    /// <param name="sameness">In what they may differ.</param>
    public static string Same(string sql, TextSameness sameness)
    {
        var text = sql;
        if (sameness.HasFlag(TextSameness.Invisible)) text = $"regexp_replace({text}, '{Invisible}', '', 'g')";
        if (sameness.HasFlag(TextSameness.Composition)) text = $"nfc_normalize({text})";
        // Most texts hold nothing of the kind.
        if (text != sql) text = $"case when strlen({sql}) = length({sql}) then {sql} else {text} end";
        if (sameness.HasFlag(TextSameness.Blanks)) text = $"trim({text}, {Blanks})";
        return sameness.HasFlag(TextSameness.Case) ? $"lower({text})" : text;
    }

    /// <summary>The signs that <see cref="InvisibleText.CleanName"/> takes out, as a class of a regular expression.</summary>
    const string Invisible =
        @"[\x{AD}\x{61C}\x{200B}\x{200E}\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{2066}-\x{206F}\x{FEFF}\x{FFF9}-\x{FFFB}]";

    static string Said(string sql) => $"trim(cast({sql} as varchar), {Blanks})";
}
