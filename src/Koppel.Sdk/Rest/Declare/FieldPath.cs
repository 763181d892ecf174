using System.Text.Json;

namespace Koppel.Sdk.Rest.Declare;

/// <summary>
/// Where something stands in a JSON value: by its name; inside objects, <c>attributes.name</c>; in a list of ids and values,
/// <c>fields[colour]</c>; nothing for the value itself. A name that has a dot in it counts before a way into an object.
/// </summary>
internal readonly struct FieldPath
{
    readonly string _field;
    readonly string[]? _names;
    readonly (string List, string Id)? _inList;

    FieldPath(string field)
    {
        _field = field;
        _inList = InList(field);
        _names = _inList is null && field.Contains('.', StringComparison.Ordinal) ? field.Split('.') : null;
    }

    /// <summary>Reads how it is declared.</summary>
    public static FieldPath Of(string field) => new(field);

    /// <summary>What stands there.</summary>
    public bool TryGet(JsonElement value, out JsonElement found)
    {
        found = value;
        if (_field.Length == 0) return true;
        if (value.ValueKind != JsonValueKind.Object) return false;
        if (value.TryGetProperty(_field, out found)) return true;
        return _names is not null ? TryWalk(value, _names, out found) : _inList is var (list, id) && TryFind(value, list, id, out found);
    }

    /// <summary>The list and the id of a field in a list of ids and values, or null.</summary>
    public static (string List, string Id)? InList(string field) =>
        field.IndexOf('[', StringComparison.Ordinal) is > 0 and var open && field.EndsWith(']')
            ? (field[..open], field[(open + 1)..^1])
            : null;

    static bool TryWalk(JsonElement value, string[] names, out JsonElement found)
    {
        found = value;
        foreach (var name in names)
            if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(name, out found)) return false;
        return true;
    }

    static bool TryFind(JsonElement value, string list, string id, out JsonElement found)
    {
        found = default;
        if (!value.TryGetProperty(list, out var all) || all.ValueKind != JsonValueKind.Array) return false;
        foreach (var one in all.EnumerateArray())
            if (one.ValueKind == JsonValueKind.Object && one.TryGetProperty("id", out var its) && its.ToString() == id)
                return one.TryGetProperty("value", out found);
        return false;
    }
}
