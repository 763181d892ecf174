using System.Globalization;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Segments;

/// <summary><c>count-history</c>: how many contacts were in a segment whenever a run counted them all.</summary>
internal sealed class SegmentCounts(SandboxState state)
{
    const int PageSize = 50;
    const int MostSegments = 100;

    /// <summary>The latest count of each of several segments; those that are not there are left out.</summary>
    public Answer Latest(ApiCall call)
    {
        var keys = (call.Query.Text("segmentIds") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (keys.Length is 0 or > MostSegments) return SegmentJson.Invalid($"segmentIds names from 1 to {MostSegments} segments.");
        var segments = keys.Select(state.Store.Segments.Find).OfType<Segment>().Distinct().ToArray();
        return SegmentJson.Data(json =>
        {
            foreach (var segment in segments)
            {
                if (segment.Counts.FindLast(count => count.Moment <= state.Moment) is { } last) SegmentJson.Count(json, segment, last);
            }
        });
    }

    /// <summary>Up to 50 counts, the newest first; with a number of seconds in the path those before it.</summary>
    public Answer Of(ApiCall call)
    {
        if (state.Store.Segments.Find(call.Path[1]) is not { } segment) return SegmentJson.Data(_ => { });
        var before = long.MaxValue;
        if (call.Path.Count > 3 && !long.TryParse(call.Path[3], NumberStyles.None, CultureInfo.InvariantCulture, out before))
            return SegmentJson.Invalid($"'{call.Path[3]}' is no number of seconds.");
        var counts = segment.Counts.Where(count => count.Moment <= state.Moment && SegmentJson.Seconds(count) < before).Reverse()
            .Take(PageSize).ToArray();
        return SegmentJson.Data(json =>
        {
            foreach (var count in counts) SegmentJson.Count(json, segment, count);
        });
    }
}
