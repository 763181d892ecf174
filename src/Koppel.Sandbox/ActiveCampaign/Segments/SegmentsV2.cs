using System.Globalization;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Segments;

/// <summary><c>/segmentsV2</c>: segments and what they said at any moment.</summary>
internal sealed class SegmentsV2(SandboxState state)
{
    SegmentSet Set => state.Store.Segments;

    public Answer Create(ApiCall call) => Checked(() =>
    {
        var sent = SegmentSent.Read(call.Body);
        foreach (var segment in sent)
        {
            Compile(segment);
            if (segment.Key is { } key && Set.Find(key) is not null)
                throw new SegmentFault(
                    "Segment with the following id's already exist. Please use a PUT request to update a segment: " + key);
            if (segment.Name is { } name && Set.Named(name) is not null)
                throw new SegmentFault($"A saved segment named '{name}' exists. Names are unique.");
        }

        var made = sent.Select(segment => Set.Add(segment, forADay: false)).ToArray();
        return SegmentJson.Data(json =>
        {
            foreach (var segment in made) SegmentJson.Segment(json, segment, segment.Latest);
        });
    });

    public Answer One(ApiCall call) => Set.Find(call.Path[1]) is { } segment ? Full(segment) : SegmentJson.NotFound(call.Path[1]);

    public Answer Update(ApiCall call) => Checked(() =>
    {
        if (Set.Find(call.Path[1]) is not { } segment) return SegmentJson.NotFound(call.Path[1]);
        var sent = SegmentSent.Read(call.Body)[0];
        Compile(sent);
        if (sent.Name is { } name)
        {
            if (segment.Name is null) throw new SegmentFault("A segment without a name cannot be given one: create a saved segment.");
            if (Set.Named(name) is { } other && other != segment)
                throw new SegmentFault($"A saved segment named '{name}' exists. Names are unique.");
            segment.Name = name;
        }

        segment.Description = sent.Description ?? segment.Description;
        Set.Change(segment, sent.Definition, sent.Meta);
        return Full(segment);
    });

    public Answer Delete(ApiCall call)
    {
        if (Set.Find(call.Path[1]) is not { } segment) return SegmentJson.NotFound(call.Path[1]);
        Set.Rows.Remove(segment);
        return Full(segment);
    }

    public Answer Past(ApiCall call) =>
        Version(call, (segment, version) => SegmentJson.Data(json => SegmentJson.Segment(json, segment, version)));

    /// <summary>What it said then, it says again from now on; the versions between stay known.</summary>
    public Answer Revert(ApiCall call) => Version(call, (segment, version) =>
    {
        Set.Change(segment, version.Definition, version.Meta);
        return Full(segment);
    });

    Answer Version(ApiCall call, Func<Segment, SegmentVersion, Answer> use)
    {
        var (key, text) = (call.Path[1], call.Path[3]);
        if (key.All(char.IsAsciiDigit)) return SegmentJson.Invalid("Only segments with an id that is no number have a history.");
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            || milliseconds > 253_402_300_799_999)
            return SegmentJson.Invalid($"'{text}' is no number of milliseconds.");
        return Set.Find(key) is { } segment && segment.At(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime) is { } version
            ? use(segment, version)
            : SegmentJson.NotFound(key);
    }

    void Compile(SegmentSent sent) => new SegmentCompiler(state.Store, state.Now, "0").Compile(sent.Definition);

    static Answer Full(Segment segment) => SegmentJson.Data(json => SegmentJson.Segment(json, segment, segment.Latest));

    /// <summary>Answers 400 where a segment does not hold together.</summary>
    public static Answer Checked(Func<Answer> work)
    {
        try
        {
            return work();
        }
        catch (SegmentFault fault)
        {
            return SegmentJson.Invalid(fault.Message);
        }
    }
}
