using System.Globalization;
using System.Text.Json;

namespace Koppel.Engine.Planning;

/// <summary>Reads elements of the JSON that <c>json_serialize_plan</c> gives.</summary>
internal static class PlanJson
{
    /// <summary>The elements of an array, none when it is absent or null.</summary>
    public static IEnumerable<JsonElement> Array(JsonElement element, string name) =>
        element.TryGetProperty(name, out var array) && array.ValueKind == JsonValueKind.Array ? array.EnumerateArray() : [];

    /// <summary>A text, empty when it is absent.</summary>
    public static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";

    /// <summary>The position that an expression refers to when it is nothing but a reference, otherwise -1.</summary>
    public static int Reference(JsonElement expression) =>
        Text(expression, "expression_class") == "BOUND_REF" ? expression.GetProperty("index").GetInt32() : -1;

    /// <summary>All positions that an expression refers to, at any depth.</summary>
    public static IEnumerable<int> References(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
            return element.EnumerateArray().SelectMany(References);
        if (element.ValueKind != JsonValueKind.Object)
            return [];
        return Reference(element) is >= 0 and var index
            ? [index]
            : element.EnumerateObject().Where(p => p.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                .SelectMany(p => References(p.Value));
    }

    /// <summary>
    /// The constant of an expression as a value of <see cref="Koppel.Sdk.Reading.Predicate"/>, or null when it is none or has no such form.
    /// </summary>
    public static object? Constant(JsonElement expression)
    {
        if (Text(expression, "expression_class") != "BOUND_CONSTANT") return null;
        var value = expression.GetProperty("value");
        if (value.GetProperty("is_null").GetBoolean() || !value.TryGetProperty("value", out var raw)) return null;
        var type = value.GetProperty("type");
        switch (Text(type, "id"))
        {
            case "VARCHAR" when raw.ValueKind == JsonValueKind.String:
                return raw.GetString();
            case "BOOLEAN" when raw.ValueKind is JsonValueKind.True or JsonValueKind.False:
                return raw.GetBoolean();
            case "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT" or "UTINYINT" or "USMALLINT" or "UINTEGER"
                when raw.TryGetInt64(out var whole):
                return whole;
            case "FLOAT" or "DOUBLE" when raw.ValueKind == JsonValueKind.Number:
                return raw.GetDouble();
            case "DECIMAL" when raw.ValueKind == JsonValueKind.Number && raw.TryGetInt64(out var unscaled):
                return unscaled / (decimal)Math.Pow(10, type.GetProperty("type_info").GetProperty("scale").GetInt32());
            case "DATE" when raw.TryGetInt32(out var days) && days is > -700_000 and < 2_000_000:
                return DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays(days);
            case "TIMESTAMP" when raw.TryGetInt64(out var micros) && IsDate(micros):
                return DateTime.UnixEpoch.AddMicroseconds(micros);
            case "TIMESTAMP WITH TIME ZONE" when raw.TryGetInt64(out var micros) && IsDate(micros):
                return DateTimeOffset.UnixEpoch.AddMicroseconds(micros);
            default:
                return null;
        }
    }

    /// <summary>The limit of a LIMIT node that is a constant, its offset included, or null.</summary>
    public static long? Limit(JsonElement node)
    {
        var limit = node.GetProperty("limit_val");
        var offset = node.GetProperty("offset_val");
        if (Text(limit, "type") != "CONSTANT_VALUE") return null;
        return Text(offset, "type") switch
        {
            "UNSET" => limit.GetProperty("constant_integer").GetInt64(),
            "CONSTANT_VALUE" => limit.GetProperty("constant_integer").GetInt64() + offset.GetProperty("constant_integer").GetInt64(),
            _ => null,
        };
    }

    /// <summary>A value as SQL shows it, for <c>explain</c>.</summary>
    public static string Show(object value) => value switch
    {
        string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        bool flag => flag ? "true" : "false",
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        DateTimeOffset instant => instant.ToString("yyyy-MM-dd HH:mm:sszzz", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    static bool IsDate(long micros) => micros is > -62_000_000_000_000_000 and < 250_000_000_000_000_000;

    /// <summary>Whether a flag is there and set.</summary>
    public static bool IsTrue(JsonElement node, string name) =>
        node.TryGetProperty(name, out var flag) && flag.ValueKind == JsonValueKind.True;
}
