using Koppel.Connectors.Salesforce.Describe;
using Koppel.Sdk.Reading;

namespace Koppel.Connectors.Salesforce.Query;

/// <summary>How a request is answered.</summary>
internal sealed class QueryPlan : ScanPlan
{
    /// <summary>What comes back.</summary>
    public required QueryShape Shape { get; init; }

    /// <summary>The query.</summary>
    public required SoqlQuery Query { get; init; }

    /// <summary>The fields of the request's columns, in its order.</summary>
    public required IReadOnlyList<SoqlField> Fields { get; init; }

    /// <summary>The texts of the calls; several where a list of values is cut.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Parts { get; init; }

    /// <summary>The query does not fit into an address, so that only a job can be told it.</summary>
    public bool IsTooLong { get; init; }

    /// <summary>Why it cannot be read by a job, or null.</summary>
    public string? RestOnly { get; init; }

    /// <summary>The first page, or that of the first of <see cref="Parts"/>, when it was asked for already to learn the size.</summary>
    public RecordPage? FirstPage { get; set; }
}

/// <summary>What comes back.</summary>
internal enum QueryShape
{
    /// <summary>No row can be wanted.</summary>
    Nothing,

    /// <summary>A number of rows, and nothing of them.</summary>
    Count,

    /// <summary>A number of rows, and values that all of them could have.</summary>
    Witnesses,

    /// <summary>Combinations of values, and how often each occurs.</summary>
    Groups,

    /// <summary>The least and the greatest value.</summary>
    Extremes,

    /// <summary>Rows.</summary>
    Rows,
}
