using System.Text.Json.Nodes;

namespace Koppel.Connectors.Tests.ActiveCampaign.OpenApi;

/// <summary>A request as it left.</summary>
/// <param name="Method">GET, POST, …</param>
/// <param name="Path">What follows <c>/api/3/</c>.</param>
/// <param name="Parameters">The names of its query's parameters.</param>
/// <param name="Body">Its body, or null.</param>
sealed record SentRequest(string Method, string Path, IReadOnlyList<string> Parameters, JsonNode? Body)
{
    public static async Task<SentRequest> ReadAsync(HttpRequestMessage request)
    {
        var url = request.RequestUri!;
        var names =
            url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => Uri.UnescapeDataString(p.Split('=')[0]));
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync();
        return new(request.Method.Method, url.AbsolutePath["/api/3/".Length..], [.. names.Distinct()],
            body.Length == 0 ? null : JsonNode.Parse(body));
    }
}
