namespace Koppel.Sandbox.ActiveCampaign.Segments;

/// <summary>
/// One answer to the question who is in a segment. It is found at once and told after the time that the real one would take.
/// </summary>
internal sealed record MatchRun
{
    public required string Id { get; init; }

    public required Segment Segment { get; init; }

    /// <summary>Since when the segment says what was asked.</summary>
    public required DateTime Version { get; init; }

    /// <summary>The order of the matches, as it was asked for.</summary>
    public required string Sort { get; init; }

    public required DateTime Start { get; init; }

    /// <summary>How long it takes, before the time scale.</summary>
    public required TimeSpan Takes { get; init; }

    /// <summary>When it is ready, or has failed.</summary>
    public required DateTime End { get; init; }

    public required bool Fails { get; init; }

    /// <summary>Ids in the order that was asked for.</summary>
    public required ReadOnlyMemory<int> Matches { get; init; }
}
