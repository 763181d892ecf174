namespace Koppel.Engine.Files.Columns;

/// <summary>A column of a file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What its values are.</param>
/// <param name="Type">Its type in SQL.</param>
/// <param name="Reason">Why, for a reader; empty when nothing is to be said.</param>
internal sealed record FileColumn(string Name, FileColumnKind Kind, string Type, string Reason)
{
    /// <summary>How its numbers are written.</summary>
    public NumberStyle Numbers { get; init; }

    /// <summary>How its dates or times are written.</summary>
    public MomentForm Moments { get; init; }

    /// <summary>The order of day, month and year.</summary>
    public DateOrders Order { get; init; }

    /// <summary>DuckDB reads the type from the text as it stands.</summary>
    public bool IsNative => Kind switch
    {
        FileColumnKind.Text => true,
        FileColumnKind.Number => Numbers is { Decimal: (byte)'.', Group: 0 },
        FileColumnKind.Moment => Moments.IsNative(Order),
        _ => false,
    };
}

/// <summary>What the values of a column are.</summary>
internal enum FileColumnKind
{
    /// <summary>Texts.</summary>
    Text,

    /// <summary>Whole numbers or decimals.</summary>
    Number,

    /// <summary>Dates, times, or both.</summary>
    Moment,

    /// <summary>Yes or no; only when told.</summary>
    Boolean,

    /// <summary>Floating point; only when told.</summary>
    Double,
}
