using System.Runtime.CompilerServices;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;
using Koppel.Sdk.Rest.Declare;

namespace Koppel.Sdk.Rest.Read;

/// <summary>
/// Reads a list whose pages each tell how the next one is asked for, one after the other. From the second page on the next one is under way
/// while a page is used; whoever wants only the first few rows causes no call that nobody needs.
/// </summary>
internal sealed class FollowingReader(RestClient client, RestTable table, RestRead read) : IPageReader
{
    readonly PageCall _call = new(client, table, read);
    readonly Paging _paging = table.Paging;

    /// <inheritdoc/>
    public Task<RestPage> FirstAsync(CancellationToken cancellationToken) => _call.AskAsync(FirstPath(null), cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<RestPage> ReadAsync(
        RestPage? first, long? limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var path = FirstPath(first is null ? limit : null);
        var page = first ?? await _call.AskAsync(path, stop.Token);
        var (delivered, isFirst) = (0L, true);
        Task<RestPage>? ahead = null;
        try
        {
            while (true)
            {
                delivered += page.Paged.Count;
                var next = delivered >= limit ? null : PathBehind(page, path, limit);
                if (next is not null && !isFirst) ahead = _call.AskAsync(next, stop.Token);
                yield return page;
                if (next is null) yield break;
                page = await (ahead ?? _call.AskAsync(next, stop.Token));
                (path, isFirst, ahead) = (next, false, null);
            }
        }
        finally
        {
            await stop.CancelAsync();
            if (ahead is not null) await DropAsync(ahead);
        }
    }

    string FirstPath(long? limit) => _call.Path(Size(limit)).ToString();

    /// <summary>The size stays the same: what a page tells of the next one may hold for that size only.</summary>
    long Size(long? limit) => limit is { } most ? Math.Min(most, _paging.Max) : _paging.Max;

    /// <summary>The path of the next page, or null when there is none.</summary>
    string? PathBehind(RestPage page, string path, long? limit)
    {
        if (page.Next is not { } next) return null;
        var behind = _paging.Kind == PagingKind.Link ? Address(page, path, next)
            : _call.Path(Size(limit)).Query(_paging.From, next).ToString();
        return behind != path ? behind : throw page.Odd("names itself as the next page, so that the list would never end");
    }

    /// <summary>Path and query of a link, which counts from the page that holds it.</summary>
    /// <exception cref="ConnectorException">It leads elsewhere: the credentials must not go there.</exception>
    string Address(RestPage page, string path, string link)
    {
        var here = new Uri(client.BaseAddress, path);
        if (!Uri.TryCreate(here, link, out var address) || address.PathAndQuery.StartsWith("//", StringComparison.Ordinal))
            throw page.Odd("names a next page that is no address");
        return address.Scheme == here.Scheme && address.Authority == here.Authority ? address.PathAndQuery : throw page.Odd(
            $"names a next page at {address.Scheme}://{address.Authority}, not at {here.Scheme}://{here.Authority}. It was not asked for, "
            + "since the connection's credentials would go there");
    }

    static async Task DropAsync(Task<RestPage> ahead)
    {
        try
        {
            (await ahead).Dispose();
        }
        catch (Exception fault) when (fault is OperationCanceledException or ConnectorException)
        {
            // Nobody wants this page any more, whatever became of it.
        }
    }
}
