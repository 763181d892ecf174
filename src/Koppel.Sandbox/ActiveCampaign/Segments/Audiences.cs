using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Segments;

/// <summary><c>/audiences</c>: the saved segments with their latest counts. A search that finds none is answered 404.</summary>
internal sealed class Audiences(SandboxState state, SandboxOptions options)
{
    const int MostRows = 10_000;

    static readonly Dictionary<string, Func<Segment, IComparable?>> Orders = new(StringComparer.Ordinal)
    {
        ["updated_date"] = segment => segment.Latest.Created,
        ["name"] = segment => segment.Name!.ToUpperInvariant(),
        ["recent"] = segment => segment.LastUsed,
        ["last_total"] = segment => segment.Counts is [.., var last] ? last.Total : null,
        ["last_active_total"] = segment => segment.Counts is [.., var last] ? last.Active : null,
    };

    public Answer List(ApiCall call)
    {
        var sort = call.Query.Text("sort") ?? "-updated_date";
        if (!Orders.TryGetValue(sort.TrimStart('-'), out var order)) return SegmentJson.Invalid($"'{sort}' is no order of saved segments.");
        if (call.Query.Number("page") < 1 || call.Query.Number("page_size") is < 1 or > MostRows)
            return SegmentJson.Invalid($"page is from 1 on, page_size from 1 to {MostRows}.");
        var search = call.Query.Text("search") ?? "";
        var found = state.Store.Segments.Saved.Where(segment => segment.Name!.Contains(search, StringComparison.OrdinalIgnoreCase));
        found = sort.StartsWith('-')
            ? found.OrderByDescending(order).ThenByDescending(row => row.Id)
            : found.OrderBy(order).ThenBy(row => row.Id);
        var size = call.Query.Number("page_size") ?? 20;
        var page = found.Skip(((call.Query.Number("page") ?? 1) - 1) * size).Take(size).ToArray();
        if (page.Length == 0 && options.NoAudienceAnswer == 404) return SegmentJson.Fault(404, "404 NOT_FOUND", "No Saved Segments found");
        return SegmentJson.Data(json =>
        {
            foreach (var segment in page) SegmentJson.Summary(json, segment);
        });
    }

    public Answer One(ApiCall call) => state.Store.Segments.Find(call.Path[1]) is { Name: not null } segment
        ? SegmentJson.Data(json => SegmentJson.Summary(json, segment))
        : SegmentJson.NotFound(call.Path[1]);
}
