using System.Text.Json.Serialization;
using Koppel.Engine.Files.Json;
using Koppel.Sdk;

namespace Koppel.Engine.Files;

/// <summary>What was found out about a whole file.</summary>
[JsonDerivedType(typeof(TextProfile), "text")]
[JsonDerivedType(typeof(JsonProfile), "json")]
internal abstract record FileProfile
{
    /// <summary>DuckDB reads the file as it lies, and finds in it what we found.</summary>
    public required bool IsClean { get; init; }

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

    /// <summary>Nothing that it would write into SQL is other than we write it: a profile that was kept lay in a file.</summary>
    [JsonIgnore]
    public abstract bool IsSound { get; }

    /// <summary>The query that gives the rows.</summary>
    /// <param name="path">The file, or its clean copy.</param>
    /// <param name="isCopy">It is the copy.</param>
    public abstract string Sql(string path, bool isCopy);

    /// <summary>Writes the file anew, as DuckDB cannot misread it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="settings">What is told of it.</param>
    /// <param name="target">Gets the copy.</param>
    /// <param name="copied">Is told how many rows were written.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public abstract void Copy(string path, TextFileSettings settings, Stream target, Action<long> copied, CancellationToken cancellationToken);

    /// <summary>A column's type is one of those that are found or told.</summary>
    protected static bool IsKnown(FileColumn column) =>
        column.Type is "VARCHAR" || (ToldType.Parse(column.Type.ToLowerInvariant()) is { } told && told.Type == column.Type);
}

/// <summary>What was found out about a file of separated values.</summary>
internal sealed record TextProfile : FileProfile
{
    /// <summary>How its text is to be taken apart.</summary>
    public required TextDialect Dialect { get; init; }

    /// <summary>Line ends stand within quotes.</summary>
    public required bool HasQuotedLines { get; init; }

    /// <summary>The line ends of its records.</summary>
    public required LineEnds Ends { get; init; }

    /// <summary>Bytes of its longest record.</summary>
    public required int LongestRecord { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsSound => Columns.All(IsKnown);

    /// <inheritdoc/>
    public override string Sql(string path, bool isCopy) => TextFileSql.Rows(this, path, isCopy);

    /// <inheritdoc/>
    public override void Copy(string path, TextFileSettings settings, Stream target, Action<long> copied, CancellationToken cancellationToken) =>
        CleanCopy.Write(path, this, settings, target, copied, cancellationToken);
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
