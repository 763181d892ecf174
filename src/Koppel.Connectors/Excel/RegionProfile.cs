using Koppel.Sdk.Schema;

namespace Koppel.Connectors.Excel;

/// <summary>What a pass over a region found: its columns and how many rows it has.</summary>
/// <param name="Columns">The columns, with their place in the sheet from 0.</param>
/// <param name="FirstRow">The first row that can hold data, from 0.</param>
/// <param name="Rows">How many rows hold data.</param>
internal sealed record RegionProfile(IReadOnlyList<(Column Column, int Place)> Columns, int FirstRow, long Rows)
{
    /// <summary>Where it lies.</summary>
    public required FileRegion Place { get; init; }

    /// <summary>The hidden column with the row's number as Excel shows it.</summary>
    public const string RowNumber = "_row";
}
