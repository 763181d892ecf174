namespace Koppel.Engine.GuidedLoads;

/// <summary>What was seen in a column of a source.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type in SQL.</param>
/// <param name="Look">What its values look like.</param>
public sealed record ColumnFacts(string Name, string Type, ColumnLook Look)
{
    /// <summary>How many rows have a value.</summary>
    public long Filled { get; init; }

    /// <summary>How many rows have none.</summary>
    public long Empty { get; init; }

    /// <summary>How many different values there are; those behind the first thousand are not told apart.</summary>
    public int Distinct { get; init; }

    /// <summary>Which share of the values looks like <see cref="Look"/>, from 0 to 1.</summary>
    public double Share { get; init; }

    /// <summary>How many values occur more than once, beyond their first; counted for addresses only.</summary>
    public long Repeated { get; init; }

    /// <summary>Some of its values, each another.</summary>
    public IReadOnlyList<string> Samples { get; init; } = [];

    /// <summary>Its values, where there are few of them; otherwise the first of them.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>The first cells that do not look like the others.</summary>
    public IReadOnlyList<DoubtfulCell> Doubtful { get; init; } = [];

    /// <summary>How many cells do not.</summary>
    public long DoubtfulCount { get; init; }
}
