using System.Globalization;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;
using Koppel.Sdk.Rest.Declare;

namespace Koppel.Sdk.Rest.Read;

/// <summary>Asks for a page of a list.</summary>
internal sealed class PageCall(RestClient client, RestTable table, RestRead read)
{
    /// <summary>The list, as far as its pages have it in common.</summary>
    /// <param name="size">How many rows the page is to hold.</param>
    public UrlPath Path(long size)
    {
        var path = UrlPath.Of(read.Path);
        return table.Paging.Limit is { } limit ? path.Query(limit, size.ToString(CultureInfo.InvariantCulture)) : path;
    }

    /// <summary>Asks.</summary>
    /// <exception cref="ConnectorException">No page came.</exception>
    public async Task<RestPage> AskAsync(string path, CancellationToken cancellationToken)
    {
        var response = await client.SendAsync(new RestRequest(HttpMethod.Get, path) { Pattern = read.Pattern }, cancellationToken);
        if (response.Status == 400 && table.WhenListRefused is { } reason && read.Path == table.Path)
            throw new ConnectorException(
                ConnectorErrorKind.NotSupported, reason) { Call = response.Route, Status = response.Status, Table = table.Name };
        return response.Status == table.Paging.StatusBehindLast
            ? RestPage.Empty(table, response)
            : RestPage.List(table, RestErrors.Checked(response, table), !read.IsInPath, read.Given);
    }
}
