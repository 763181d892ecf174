using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Segments;

/// <summary>The paths about segments. An account whose plan has no segment matching knows only the older list.</summary>
internal static class SegmentRoutes
{
    public static IEnumerable<Route> Of(SandboxState state, SandboxOptions options)
    {
        var rows = new SegmentRows(state);
        Route[] older = [new("GET", "segments", rows.List), new("GET", "segments/{id}", rows.One)];
        if (!options.HasSegmentMatching) return older;
        var segments = new SegmentsV2(state);
        var counts = new SegmentCounts(state);
        var audiences = new Audiences(state, options);
        var matching = new SegmentMatching(state);
        return
        [
            .. older,
            new("POST", "segmentsV2", segments.Create),
            new("GET", "segmentsV2/count-history", counts.Latest),
            new("GET", "segmentsV2/{segment}", segments.One),
            new("PUT", "segmentsV2/{segment}", segments.Update),
            new("DELETE", "segmentsV2/{segment}", segments.Delete),
            new("GET", "segmentsV2/{segment}/createdDate/{timestamp}", segments.Past),
            new("PUT", "segmentsV2/{segment}/createdDate/{timestamp}", segments.Revert),
            new("GET", "segmentsV2/{segment}/count-history", counts.Of),
            new("GET", "segmentsV2/{segment}/count-history/{timestamp}", counts.Of),
            new("GET", "audiences", audiences.List),
            new("GET", "audiences/{segment}", audiences.One),
            new("POST", "segmentMatchAll", matching.AllOfNew),
            new("GET", "segmentMatchAll/{segment}", matching.AllOf),
            new("GET", "segmentMatchAll/{segment}/{run}", matching.Run),
            new("POST", "segmentMatchSome/{segment}", matching.SomeOf),
            new("GET", "segmentMatchSome/{segment}/{run}", matching.RunAsItIs),
            new("GET", "segmentMatch/{segment}/{contact}", matching.One),
            new("GET", "segmentMatch/{segment}/{contact}/{external}", matching.One),
        ];
    }
}
