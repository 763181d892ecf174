using System.Globalization;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;
using Koppel.Sdk.Rest.Declare;
using Koppel.Sdk.Rest.Read;

namespace Koppel.Sdk.Rest.Snapshots;

/// <summary>
/// Brings a snapshot up to date, and shows that it is so; otherwise it is not to be trusted. (1) The list is asked for what changed after a
/// moment that lies before the end of what the snapshot knows, and before some rows that it has: these witnesses must come again, or the
/// far side understands the moment in another way than it was meant. (2) The list is asked how many rows it has: when the snapshot has
/// another number, rows were deleted.
/// </summary>
internal sealed class SnapshotRefresh(RestTable table, RestAccount account, ISnapshotStore store, SnapshotRows rows, SnapshotState state)
{
    /// <summary>
    /// By how much a change may be seen later than it is dated: clocks that differ, and databases that lag behind each other.
    /// </summary>
    static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    /// <summary>How many of the rows that were changed last must come again at least.</summary>
    const int Witnesses = 3;

    /// <summary>Of a moment that is told in whole seconds, "after" may or may not hold its own second.</summary>
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    readonly ChangedSince _changes = table.Changes!;

    /// <summary>Asks for what changed, and enters it.</summary>
    public async Task<Result> RunAsync(CancellationToken cancellationToken)
    {
        var latest = store.Latest(state, DateTimeOffset.MinValue, Witnesses);
        if (latest.Count == 0) return new Result(null, "it has no row by which it could be checked");
        var since = Earlier(state.AsOf - Margin, latest[^1].Changed) - Second;
        var expected = store.Latest(state, since, int.MaxValue).ToDictionary(w => w.Key, w => w.Changed);

        var (changed, asOf) = await ChangedAsync(since, cancellationToken);
        var isAsKnown = false;
        foreach (var row in changed)
            if (expected.Remove(row.Key, out var known)) isAsKnown |= known == row.Changed;
        if (expected.Count > 0 || !isAsKnown)
            return new Result(null, $"{table.Path}?{_changes.Parameter}= did not bring all rows that are known to have changed since");

        var total = await TotalAsync(cancellationToken);
        var before = store.Present(state, [.. changed.Select(r => r.Key)]).Count;
        var count = state.Rows + changed.Count - before;
        if (total is null) return new Result(null, $"{table.Path} does not tell how many rows there are");
        if (total < count)
            return new Result(null,
                string.Create(CultureInfo.InvariantCulture,
                    $"{count - total:N0} of its rows {(count - total == 1 ? "is" : "are")} not there any more"));
        var fresh = store.Apply(state, changed, asOf);
        if (fresh is null) return new Result(null, "another process refreshed it") { MayBeOtherwiseSoon = true };
        return total == count ? new Result(fresh, null)
            // They may have come just now.
            : new Result(null,
                string.Create(CultureInfo.InvariantCulture, $"{total - count:N0} rows are missing in it")) { MayBeOtherwiseSoon = true };
    }

    async Task<(List<SnapshotRow> Rows, DateTimeOffset AsOf)> ChangedAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var path = UrlPath.Of(table.Path).Query(_changes.Parameter, _changes.Write(since)).ToString();
        var byKey = new Dictionary<SnapshotKey, SnapshotRow>();
        DateTimeOffset? asOf = null;
        await foreach (var page in IPageReader.Of(account.Client, table, new RestRead(path, table.Path, ReadShape.Pages)).ReadAsync(
            null, null, cancellationToken))
        {
            using (page)
            {
                asOf ??= page.Date ?? SnapshotRows.Unknown;
                foreach (var row in rows.Keep(page)) byKey[row.Key] = row;
            }
        }
        return ([.. byKey.Values], asOf ?? SnapshotRows.Unknown);
    }

    async Task<long?> TotalAsync(CancellationToken cancellationToken)
    {
        var path = UrlPath.Of(table.Path);
        if (table.Paging.Limit is { } limit) path.Query(limit, "1");
        var response = await account.Client.SendAsync(
            new RestRequest(HttpMethod.Get, path.ToString()) { Pattern = table.Path }, cancellationToken);
        using var page = RestPage.List(table, RestErrors.Checked(response, table));
        return page.Total;
    }

    static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    /// <summary>What came of it.</summary>
    /// <param name="State">The snapshot as it is now; null when it cannot be trusted.</param>
    /// <param name="Why">Why it cannot be trusted, as the end of a sentence; otherwise null.</param>
    internal sealed record Result(SnapshotState? State, string? Why)
    {
        /// <summary>Asked again at once, it may be different.</summary>
        public bool MayBeOtherwiseSoon { get; init; }
    }
}
