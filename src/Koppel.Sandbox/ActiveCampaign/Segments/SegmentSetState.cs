namespace Koppel.Sandbox.ActiveCampaign.Segments;

/// <summary>The segments in a snapshot. Runs are not in it: whoever asks for one afterwards is told that there is none.</summary>
internal sealed record SegmentSetState(int Next, IReadOnlyList<SegmentSetState.Row> Rows)
{
    public static SegmentSetState Of(SegmentSet segments) => new(segments.Rows.NextId, [.. segments.Rows.All.ToArray().Select(Row.Of)]);

    /// <exception cref="InvalidDataException">A segment is there twice, or says nothing.</exception>
    public void AddTo(SegmentSet segments)
    {
        foreach (var row in Rows.OrderBy(row => row.Id))
        {
            if (segments.Rows.NextId > row.Id) throw new InvalidDataException($"The snapshot has segment {row.Id} twice.");
            segments.Rows.Add(row.Segment());
        }

        segments.Rows.ContinueAt(Next);
    }

    /// <summary>One segment.</summary>
    internal sealed record Row(
        int Id, string Key, string? Name, string? Description, DateTime Created, DateTime? Expires, DateTime? LastUsed,
        IReadOnlyList<SegmentVersion> Versions, IReadOnlyList<SegmentCount> Counts)
    {
        public static Row Of(Segment segment) => new(
            segment.Id, segment.Key, segment.Name, segment.Description, segment.Created, segment.Expires, segment.LastUsed,
            [.. segment.Versions], [.. segment.Counts]);

        public Segment Segment() => new()
        {
            Id = Id,
            Key = Key,
            Name = Name,
            Description = Description,
            Created = Created.ToUniversalTime(),
            Expires = Expires?.ToUniversalTime(),
            LastUsed = LastUsed?.ToUniversalTime(),
            Versions = Versions.Count > 0
                ? [.. Versions.Select(version => version with { Created = version.Created.ToUniversalTime() })]
                : throw new InvalidDataException($"The snapshot's segment {Id} says nothing."),
            Counts = [.. Counts.Select(count => count with { Moment = count.Moment.ToUniversalTime() })],
        };
    }
}
