using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Koppel.Server.Wire;

/// <summary>What a request brings, as JSON; a value that is missing or of another kind is told by its name.</summary>
internal sealed class Body
{
    readonly JsonObject _values;

    Body(JsonObject values) => _values = values;

    /// <summary>Reads a request's body.</summary>
    /// <exception cref="ApiFault">It is no object of JSON.</exception>
    public static async Task<Body> ReadAsync(HttpContext context)
    {
        try
        {
            var node = await JsonNode.ParseAsync(
                context.Request.Body, documentOptions: new JsonDocumentOptions { MaxDepth = 16 },
                cancellationToken: context.RequestAborted);
            if (node is JsonObject values && values.Count >= 0) return new Body(values);
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException)
        {
            // What is said below holds for it too; an object that has a name twice is read only when it is asked.
        }
        throw ApiFault.Wrong("The body of the request is no object of JSON, such as {\"script\": \"select 1\"}.");
    }

    /// <summary>A text.</summary>
    public string Text(string name) => OptionalText(name) ?? throw Missing(name, "a text");

    /// <summary>A text, or null.</summary>
    public string? OptionalText(string name) => Get<string>(name, "a text", out var value) ? value : null;

    /// <summary>A whole number, or null.</summary>
    public int? Number(string name) => Get<int>(name, "a whole number", out var value) ? value : null;

    /// <summary>A whole number, or null.</summary>
    public long? Long(string name) => Get<long>(name, "a whole number", out var value) ? value : null;

    /// <summary>True or false, or null.</summary>
    public bool? Truth(string name) => Get<bool>(name, "true or false", out var value) ? value : null;

    /// <summary>Whether something is said of a name, be it null.</summary>
    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>A list of objects; empty when there is none.</summary>
    public IReadOnlyList<Body> List(string name) => _values[name] switch
    {
        null => [],
        JsonArray items => [.. items.Select(i => i is JsonObject o ? new Body(o) : throw Missing(name, "a list of objects"))],
        _ => throw Missing(name, "a list of objects"),
    };

    /// <summary>An object.</summary>
    public Body Object(string name) => _values[name] is JsonObject values ? new Body(values) : throw Missing(name, "an object");

    /// <summary>An object, or null.</summary>
    public Body? OptionalObject(string name) => _values[name] is null ? null : Object(name);

    /// <summary>All that it says, by name: texts, or null.</summary>
    public IReadOnlyDictionary<string, string?> Values() => _values.ToDictionary(v => v.Key, v => AnyText(v.Key));

    /// <summary>A list of texts; empty when there is none.</summary>
    public IReadOnlyList<string> TextList(string name) => _values[name] switch
    {
        null => [],
        JsonArray items => [.. items.Select(
            i => i is JsonValue v && v.TryGetValue<string>(out var text) ? text : throw Missing(name, "a list of texts"))],
        _ => throw Missing(name, "a list of texts"),
    };

    /// <summary>A text, or several; empty when there is none.</summary>
    public IReadOnlyList<string> TextOrList(string name) =>
        _values[name] is JsonArray ? TextList(name) : OptionalText(name) is { } one ? [one] : [];

    /// <summary>A number, or null.</summary>
    public double? Real(string name) => Get<double>(name, "a number", out var value) ? value : null;

    /// <summary>Texts by name; empty when there are none.</summary>
    public IReadOnlyDictionary<string, string> Texts(string name) => _values[name] switch
    {
        null => new Dictionary<string, string>(),
        JsonObject items => Whole(items, name).ToDictionary(
            i => i.Key, i => i.Value is JsonValue v && v.TryGetValue<string>(out var text) ? text : throw Missing(name, "texts by name")),
        _ => throw Missing(name, "texts by name"),
    };

    /// <summary>Texts by name, or null for each; empty when there are none.</summary>
    public IReadOnlyDictionary<string, string?> TextsOrNull(string name) => _values[name] switch
    {
        null => new Dictionary<string, string?>(),
        JsonObject items => Whole(items, name).ToDictionary(
            i => i.Key, i => i.Value is null ? null : i.Value is JsonValue v && v.TryGetValue<string>(out var text) ? text
                : throw Missing(name, "texts by name")),
        _ => throw Missing(name, "texts by name"),
    };

    /// <summary>Objects by name; empty when there are none.</summary>
    public IReadOnlyDictionary<string, Body> Objects(string name) => _values[name] switch
    {
        null => new Dictionary<string, Body>(),
        JsonObject items => Whole(items, name).ToDictionary(
            i => i.Key, i => i.Value is JsonObject inner ? new Body(Whole(inner, name)) : throw Missing(name, "objects by name")),
        _ => throw Missing(name, "objects by name"),
    };

    /// <summary>A value that may be of any kind, as text; null when there is none.</summary>
    public string? AnyText(string name) => _values[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        JsonValue value => value.ToJsonString(),
        _ => throw Missing(name, "a text, a number or a truth"),
    };

    bool Get<T>(string name, string what, out T value)
    {
        value = default!;
        if (_values[name] is not { } node) return false;
        if (node is JsonValue given && given.TryGetValue(out T? found))
        {
            value = found;
            return true;
        }
        throw Missing(name, what);
    }

    /// <summary>An object that has each name once; JSON is read only when it is asked.</summary>
    static JsonObject Whole(JsonObject items, string name)
    {
        try
        {
            return items.Count >= 0 ? items : [];
        }
        catch (ArgumentException)
        {
            throw Missing(name, "an object that has each name once");
        }
    }

    static ApiFault Missing(string name, string what) => ApiFault.Wrong($"'{name}' of the request's body must be {what}.");
}
