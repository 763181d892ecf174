using Koppel.Sdk;

namespace Koppel.Engine.Files;

/// <summary>What was found out about a whole file of text.</summary>
internal sealed record FileProfile
{
    /// <summary>How its text is to be taken apart.</summary>
    public required TextDialect Dialect { get; init; }

    /// <summary>DuckDB reads the file as it lies, and finds in it what we found.</summary>
    public required bool IsClean { get; init; }

    /// <summary>Line ends stand within quotes.</summary>
    public required bool HasQuotedLines { get; init; }

    /// <summary>The line ends of its records.</summary>
    public required LineEnds Ends { get; init; }

    /// <summary>Bytes of its longest record.</summary>
    public required int LongestRecord { get; init; }

    /// <summary>Its rows, those that are too long left out.</summary>
    public required long Rows { get; init; }

    /// <summary>Its columns.</summary>
    public required IReadOnlyList<FileColumn> Columns { get; init; }

    /// <summary>The rows that are too long.</summary>
    public IReadOnlyList<LongRow> LongRows { get; init; } = [];

    /// <summary>What a user must know, sentences without a full stop.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What was found, a line each, for who asks.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];
}

/// <summary>How a text is taken apart.</summary>
/// <param name="Encoding">The name of its encoding.</param>
/// <param name="Separator">What separates cells.</param>
/// <param name="Quote">What encloses cells, or 0 for nothing.</param>
/// <param name="HasSeparatorLine">Its first line is Excel's <c>sep=;</c>.</param>
internal sealed record TextDialect(string Encoding, byte Separator, byte Quote, bool HasSeparatorLine)
{
    /// <summary>A byte order mark stands before it.</summary>
    public bool HasMark { get; init; }

    /// <summary>Its first record holds headings.</summary>
    public bool HasHeader { get; init; } = true;
}

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

/// <summary>A row that has more cells than there are columns.</summary>
/// <param name="Line">The line of the first cell that is too many, from 1.</param>
/// <param name="Column">Where it begins in the line, in characters from 1.</param>
/// <param name="Cells">How many cells the row has.</param>
internal readonly record struct LongRow(long Line, long Column, int Cells)
{
    /// <summary>Why it is not read.</summary>
    public RejectCause Cause(string file, int columns) => new(
        RejectCode.TooManyCells,
        $"The row on line {FileFault.Number(Line)} of {file} has {FileFault.Count(Cells, "cell")} for {FileFault.Count(columns, "column")}: the first that is too many stands in column {FileFault.Number(Column)}.",
        "Put a cell that holds the separator in quotes, or set ragged = \"cut\".");
}
