using System.Text.Json.Serialization;
using Koppel.Engine.Files.Input;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Reading;

namespace Koppel.Engine.Files.Columns;

/// <summary>What was found out about a whole file.</summary>
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
    public abstract void Copy(
        string path, TextFileSettings settings, Stream target, Action<long> copied, CancellationToken cancellationToken);

    /// <summary>A column's type is one of those that are found or told.</summary>
    protected static bool IsKnown(FileColumn column) =>
        column.Type is "VARCHAR" || (ToldType.Parse(column.Type.ToLowerInvariant()) is { } told && told.Type == column.Type);
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
        $"The row on line {FileFault.Number(Line)} of {file} has {FileFault.Count(Cells, "cell")} for "
            + $"{FileFault.Count(columns, "column")}: the first that is too many stands in column {FileFault.Number(Column)}.",
        "Put a cell that holds the separator in quotes, or set ragged = \"cut\".");
}
