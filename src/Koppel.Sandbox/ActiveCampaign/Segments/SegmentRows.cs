using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Segments;

/// <summary>
/// <c>/segments</c>: the older list, which gives each segment a number. Nobody documents it; its keys were seen live in 2026.
/// </summary>
internal sealed class SegmentRows(SandboxState state)
{
    public Answer List(ApiCall call)
    {
        var found = state.Store.Segments.Rows.All.ToArray().Where(segment => segment.Expires is null).ToArray();
        return Answer.Of(200, json =>
        {
            json.Name("segments"u8).BeginArray();
            foreach (var segment in Page.Of(call.Query).Cut<Segment>(found)) Write(json, segment);
            json.EndArray().Name("meta"u8).BeginObject().Name("total"u8).Text(found.Length).EndObject();
        });
    }

    public Answer One(ApiCall call) => state.Store.Segments.Rows.Find(call.Id) is { Expires: null } segment
        ? Answer.Of(200, json => Write(json.Name("segment"u8), segment))
        : Errors.NotFound("Segment", call.Id);

    static void Write(PhpJson json, Segment segment)
    {
        json.BeginObject().Name("name"u8).Text(segment.Name ?? "").Name("logic"u8).Text(segment.Latest.Definition.GroupOperator);
        // A segment without a name is there for a campaign only, and the vendor's screen hides it.
        json.Name("hidden"u8).Text(segment.Name is null ? 1 : 0).Name("seriesid"u8).Text(0).Name("segmentid_v2"u8).Text(segment.Key);
        json.Name("created_timestamp"u8).Stamp(segment.Created).Name("updated_timestamp"u8).Stamp(segment.Latest.Created);
        json.Name("created_by"u8).Text(1).Name("updated_by"u8).Text(1);
        json.Name("links"u8).Empty().Name("id"u8).Text(segment.Id).EndObject();
    }
}
