using System.Text.Json.Nodes;
using Koppel.Server.Wire;

namespace Koppel.Server.Api;

/// <summary>The interface as OpenAPI describes it, made of the routes themselves.</summary>
internal static class Description
{
    /// <summary>The description.</summary>
    public static JsonObject Of(IReadOnlyList<Route> routes)
    {
        var paths = new JsonObject();
        foreach (var group in routes.GroupBy(r => r.Path))
        {
            var path = new JsonObject();
            foreach (var route in group) path[route.Method.ToLowerInvariant()] = Of(route);
            paths[group.Key.Replace("{**", "{", StringComparison.Ordinal)] = path;
        }
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "Koppel", ["version"] = "1" },
            ["servers"] = Answer.List([new JsonObject { ["url"] = "/api/v1" }]),
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = new JsonObject { ["Problem"] = Problem() } },
        };
    }

    static JsonObject Of(Route route)
    {
        var names = route.Path.Split('/').Where(p => p.StartsWith('{')).Select(p => p.Trim('{', '}', '*'));
        var parameters = names.Select(n => Parameter(n, "path")).Concat(route.Query.Select(n => Parameter(n, "query"))).ToList();
        var told = new JsonObject { ["summary"] = route.Summary };
        if (parameters.Count > 0) told["parameters"] = Answer.List(parameters);
        if (route.Body.Count > 0) told["requestBody"] = Content(Schema(route.Body));
        told["responses"] = new JsonObject
        {
            [FormattableString.Invariant($"{route.Status}")] = new JsonObject { ["description"] = "It was done." },
            ["default"] = new JsonObject
            {
                ["description"] = "It cannot be done; the problem says why.",
                ["content"] = new JsonObject
                {
                    ["application/problem+json"] = new JsonObject
                    {
                        ["schema"] = new JsonObject { ["$ref"] = "#/components/schemas/Problem" },
                    },
                },
            },
        };
        return told;
    }

    static JsonObject Parameter(string name, string place) => new()
    {
        ["name"] = name, ["in"] = place, ["required"] = place == "path", ["schema"] = new JsonObject { ["type"] = "string" },
    };

    static JsonObject Content(JsonObject schema) => new()
    {
        ["required"] = true,
        ["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = schema } },
    };

    static JsonObject Schema(IReadOnlyList<string> names)
    {
        var properties = new JsonObject();
        foreach (var (name, kind) in names.Select(n => n.Split(": ")).Select(p => (p[0], p[1].TrimEnd('?')))) properties[name] = Kind(kind);
        var required = names.Where(n => !n.EndsWith('?')).Select(n => n.Split(": ")[0]).ToList();
        return new JsonObject { ["type"] = "object", ["properties"] = properties, ["required"] = Answer.Texts(required) };
    }

    static JsonObject Kind(string kind) => kind switch
    {
        "number" => new() { ["type"] = "integer" },
        "truth" => new() { ["type"] = "boolean" },
        "texts" => new() { ["type"] = "object", ["additionalProperties"] = new JsonObject { ["type"] = "string" } },
        "objects" => new() { ["type"] = "object", ["additionalProperties"] = new JsonObject { ["type"] = "object" } },
        "list" => new() { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" } },
        ['[', ..] => new() { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "object", ["description"] = kind } },
        "run|plan" => new() { ["type"] = "string", ["enum"] = Answer.Texts(kind.Split('|')) },
        _ => new() { ["type"] = "string" },
    };

    static JsonObject Problem() => Schema(
    [
        "type: text", "title: text", "status: number", "detail: text", "code: text", "line: number?", "column: number?",
        "retryable: truth?",
    ]);
}
