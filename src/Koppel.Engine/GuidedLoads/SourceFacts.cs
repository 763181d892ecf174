namespace Koppel.Engine.GuidedLoads;

/// <summary>What was seen in the rows of a source.</summary>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Sample">Its first rows, each with its number and the values as text.</param>
public sealed record SourceFacts(
    IReadOnlyList<ColumnFacts> Columns, long Rows, IReadOnlyList<(long Row, IReadOnlyList<string?> Values)> Sample)
{
    /// <summary>How many rows have no value at all.</summary>
    public long EmptyRows { get; init; }

    /// <summary>What a user must know of where the rows came from; sentences without a full stop.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>How many cells do not look like the others of their column.</summary>
    public long Doubtful => Columns.Sum(c => c.DoubtfulCount);
}
