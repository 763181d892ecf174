using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Koppel.Sandbox.Salesforce.Wire;

/// <summary>One call, read: of a client, or of a composite request that makes several in one.</summary>
/// <param name="Method">GET, POST, …</param>
/// <param name="Path">The path, decoded, without doubled slashes and without one at its end.</param>
/// <param name="Query">Its query.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="Body">Its body as it was sent.</param>
internal sealed record SalesforceCall(
    string Method, string Path, IReadOnlyDictionary<string, StringValues> Query, IHeaderDictionary Headers, ReadOnlyMemory<byte> Body)
{
    static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    /// <summary>What stands in the path at the names in braces of its route.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = Nothing;

    /// <summary>How the caller reaches this server, which addresses in answers begin with: <c>http://127.0.0.1:8081</c>.</summary>
    public string Root { get; init; } = "";

    /// <summary>Whose session it is: the id of a user; empty for a call without one.</summary>
    public string UserId { get; init; } = "";

    /// <summary>The fault that the work which the call begins is to meet: a job, rows that are locked.</summary>
    public FaultKind? WorkFault { get; init; }

    /// <summary>The version in the path, 60 of <c>v60.0</c>; 0 when there is none.</summary>
    public int Version => ApiVersions.Of(Path);

    /// <summary>What the addresses in an answer begin with: <c>/services/data/v60.0</c>.</summary>
    public string Base => ApiVersions.Path(Version);

    /// <summary>What stands in the path at a name.</summary>
    public string this[string name] => Values[name];

    /// <summary>A value of the query; null when it was not sent.</summary>
    public string? Text(string name) => Query.TryGetValue(name, out var value) && value.Count > 0 ? value[^1] : null;

    /// <summary>A header; null when it was not sent.</summary>
    public string? Header(string name) => Headers.TryGetValue(name, out var value) && value.Count > 0 ? value.ToString() : null;

    /// <summary>The body as JSON.</summary>
    /// <exception cref="SalesforceFault">It is none.</exception>
    public JsonElement Json()
    {
        try
        {
            if (!Utf8.IsValid(Body.Span)) throw new JsonException("It is not UTF-8.");
            // Left to the garbage collector: what was sent may live on in a job.
            var root = JsonDocument.Parse(Body).RootElement;
            if (Body.Span.IndexOf("\\u"u8) >= 0) Touch(root);
            return root;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new SalesforceFault(400, "JSON_PARSER_ERROR",
                Body.IsEmpty ? "Unexpected end-of-input; a JSON text is wanted." : "The body is not JSON: " + fault.Message);
        }
    }

    /// <summary>A call to a path with its query, as it stands in a composite request or in a <c>nextRecordsUrl</c>.</summary>
    public static SalesforceCall Of(string method, string url, IHeaderDictionary headers, ReadOnlyMemory<byte> body)
    {
        var mark = url.IndexOf('?');
        return new(method, Normal(Uri.UnescapeDataString(mark < 0 ? url : url[..mark])),
            QueryHelpers.ParseQuery(mark < 0 ? "" : url[mark..]), headers, body);
    }

    /// <summary>Reads every text, so that half a surrogate pair is found now and not in the middle of the work.</summary>
    static void Touch(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                _ = element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray()) Touch(item);
                break;
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    _ = member.Name;
                    Touch(member.Value);
                }

                break;
        }
    }

    /// <summary>A path as routes have it: clients double slashes and put one at the end.</summary>
    public static string Normal(string path) => "/" + string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries));
}
