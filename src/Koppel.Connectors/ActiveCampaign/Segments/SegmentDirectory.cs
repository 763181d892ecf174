using System.Globalization;
using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Rest.Read;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.ActiveCampaign.Segments;

/// <summary>
/// The two ids of the account's segments: a number in the older API, a text in the newer one. Source: the older list, which the reference
/// does not have and which was seen live (2026).
/// </summary>
internal sealed class SegmentDirectory(Account account)
{
    static readonly RestTable Table = new("segments", Item: "segment")
    {
        Path = "segments",
        Paging = Pages.ByOffset,
        Columns = [Column.Key("id"), Column.Text("segmentid_v2")],
        Filters = [Filter.ById("id", "segments/{id}")],
    };

    readonly RestSource _source = new(Table, account, Account.BasePath);

    /// <summary>The segment with that id; null when there is none.</summary>
    /// <param name="id">The id.</param>
    /// <param name="isOlder">It is one of the older API; otherwise all segments are read, since the list cannot be asked by the newer
    /// one.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<SegmentIds?> FindAsync(string id, bool isOlder, CancellationToken cancellationToken)
    {
        Predicate[] asked =
            isOlder ? [new Predicate.Compare("id", ComparisonOperator.Equal, long.Parse(id, CultureInfo.InvariantCulture))] : [];
        await foreach (var batch in _source.ScanAsync(
            _source.Plan(new ScanRequest { Columns = Table.Columns, Predicates = asked }), cancellationToken))
        {
            for (var r = 0; r < batch.Count; r++)
            {
                var ids = new SegmentIds(batch[0].Longs[r], batch[1].IsNull(r) ? null : batch[1].Texts[r]);
                if (isOlder || ids.Newer == id) return ids;
            }
        }
        return null;
    }
}

/// <summary>The ids of a segment.</summary>
/// <param name="Older">In the older API; null when it is not known.</param>
/// <param name="Newer">In the newer API; null when it is not there.</param>
internal sealed record SegmentIds(long? Older, string? Newer);
