using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;
using Koppel.Sandbox.Hosting;

namespace Koppel.Sandbox.ActiveCampaign.Segments;

/// <summary>
/// Who was in a segment when <c>GET /contacts?segmentid=</c> last looked: for an hour the same contacts are given, unless
/// <c>forceQuery=1</c> looks again. Callers hold the sandbox's lock.
/// </summary>
sealed class SegmentReads(Store store, SegmentSet segments, Clock clock, bool firstIsEmpty)
{
    static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    readonly Dictionary<int, Read> reads = [];

    /// <summary>The ids of the contacts that a query's <c>segmentid</c> means, ascending; null when it has none.</summary>
    public ReadOnlyMemory<int>? Of(QueryText query)
    {
        if (query.Text("segmentid") is not { } key || key == "0") return null;
        if (segments.Find(key) is not { } segment) return ReadOnlyMemory<int>.Empty;
        var known = reads.GetValueOrDefault(segment.Id);
        if (known is not null && known.Until > clock.Elapsed && query.Text("forceQuery") != "1") return known.Ids;
        var ids = new SegmentCompiler(store, clock.Now).Find(segment.Latest.Definition);
        reads[segment.Id] = new(ids, clock.Elapsed + clock.Scaled(Kept));
        segment.LastUsed = clock.Now;
        return firstIsEmpty ? ReadOnlyMemory<int>.Empty : ids;
    }

    sealed record Read(ReadOnlyMemory<int> Ids, TimeSpan Until);
}
