using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace Koppel.Connectors.Tests.ActiveCampaign.OpenApi;

/// <summary>One operation of the vendor's description: a method on a path.</summary>
sealed class OpenApiOperation
{
    readonly string[] _segments;
    readonly HashSet<string> _parameters;
    readonly Lazy<(JsonObject Node, JsonSchema Schema)?> _body;

    public OpenApiOperation(string method, string path, JsonObject description, JsonObject document)
    {
        (Method, Path) = (method.ToUpperInvariant(), path);
        _segments = path.Trim('/').Split('/');
        _parameters = [
            .. (description["parameters"] as JsonArray ?? []).Where(p => (string?)p!["in"] == "query")
                .Select(p => Bare((string)p!["name"]!))];
        _body =
            new(() => (Resolved.Of(description["requestBody"], document)?["content"]?["application/json"]?["schema"]) is JsonObject schema
            ? (schema, JsonSchema.FromText(schema.ToJsonString()))
            : null);
    }

    public string Method { get; }

    public string Path { get; }

    /// <summary>As a message names it.</summary>
    public string Name => $"{Method} {Path}";

    /// <summary>How many parts of the path are fixed when it matches, or null.</summary>
    public int? Matches(string method, string[] segments)
    {
        if (method != Method || segments.Length != _segments.Length) return null;
        var exact = 0;
        for (var i = 0; i < segments.Length; i++)
        {
            if (_segments[i].StartsWith('{')) continue;
            if (_segments[i] != segments[i]) return null;
            exact++;
        }
        return exact;
    }

    /// <summary>What a request has that the description does not allow.</summary>
    public IEnumerable<string> Faults(SentRequest request)
    {
        foreach (var name in request.Parameters.Where(p => !_parameters.Contains(Bare(p)) && !IsOperator(p)).Distinct())
            yield return $"{Name} describes no parameter '{name}'";
        if (request.Body is null) yield break;
        if (_body.Value is not var (node, schema))
        {
            yield return $"{Name} describes no body";
            yield break;
        }
        var result =
            schema.Evaluate(JsonSerializer.SerializeToElement(request.Body), new EvaluationOptions { OutputFormat = OutputFormat.List });
        if (!result.IsValid)
        {
            foreach (var detail in result.Details ?? [])
                foreach (var (keyword, message) in detail.Errors
                    ?? []) yield return $"{Name} at {Place(detail.InstanceLocation.ToString())}: {keyword}: {message}";
        }
        foreach (var unknown in Unknown(node, request.Body, "")) yield return $"{Name} describes no field {unknown}";
    }

    /// <summary>Fields that the description does not name: JSON Schema lets them pass, the API ignores them without a word.</summary>
    static IEnumerable<string> Unknown(JsonNode? schema, JsonNode? value, string place)
    {
        switch (value)
        {
            case JsonObject row when Part("properties") is JsonObject known:
                foreach (var (name, _) in row.Where(member => !known.ContainsKey(member.Key))) yield return $"{place}/{name}";
                foreach (var deeper in row.Where(member => known.ContainsKey(member.Key))
                    .SelectMany(member => Unknown(known[member.Key], member.Value, $"{place}/{member.Key}")))
                    yield return deeper;
                break;
            case JsonArray items:
                foreach (var deeper in items.SelectMany(item => Unknown(Part("items") ?? schema, item, place + "/*")).Distinct())
                    yield return deeper;
                break;
        }

        JsonNode? Part(string name) => schema is JsonObject whole ? whole[name] : null;
    }

    /// <summary>A parameter that takes several values is written with [] or without.</summary>
    static string Bare(string parameter) => parameter.Replace("[]", "", StringComparison.Ordinal);

    /// <summary><c>filters[name][eq]</c> stands as <c>filters[name][&lt;operator&gt;]</c>.</summary>
    bool IsOperator(string parameter) =>
        _parameters.Any(
            p => p.EndsWith("[<operator>]", StringComparison.Ordinal)
                && parameter.StartsWith(p[..^"<operator>]".Length], StringComparison.Ordinal));

    static string Place(string pointer) =>
        string.Join('/', pointer.Split('/').Select(s => s.Length > 0 && s.All(char.IsAsciiDigit) ? "*" : s));
}
