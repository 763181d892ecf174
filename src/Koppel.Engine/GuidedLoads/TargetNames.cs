namespace Koppel.Engine.GuidedLoads;

/// <summary>What an account has names for.</summary>
public sealed record TargetNames
{
    /// <summary>What contacts have values in.</summary>
    public IReadOnlyList<TargetField> Fields { get; init; } = [];

    /// <summary>Its tags, or the first of them.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Its lists.</summary>
    public IReadOnlyList<string> Lists { get; init; } = [];

    /// <summary>Its accounts, or the first of them.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];

    /// <summary>How many calls it took to read them, by route.</summary>
    public IReadOnlyDictionary<string, long> Calls { get; init; } = new Dictionary<string, long>();
}
