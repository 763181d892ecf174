using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Koppel.Connectors.Tests.ActiveCampaign.OpenApi;

/// <summary>
/// The vendor's description of the API in OpenAPI. It is no part of the project; where it lies beside the checkout every request that the
/// connector sends in a test is held against it.
/// </summary>
sealed class OpenApiDescription
{
    static readonly Lazy<OpenApiDescription?> Loaded = new(Load);

    readonly List<OpenApiOperation> _operations;

    OpenApiDescription(List<OpenApiOperation> operations) => _operations = operations;

    /// <summary>The description, or null when it is not there.</summary>
    public static OpenApiDescription? Vendor => Loaded.Value;

    /// <summary>The operation of a request: of several that match, the one with the fewest places for values.</summary>
    public OpenApiOperation? Find(SentRequest request)
    {
        var segments = request.Path.Trim('/').Split('/');
        return _operations.Where(o => o.Matches(request.Method, segments) is not null).MaxBy(o => o.Matches(request.Method, segments));
    }

    /// <summary>What the request has that the description does not allow and no known mistake of it explains.</summary>
    public IEnumerable<string> Faults(SentRequest request)
    {
        var operation = Find(request);
        IEnumerable<string> faults = operation is null
            ? [$"{request.Method} {Pattern(request.Path)} is not described"]
            : operation.Faults(request);
        return faults.Where(fault => !KnownMistakes.Explains(fault));
    }

    static string Pattern(string path) =>
        "/" + string.Join('/', path.Split('/').Select(s => s.Length > 0 && s.All(char.IsAsciiDigit) ? "{id}" : s));

    static OpenApiDescription? Load()
    {
        var folder = Path.Combine(Folder(), "../../../../../shared/reference/activecampaign/openapi");
        if (!Directory.Exists(folder)) return null;
        var operations = new List<OpenApiOperation>();
        foreach (var file in Directory.GetFiles(folder, "*.openapi.json")
            .Where(f => !f.Contains("trackcmp", StringComparison.Ordinal) && !f.Contains("v2-remnant", StringComparison.Ordinal)))
        {
            var document = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
            foreach (var (path, methods) in document["paths"]!.AsObject())
                foreach (var (method, description) in methods!.AsObject())
                    if (description is JsonObject { Count: > 0 } operation && method != "parameters")
                        operations.Add(new(method, path.Replace("/api/3/", "/", StringComparison.Ordinal), operation, document));
        }
        return new(operations);
    }

    static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
