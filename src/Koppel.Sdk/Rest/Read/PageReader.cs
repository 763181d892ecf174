using System.Globalization;
using System.Runtime.CompilerServices;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;
using Koppel.Sdk.Rest.Declare;

namespace Koppel.Sdk.Rest.Read;

/// <summary>
/// Reads a list page by page, with a few pages under way at once, in order and exactly as many as there are.
/// <para>
/// A list that can be walked by key is asked for "the rows behind key K, from the n-th on", K being the last key that has arrived: so n
/// stays small however long the list is. A row that is removed in the meantime moves those behind it by one, and one of them could be
/// missed. The totals and the keys tell: when a page's total is not what the first page promised, or it begins with a row that came
/// already, that page is asked again by key alone, and so are all that follow, one after the other.
/// </para>
/// <para>
/// The page size that is asked for and the offsets are not taken on trust either: what came is counted, and a page that does not begin
/// where the rows so far end is asked for again.
/// </para>
/// </summary>
internal sealed class PageReader(RestClient client, RestTable table, RestRead read) : IPageReader
{
    /// <summary>
    /// Pages under way at once: as many as the client lets calls be. Five calls a second that take a second each need five, and pages that
    /// wait for a slower one in front of them need some more. Those that the budget holds back are not sent and cost nothing.
    /// </summary>
    const int Ahead = 8;

    readonly PageCall _call = new(client, table, read);
    readonly Paging _paging = table.Paging;
    readonly int _size = table.Paging.Max;

    /// <summary>
    /// A list with a value in its path is another list: whether it can be walked by key is not declared. One in another order cannot.
    /// </summary>
    readonly bool _byKey = table.Paging.After is not null && read is { IsInPath: false, IsOrdered: false };

    readonly Queue<(Position Position, Task<RestPage> Page)> _underWay = new();
    long? _anchor = read.From;
    long _rowsBeforeAnchor;
    long _delivered;
    long? _total;
    string? _firstKey;
    bool _oneByOne;

    /// <inheritdoc/>
    public async IAsyncEnumerable<RestPage> ReadAsync(
        RestPage? first, long? limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var page = first ?? await AskAsync(new Position(_anchor, 0, 0), limit, cancellationToken);
        _total = page.Total;
        var isLast = Take(page, limit);
        yield return page;
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            while (!isLast)
            {
                Launch(limit, stop.Token);
                var (position, task) = _underWay.Dequeue();
                page = await task;
                if (position.RowsBefore + position.Offset != _delivered || IsMoved(page, position) || _underWay.Any(IsMoved))
                {
                    page.Dispose();
                    await DropAsync(stop);
                    stop.Dispose();
                    stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                    _oneByOne = true;
                    continue;
                }
                if (IsFirstAgain(page))
                {
                    page.Dispose();
                    yield break;
                }
                isLast = Take(page, limit);
                yield return page;
            }
        }
        finally
        {
            await DropAsync(stop);
            stop.Dispose();
        }
    }

    /// <inheritdoc/>
    public Task<RestPage> FirstAsync(CancellationToken cancellationToken) => AskAsync(new Position(_anchor, 0, 0), null, cancellationToken);

    void Launch(long? limit, CancellationToken cancellationToken)
    {
        var alone = _oneByOne || _total is null;
        while (_underWay.Count < (alone ? 1 : Ahead))
        {
            var next = _delivered + (long)_underWay.Count * _size;
            if (_underWay.Count > 0 && (next >= _total || next >= limit)) return;
            var position = _byKey && _anchor is not null
                ? new Position(_anchor, _rowsBeforeAnchor, next - _rowsBeforeAnchor)
                : new Position(null, 0, next);
            _underWay.Enqueue((position, AskAsync(position, limit, cancellationToken)));
        }
    }

    /// <summary>Counts a page in; tells whether it is the last.</summary>
    bool Take(RestPage page, long? limit)
    {
        _delivered += page.Paged.Count;
        if (page.Paged.Count == 0 || _delivered >= limit || _delivered >= _total) return true;
        // A list that ignores the size of the page gives all at once. So another number of rows than asked for is the end, unless
        // the total says that there are more: then the system's pages are of another size than was declared.
        if (page.Paged.Count != _size && _total is null) return true;
        _oneByOne |= page.Paged.Count != _size;
        if (_byKey) Walk(page);
        else _firstKey = page.TextKeyOf(page.Paged[0]);
        return false;
    }

    /// <summary>Goes on behind the page's last key. Rows that are not in the order of their keys would be lost or come twice.</summary>
    void Walk(RestPage page)
    {
        var last = _anchor ?? long.MinValue;
        foreach (var row in page.Paged)
        {
            var key = page.KeyOf(row);
            if (key <= last)
                throw page.Odd(
                    $"holds the row with '{table.Key.Name}' {key} behind {last}, although they were asked for in ascending order");
            last = key;
        }
        (_anchor, _rowsBeforeAnchor) = (last, _delivered);
    }

    /// <summary>Whether a list that ignores where the page begins gave its first page again.</summary>
    bool IsFirstAgain(RestPage page)
    {
        if (_byKey || _firstKey is null || page.Paged.Count == 0 || page.TextKeyOf(page.Paged[0]) != _firstKey) return false;
        return _total is null ? true : throw page.Odd($"holds the rows of the page before again, and {_delivered} of {_total} rows came");
    }

    /// <summary>
    /// Whether a page may not begin where the rows so far end, because the list changed. The total counts all rows, or those behind the
    /// anchor: both are right. A page that was read before the one in front of it can begin with a row that came already.
    /// </summary>
    bool IsMoved(RestPage page, Position position) => _byKey && position.Offset > 0
        && ((page.Total != _total && page.Total != _total - position.RowsBefore)
            || (page.Paged.Count > 0 && page.TryKeyOf(page.Paged[0]) <= _anchor));

    /// <summary>What a later page shows already counts for those in front of it.</summary>
    bool IsMoved((Position Position, Task<RestPage> Page) ahead) =>
        ahead.Page.IsCompletedSuccessfully && IsMoved(ahead.Page.Result, ahead.Position);

    Task<RestPage> AskAsync(Position position, long? limit, CancellationToken cancellationToken)
    {
        if (_paging.Kind == PagingKind.Number)
        {
            // The size of a numbered page stays the same: the next one begins where it ends.
            var page = _call.Path(_size).Query(_paging.From, Text((position.Offset / _size) + _paging.FirstPage));
            return _call.AskAsync(page.ToString(), cancellationToken);
        }
        var path = _call.Path(limit is { } most ? Math.Min(most, _size) : _size);
        if (_byKey && _paging.Order is var (name, value)) path.Query(name, value);
        if (position.Anchor is { } anchor) path.Query(_paging.After!, Text(anchor));
        if (position.Offset > 0 || !_byKey) path.Query(_paging.From, Text(position.Offset));
        return _call.AskAsync(path.ToString(), cancellationToken);
    }

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    async Task DropAsync(CancellationTokenSource stop)
    {
        if (_underWay.Count == 0) return;
        stop.Cancel();
        foreach (var (_, page) in _underWay)
        {
            try
            {
                (await page).Dispose();
            }
            catch (Exception fault) when (fault is OperationCanceledException or ConnectorException)
            {
                // Nobody wants this page any more, whatever became of it.
            }
        }
        _underWay.Clear();
    }

    /// <summary>Where a page begins: behind a key, so many rows on.</summary>
    readonly record struct Position(long? Anchor, long RowsBefore, long Offset);
}
