using Koppel.Sdk.Connections;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Sdk.Reading;

/// <summary>
/// A table of a connection. It is also an <see cref="IScanTable"/> or an <see cref="IFileTable"/>, and may be an
/// <see cref="IWritableTable"/>.
/// </summary>
public interface ITable
{
    /// <summary>Name and columns.</summary>
    TableSchema Schema { get; }
}

/// <summary>A table whose rows the connector brings.</summary>
public interface IScanTable : ITable
{
    /// <summary>Says how a request would be answered. Pure: no call, no change, the same answer each time.</summary>
    ScanPlan Plan(ScanRequest request);

    /// <summary>
    /// Prices a plan, making at most one call, whose answer is kept in the plan and not asked again by <see cref="ScanAsync"/>.
    /// </summary>
    ValueTask<ScanEstimate> EstimateAsync(ScanPlan plan, CancellationToken cancellationToken = default);

    /// <summary>
    /// Prices a plan by the first call of another one, which asks for values and is only made if it is cheaper: the answer is kept in that
    /// one. Null where a system cannot tell its size beside another thing, which is the default.
    /// </summary>
    /// <param name="plan">The plan that is priced.</param>
    /// <param name="lookUp">The other one, of several calls.</param>
    /// <param name="cancellationToken">Stops it.</param>
    ValueTask<ScanEstimate?> EstimateBesideAsync(ScanPlan plan, ScanPlan lookUp, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<ScanEstimate?>(null);

    /// <summary>
    /// Brings the rows. It may bring more than the predicates ask for, never fewer. A batch counts until the next one is asked for: then it
    /// may be filled again.
    /// </summary>
    /// <exception cref="ConnectorException">The remote system failed.</exception>
    IAsyncEnumerable<RowBatch> ScanAsync(ScanPlan plan, CancellationToken cancellationToken = default);
}

/// <summary>A table that is a file or a set of files in a form that the engine reads by itself.</summary>
public interface IFileTable : ITable
{
    /// <summary>Where the rows are.</summary>
    FileSource Source { get; }
}

/// <summary>Files that the engine reads by itself.</summary>
/// <param name="Format">Their form.</param>
/// <param name="Paths">Full paths, at least one.</param>
public sealed record FileSource(FileFormat Format, IReadOnlyList<string> Paths)
{
    /// <summary>How files of text are to be read; what it leaves open is found out from the files.</summary>
    public TextFileSettings Text { get; init; } = new();
}

/// <summary>A form of file that the engine reads by itself.</summary>
public enum FileFormat
{
    /// <summary>Values separated by commas, semicolons or the like; the separator is found.</summary>
    Csv,

    /// <summary>Values separated by tabs.</summary>
    Tsv,

    /// <summary>Apache Parquet.</summary>
    Parquet,

    /// <summary>JSON: an array of objects, or an object a line.</summary>
    Json,
}
