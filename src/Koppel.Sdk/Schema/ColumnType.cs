namespace Koppel.Sdk.Schema;

/// <summary>
/// What a column holds, in the words of SQL. Structs, maps and other lists travel as <see cref="Json"/>; dates with other fractions of a
/// second as <see cref="Timestamp"/>; labels, bits, numbers of any length and times of day with a zone as <see cref="Text"/>.
/// </summary>
public enum ColumnKind
{
    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A whole number of 8 bits.</summary>
    TinyInt,

    /// <summary>A whole number of 16 bits.</summary>
    SmallInt,

    /// <summary>A whole number of 32 bits.</summary>
    Integer,

    /// <summary>A whole number of 64 bits.</summary>
    BigInt,

    /// <summary>A whole number of 128 bits.</summary>
    HugeInt,

    /// <summary>A whole number of 8 bits without a sign.</summary>
    UTinyInt,

    /// <summary>A whole number of 16 bits without a sign.</summary>
    USmallInt,

    /// <summary>A whole number of 32 bits without a sign.</summary>
    UInteger,

    /// <summary>A whole number of 64 bits without a sign.</summary>
    UBigInt,

    /// <summary>A whole number of 128 bits without a sign.</summary>
    UHugeInt,

    /// <summary>A binary floating-point number of 32 bits.</summary>
    Float,

    /// <summary>A binary floating-point number of 64 bits.</summary>
    Double,

    /// <summary>A decimal number of at most 38 digits; see <see cref="ColumnType.Width"/> and <see cref="ColumnType.Scale"/>.</summary>
    Decimal,

    /// <summary>Text of any length.</summary>
    Text,

    /// <summary>Bytes.</summary>
    Blob,

    /// <summary>A UUID.</summary>
    Uuid,

    /// <summary>A calendar day.</summary>
    Date,

    /// <summary>A time of day, in microseconds.</summary>
    Time,

    /// <summary>A date with a time of day and no zone, in microseconds.</summary>
    Timestamp,

    /// <summary>An instant, in microseconds UTC.</summary>
    TimestampTz,

    /// <summary>A span of time; see <see cref="Schema.Interval"/>.</summary>
    Interval,

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
/// <param name="Width">Number of digits, 1 to 38.</param>
/// <param name="Scale">Digits behind the point.</param>
public readonly record struct ColumnType(ColumnKind Kind, byte Width = 0, byte Scale = 0)
{
    /// <summary>So many digits a decimal has at most that is kept as a long.</summary>
    public const int LongDigits = 18;

    /// <summary>A type without width and scale is written as its kind.</summary>
    public static implicit operator ColumnType(ColumnKind kind) => new(kind);

    /// <summary>A whole number, of whatever width.</summary>
    public bool IsWhole => Kind is >= ColumnKind.TinyInt and <= ColumnKind.UHugeInt;

    /// <summary>Values are kept in 128 bits.</summary>
    public bool IsWide => Kind is ColumnKind.HugeInt or ColumnKind.UHugeInt or ColumnKind.Uuid or ColumnKind.Interval
        || (Kind == ColumnKind.Decimal && Width > LongDigits);

    /// <summary>The least and the greatest number that a column holds whose values are kept as longs.</summary>
    internal (long Least, long Greatest) Range => Kind switch
    {
        ColumnKind.TinyInt => (sbyte.MinValue, sbyte.MaxValue),
        ColumnKind.SmallInt => (short.MinValue, short.MaxValue),
        ColumnKind.Integer => (int.MinValue, int.MaxValue),
        ColumnKind.UTinyInt => (0, byte.MaxValue),
        ColumnKind.USmallInt => (0, ushort.MaxValue),
        ColumnKind.UInteger => (0, uint.MaxValue),
        _ => (long.MinValue, long.MaxValue),
    };

    /// <summary>The type's name in SQL, such as <c>DECIMAL(18,2)</c>.</summary>
    public override string ToString() => Kind switch
    {
        ColumnKind.Decimal => FormattableString.Invariant($"DECIMAL({Width},{Scale})"),
        ColumnKind.Text => "VARCHAR",
        ColumnKind.BigIntList => "BIGINT[]",
        ColumnKind.TextList => "VARCHAR[]",
        _ => Kind.ToString().ToUpperInvariant(),
    };
}
