using System.Text.Json;
using Koppel.Sandbox.Salesforce.Records;
using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.Rest;

/// <summary>Reads records that were sent as JSON.</summary>
internal static class SentJson
{
    /// <summary>The fields of a record, what says its object and id aside.</summary>
    /// <param name="record">The record.</param>
    /// <param name="but">What is left out besides.</param>
    /// <exception cref="SalesforceFault">It is no record.</exception>
    public static List<SentCell> Cells(JsonElement record, Predicate<JsonElement>? but = null) =>
        record.ValueKind == JsonValueKind.Object
            ? [.. record.EnumerateObject().Where(one => one.Name != "attributes" && !IsId(one.Name) && but?.Invoke(one.Value) != true)
                .Select(one => new SentCell(one.Name, Value(one)))]
            : throw Wrong("A record is a JSON object.");

    public static bool IsId(string name) => name.Equals("Id", StringComparison.OrdinalIgnoreCase);

    /// <summary>A member of a record, whatever its case; null when it is not there.</summary>
    public static JsonElement? Member(JsonElement record, string name)
    {
        if (record.ValueKind != JsonValueKind.Object) throw Wrong("A record is a JSON object.");
        foreach (var one in record.EnumerateObject())
        {
            if (one.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return one.Value;
        }

        return null;
    }

    /// <summary>A single value; null for null.</summary>
    public static object? Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => value.TryGetDecimal(out var number) ? number : throw Wrong($"The number {value} is out of range."),
        _ => throw Wrong($"{value.ValueKind} is no value of a field."),
    };

    public static SalesforceFault Wrong(string what) => new(400, "JSON_PARSER_ERROR", what);

    static object? Value(JsonProperty one)
    {
        if (one.Value.ValueKind != JsonValueKind.Object) return Scalar(one.Value);
        var keys = one.Value.EnumerateObject().Where(inner => inner.Name is not ("attributes" or "type")).ToArray();
        return keys.Length == 1 && Scalar(keys[0].Value) is { } key and (string or decimal)
            ? new SentParent(keys[0].Name, key)
            : throw Wrong($"{one.Name} has to name one record by one field with a key.");
    }
}
