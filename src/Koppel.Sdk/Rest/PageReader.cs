using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Koppel.Sdk.Http;

namespace Koppel.Sdk.Rest;

/// <summary>
/// Reads a list page by page, with a few pages under way at once, in order and exactly as many as there are.
/// <para>
/// A list that can be walked by key is asked for "the rows behind key K, from the n-th on", K being the last key that has arrived: so n
/// stays small however long the list is. A row that is removed in the meantime moves those behind it by one, and one of them could be
/// missed. The totals tell: when a page's total is not what the first page promised, that page is asked again by key alone,
/// and so are all that follow, one after the other.
/// </para>
/// </summary>
internal sealed class PageReader(RestClient client, RestTable table, RestRead read)
{
    /// <summary>Pages under way at once. Five calls a second, each taking up to a second, are used up by so many.</summary>
    const int Ahead = 4;

    readonly int _size = table.Paging.Max;
    long? _anchor;
    long _rowsBeforeAnchor;
    long _delivered;
    long? _total;
    bool _oneByOne;

    /// <summary>The pages in order; the caller disposes each.</summary>
    /// <param name="first">The first page when it was asked for already.</param>
    /// <param name="limit">How many rows are enough, or null.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async IAsyncEnumerable<RestPage> ReadAsync(
        RestPage? first, long? limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var page = first ?? await AskAsync(new Position(null, 0, 0), limit, cancellationToken);
        _total = page.Total;
        var isLast = Take(page, limit);
        yield return page;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var underWay = new Queue<(Position Position, Task<RestPage> Page)>();
        try
        {
            while (!isLast)
            {
                Launch(underWay, limit, stop.Token);
                var (position, task) = underWay.Dequeue();
                page = await task;
                if (position.Offset > 0 && table.Paging.After is not null && IsMoved(page, position))
                {
                    page.Dispose();
                    await DropAsync(underWay, stop);
                    _oneByOne = true;
                    page = await AskAsync(new Position(_anchor, _delivered, 0), limit, cancellationToken);
                }
                isLast = Take(page, limit);
                yield return page;
            }
        }
        finally
        {
            await DropAsync(underWay, stop);
        }
    }

    /// <summary>Asks for one page.</summary>
    public Task<RestPage> FirstAsync(CancellationToken cancellationToken) => AskAsync(new Position(null, 0, 0), null, cancellationToken);

    void Launch(Queue<(Position, Task<RestPage>)> underWay, long? limit, CancellationToken cancellationToken)
    {
        var alone = _oneByOne || _total is null;
        while (underWay.Count < (alone ? 1 : Ahead))
        {
            var next = _delivered + (long)underWay.Count * _size;
            if (underWay.Count > 0 && (next >= _total || next >= limit)) return;
            var position = table.Paging.After is null || _anchor is null
                ? new Position(null, 0, next)
                : new Position(_anchor, _rowsBeforeAnchor, next - _rowsBeforeAnchor);
            underWay.Enqueue((position, AskAsync(position, limit, cancellationToken)));
        }
    }

    /// <summary>Counts a page in; tells whether it is the last.</summary>
    bool Take(RestPage page, long? limit)
    {
        _delivered += page.Rows.Count;
        if (table.Paging.After is not null && page.Rows.Count > 0) (_anchor, _rowsBeforeAnchor) = (page.KeyOf(page.Rows[^1]), _delivered);
        // A list that ignores the size of the page gives all at once: another number of rows than asked for is the end.
        return page.Rows.Count != _size || _delivered >= limit || (_total is { } total && _delivered >= total);
    }

    /// <summary>Whether the list changed since its first page. The total counts all rows, or those behind the anchor: both are right.</summary>
    bool IsMoved(RestPage page, Position position) => page.Total != _total && page.Total != _total - position.RowsBefore;

    async Task<RestPage> AskAsync(Position position, long? limit, CancellationToken cancellationToken)
    {
        var path = UrlPath.Of(read.Path);
        var wanted = limit is { } most ? Math.Min(most, _size) : _size;
        path.Query("limit", wanted.ToString(CultureInfo.InvariantCulture));
        if (table.Paging.Order is var (name, value)) path.Query(name, value);
        if (position.Anchor is { } anchor) path.Query(table.Paging.After!, anchor.ToString(CultureInfo.InvariantCulture));
        if (position.Offset > 0 || table.Paging.After is null) path.Query("offset", position.Offset.ToString(CultureInfo.InvariantCulture));
        var response = await client.SendAsync(new RestRequest(HttpMethod.Get, path.ToString()) { Pattern = read.Pattern }, cancellationToken);
        return RestPage.List(table, RestSource.Checked(response, table));
    }

    static async Task DropAsync(Queue<(Position, Task<RestPage> Page)> underWay, CancellationTokenSource stop)
    {
        if (underWay.Count == 0) return;
        await stop.CancelAsync();
        foreach (var (_, page) in underWay)
        {
            try
            {
                (await page).Dispose();
            }
            catch (Exception fault) when (fault is OperationCanceledException or ConnectorException or JsonException)
            {
                // Nobody wants this page any more, whatever became of it.
            }
        }
        underWay.Clear();
    }

    /// <summary>Where a page begins: behind a key, so many rows on.</summary>
    readonly record struct Position(long? Anchor, long RowsBefore, long Offset);
}
