using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;

namespace Koppel.Sdk.Rest.Read;

/// <summary>A plan with the calls that it stands for.</summary>
internal sealed class RestScanPlan : ScanPlan
{
    /// <summary>The calls of a look-up, or one list that is read page by page.</summary>
    public required IReadOnlyList<RestRead> Reads { get; init; }

    /// <summary>Whether <see cref="Reads"/> is one list that is read page by page from its beginning.</summary>
    public required bool IsPaged { get; init; }

    /// <summary>Whether the rows come from the table's snapshot. The default is false.</summary>
    public bool IsFromSnapshot { get; init; }

    /// <summary>The first page, when it was asked for already to learn the size of the list.</summary>
    public RestPage? FirstPage { get; set; }
}

/// <summary>A thing to ask.</summary>
/// <param name="Path">Path and query, without the parameters of paging.</param>
/// <param name="Pattern">The path in reports.</param>
/// <param name="Shape">What comes back.</param>
internal sealed record RestRead(string Path, string Pattern, ReadShape Shape)
{
    /// <summary>The value that is asked for stands in the path, so that 404 means "no rows".</summary>
    public bool IsInPath { get; init; }

    /// <summary>The column that the rows do not tell, with what was asked for; otherwise null.</summary>
    public (string Column, string Value)? Given { get; init; }

    /// <summary>The list that the pages are of, when the rows stand beside another list than the table's own; otherwise null.</summary>
    public (string List, Paging Paging)? Through { get; init; }

    /// <summary>The rows are asked for in an order of their own, so that they cannot be walked by key.</summary>
    public bool IsOrdered { get; init; }

    /// <summary>The key behind which the rows are wanted, when the list is walked by key; otherwise null.</summary>
    public long? From { get; init; }
}

/// <summary>What comes back.</summary>
internal enum ReadShape
{
    /// <summary>A list, page by page.</summary>
    Pages,

    /// <summary>A list of which one page holds everything.</summary>
    OnePage,

    /// <summary>One row in its envelope, or 404.</summary>
    Item,
}
