using System.Runtime.InteropServices;
using System.Text.Json;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;
using Koppel.Sdk.Loading;

namespace Koppel.Connectors.Salesforce.Api;

/// <summary>
/// Several queries in one call, which counts once for the org's allowance. Source: Salesforce's page on the resource <c>composite</c>,
/// which takes up to five queries.
/// </summary>
internal static class Composite
{
    /// <summary>Asks them.</summary>
    /// <param name="org">The org.</param>
    /// <param name="resource">What is asked: <c>query</c> or <c>queryAll</c>.</param>
    /// <param name="queries">The queries, at most five.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The answer to each, with its own status; null when they were not asked at all.</returns>
    /// <exception cref="ConnectorException">No answer came.</exception>
    public static async Task<IReadOnlyList<RestResponse>?> AskAsync(
        Org org, string resource, IReadOnlyList<string> queries, CancellationToken cancellationToken)
    {
        var path = await org.BasePathAsync(cancellationToken) + resource;
        var body = CallContent.Bytes(json => json.WriteObject(null, () =>
        {
            json.WriteBoolean("allOrNone", false);
            json.WriteArray("compositeRequest", queries.Index(), one => json.WriteObject(null, () =>
            {
                json.WriteString("method", "GET");
                json.WriteString("url", $"/{UrlPath.Of(path).QueryText("q", one.Item)}");
                json.WriteString("referenceId", FormattableString.Invariant($"query{one.Index}"));
            }));
        }));
        var response = await org.SendAsync(
            new RestRequest(HttpMethod.Post, "composite") { Body = body, Repeatable = true }, cancellationToken);
        if (!response.IsSuccess) return null;
        using var document = OrgErrors.Json(response, org.Connection);
        if (document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("compositeResponse", out var answers)
            || answers.ValueKind != JsonValueKind.Array || answers.GetArrayLength() != queries.Count) return null;
        return [.. answers.EnumerateArray().Select(one => response with
        {
            Status = one.TryGetProperty("httpStatusCode", out var status) && status.TryGetInt32(out var code) ? code : 0,
            Body = one.TryGetProperty("body", out var its) ? JsonMarshal.GetRawUtf8Value(its).ToArray() : default(ReadOnlyMemory<byte>),
        })];
    }
}
