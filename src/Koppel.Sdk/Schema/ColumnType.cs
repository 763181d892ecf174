namespace Koppel.Sdk.Schema;

/// <summary>What a column holds, in the words of SQL.</summary>
public enum ColumnKind
{
    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A whole number of 64 bits.</summary>
    BigInt,

    /// <summary>A binary floating-point number of 64 bits.</summary>
    Double,

    /// <summary>A decimal number of at most 18 digits; see <see cref="ColumnType.Width"/> and <see cref="ColumnType.Scale"/>.</summary>
    Decimal,

    /// <summary>Text of any length.</summary>
    Text,

    /// <summary>A calendar day.</summary>
    Date,

    /// <summary>A time of day, in microseconds.</summary>
    Time,

    /// <summary>A date with a time of day and no zone, in microseconds.</summary>
    Timestamp,

    /// <summary>An instant, in microseconds UTC.</summary>
    TimestampTz,

    /// <summary>A JSON text.</summary>
    Json,

    /// <summary>A list of whole numbers.</summary>
    BigIntList,

    /// <summary>A list of texts, none of them null.</summary>
    TextList,
}

/// <summary>
/// A column's type. <paramref name="Width"/> and <paramref name="Scale"/> count for <see cref="ColumnKind.Decimal"/> only.
/// </summary>
/// <param name="Kind">What the column holds.</param>
/// <param name="Width">Number of digits, 1 to 18.</param>
/// <param name="Scale">Digits behind the point.</param>
public readonly record struct ColumnType(ColumnKind Kind, byte Width = 0, byte Scale = 0)
{
    /// <summary>A type without width and scale is written as its kind.</summary>
    public static implicit operator ColumnType(ColumnKind kind) => new(kind);

    /// <summary>The type's name in SQL, such as <c>DECIMAL(18,2)</c>.</summary>
    public override string ToString() => Kind switch
    {
        ColumnKind.Boolean => "BOOLEAN",
        ColumnKind.BigInt => "BIGINT",
        ColumnKind.Double => "DOUBLE",
        ColumnKind.Decimal => FormattableString.Invariant($"DECIMAL({Width},{Scale})"),
        ColumnKind.Text => "VARCHAR",
        ColumnKind.Date => "DATE",
        ColumnKind.Time => "TIME",
        ColumnKind.Timestamp => "TIMESTAMP",
        ColumnKind.TimestampTz => "TIMESTAMPTZ",
        ColumnKind.Json => "JSON",
        ColumnKind.BigIntList => "BIGINT[]",
        ColumnKind.TextList => "VARCHAR[]",
        _ => throw new InvalidOperationException($"Column kind {Kind} has no SQL name."),
    };
}
