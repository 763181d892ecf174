using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Segments;

/// <summary>
/// Who was in a segment when <c>GET /contacts?segmentid=</c> last looked: for an hour the same contacts are given, unless
/// <c>forceQuery=1</c> looks again. Callers hold the sandbox's lock.
/// </summary>
internal sealed class SegmentReads(Store store)
{
    static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    readonly Dictionary<int, Read> _reads = [];

    /// <summary>The ids of the contacts that a query's <c>segmentid</c> means, ascending; null when it has none.</summary>
    public ReadOnlyMemory<int>? Of(QueryText query)
    {
        if (query.Text("segmentid") is not { } key || key == "0") return null;
        if (store.Segments.Find(key) is not { } segment) return ReadOnlyMemory<int>.Empty;
        var known = _reads.GetValueOrDefault(segment.Id);
        if (known is not null && known.Until > store.Clock.Elapsed && query.Text("forceQuery") != "1") return known.Ids;
        var ids = new SegmentCompiler(store, store.Clock.Now).Find(segment.Latest.Definition);
        _reads[segment.Id] = new(ids, store.Clock.Elapsed + store.Clock.Scaled(Kept));
        segment.LastUsed = store.Clock.Now;
        return store.Options.FirstSegmentReadIsEmpty ? ReadOnlyMemory<int>.Empty : ids;
    }

    sealed record Read(ReadOnlyMemory<int> Ids, TimeSpan Until);
}
