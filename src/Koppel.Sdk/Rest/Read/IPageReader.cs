using Koppel.Sdk.Http;
using Koppel.Sdk.Rest.Declare;

namespace Koppel.Sdk.Rest.Read;

/// <summary>Reads a list page by page, once.</summary>
internal interface IPageReader
{
    /// <summary>Asks for the first page.</summary>
    Task<RestPage> FirstAsync(CancellationToken cancellationToken);

    /// <summary>The pages in order; the caller disposes each.</summary>
    /// <param name="first">The first page when it was asked for already.</param>
    /// <param name="limit">How many rows are enough, or null.</param>
    /// <param name="cancellationToken">Stops it.</param>
    IAsyncEnumerable<RestPage> ReadAsync(RestPage? first, long? limit, CancellationToken cancellationToken);

    /// <summary>The reader for a list, as its paging asks.</summary>
    static IPageReader Of(RestClient client, RestTable table, RestRead read) =>
        table.Paging.IsFollowed ? new FollowingReader(client, table, read) : new PageReader(client, table, read);
}
