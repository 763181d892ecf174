using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Segments;

/// <summary>A segment with all its versions.</summary>
internal sealed class Segment : IRow
{
    /// <summary>Its number in the older list, <c>/segments</c>.</summary>
    public required int Id { get; init; }

    /// <summary>Its id in the newer paths.</summary>
    public required string Key { get; init; }

    /// <summary>The name of a saved segment; null for one that only a match asked for.</summary>
    public required string? Name { get; set; }

    public string? Description { get; set; }

    public required DateTime Created { get; init; }

    /// <summary>When one that is not saved is forgotten; null: never.</summary>
    public DateTime? Expires { get; set; }

    /// <summary>When it was last asked who is in it.</summary>
    public DateTime? LastUsed { get; set; }

    /// <summary>Oldest first; never empty.</summary>
    public required List<SegmentVersion> Versions { get; init; }

    public SegmentVersion Latest => Versions[^1];

    /// <summary>How many there were in it whenever it was counted, oldest first.</summary>
    public List<SegmentCount> Counts { get; init; } = [];

    /// <summary>What it was at a moment; null when it was not there.</summary>
    public SegmentVersion? At(DateTime moment) => Versions.FindLast(version => version.Created <= moment);
}

/// <summary>What a segment said from a moment on.</summary>
/// <param name="Created">That moment, to the millisecond.</param>
/// <param name="Definition">What it said.</param>
/// <param name="Meta">What clients keep with it.</param>
internal sealed record SegmentVersion(DateTime Created, SegmentDefinition Definition, IReadOnlyDictionary<string, string> Meta);

/// <summary>A count of a segment.</summary>
/// <param name="Moment">When.</param>
/// <param name="Run">The run that counted.</param>
/// <param name="Hash">The hash of what the segment said.</param>
/// <param name="Total">How many contacts were in it.</param>
/// <param name="Active">How many of them were active on a list.</param>
internal sealed record SegmentCount(DateTime Moment, string Run, string Hash, int Total, int Active);
