namespace Koppel.Engine.KeptResults;

/// <summary>How much room results may take before the oldest of them go.</summary>
public sealed record ResultBudget
{
    /// <summary>So many results are kept at most; those that are pinned are not counted. The default is 50.</summary>
    public int Count { get; init; } = 50;

    /// <summary>A result that was made longer ago goes, unless it is pinned. The default is 12 hours.</summary>
    public TimeSpan Age { get; init; } = TimeSpan.FromHours(12);

    /// <summary>How many bytes all results may take, in memory and on disk. The default is 4 GB.</summary>
    public long Bytes { get; init; } = 4L << 30;

    /// <summary>How many of these bytes may be in memory. The default is 192 MB.</summary>
    public long Memory { get; init; } = 192L << 20;
}
