using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.Http;

namespace Koppel.Sandbox.ActiveCampaign.Segments;

/// <summary>The segments. Those that only a match asked for are kept for a day. Callers hold the sandbox's lock.</summary>
internal sealed class SegmentSet(Store store)
{
    static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    Clock Clock => store.Clock;

    public Rows<Segment> Rows { get; } = new();

    public IEnumerable<Segment> Saved => Rows.All.ToArray().Where(segment => segment.Name is not null);

    /// <summary>A segment by either of its ids.</summary>
    public Segment? Find(string key)
    {
        var segment = int.TryParse(key, out var id)
            ? Rows.Find(id)
            : Array.Find(Rows.All.ToArray(), row => row.Key.Equals(key, StringComparison.OrdinalIgnoreCase));
        return segment?.Expires is { } end && end <= Clock.Now ? null : segment;
    }

    public Segment? Named(string name) => Saved.FirstOrDefault(segment => segment.Name!.Equals(name, StringComparison.OrdinalIgnoreCase));

    public Segment Add(SegmentSent sent, bool forADay)
    {
        Forget();
        var now = Moment();
        var segment = new Segment
        {
            Id = Rows.NextId,
            Key = sent.Key ?? SegmentHash.Id($"segment/{store.Birth.Ticks}/{Rows.NextId}"),
            Name = forADay ? null : sent.Name,
            Description = sent.Description,
            Created = now,
            Expires = forADay ? Clock.Now + Clock.Scaled(Kept) : null,
            Versions = [new(now, sent.Definition, sent.Meta)],
        };
        Rows.Add(segment);
        return segment;
    }

    /// <summary>Lets a segment say something else from now on; what it said stays known.</summary>
    public void Change(Segment segment, SegmentDefinition definition, IReadOnlyDictionary<string, string> meta)
    {
        var now = Moment();
        // Two versions of one millisecond would be one.
        if (now <= segment.Latest.Created) now = segment.Latest.Created.AddMilliseconds(1);
        segment.Versions.Add(new(now, definition, meta));
    }

    /// <summary>Removes those whose day is over.</summary>
    void Forget()
    {
        var gone = Rows.All.ToArray().Where(segment => segment.Expires <= Clock.Now).ToHashSet();
        if (gone.Count > 0) Rows.RemoveAll(gone);
    }

    DateTime Moment() => new(Clock.Now.Ticks - (Clock.Now.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
}
