using System.Text.Json;
using Koppel.Sdk.Loading;

namespace Koppel.Connectors.Salesforce.Calls;

/// <summary>Why Salesforce did not take a row: its code and its words, in the language of its user.</summary>
/// <param name="Code">Such as <c>REQUIRED_FIELD_MISSING</c>.</param>
/// <param name="Message">What it says.</param>
/// <param name="Fields">The fields that are meant.</param>
internal readonly record struct RowFault(string Code, string Message, string Fields)
{
    /// <summary>Somebody else was writing to the row, or to one that it belongs to: the same may succeed a moment later.</summary>
    public bool IsLocked => Code is "UNABLE_TO_LOCK_ROW";

    /// <summary>There is no such row any more.</summary>
    public bool IsGone => Code is "ENTITY_IS_DELETED" or "NOT_FOUND" or "INVALID_CROSS_REFERENCE_KEY";

    /// <summary>Why the row is rejected.</summary>
    public RejectCause Cause => new(
        RejectCode.Refused, $"Salesforce refused the row: {Code}: {Message.TrimEnd('.')}{(Fields.Length > 0 ? $" ({Fields})" : "")}.",
        Code switch
        {
            "UNABLE_TO_LOCK_ROW" => "It was tried several times. Load it again when less is written there.",
            "DUPLICATES_DETECTED" => "Merge it with the record that is there, or set duplicate_rules = \"allow\".",
            "MALFORMED_ID" or "FIELD_INTEGRITY_EXCEPTION" => "Give the id of a record of the object that the field refers to.",
            "INSUFFICIENT_ACCESS_OR_READONLY" or "INVALID_FIELD_FOR_INSERT_UPDATE" or "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY" =>
                "Ask an administrator for the permission, or leave the field out.",
            _ => "Correct the row by what it says and load it again.",
        });

    /// <summary>The first error of a row's answer.</summary>
    public static RowFault Of(JsonElement errors)
    {
        if (errors.ValueKind != JsonValueKind.Array || errors.GetArrayLength() == 0)
            return new("UNKNOWN_EXCEPTION", "no reason is given", "");
        var error = errors[0];
        var fields = error.TryGetProperty("fields", out var names) && names.ValueKind == JsonValueKind.Array
            ? string.Join(", ", names.EnumerateArray().Select(n => n.ToString())) : "";
        return new(Text(error, "statusCode") ?? Text(error, "errorCode") ?? "UNKNOWN_EXCEPTION", Text(error, "message") ?? "", fields);
    }

    /// <summary>An error as a job's result writes it: <c>CODE:message:fields --</c>.</summary>
    public static RowFault Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0) return new("UNKNOWN_EXCEPTION", text.Length > 0 ? text : "no reason is given", "");
        var (code, rest) = (text[..colon], text[(colon + 1)..].TrimEnd());
        if (!rest.EndsWith("--", StringComparison.Ordinal)) return new(code, rest, "");
        rest = rest[..^2].TrimEnd();
        var last = rest.LastIndexOf(':');
        return last < 0 ? new(code, rest, "") : new(code, rest[..last], rest[(last + 1)..].Trim());
    }

    static string? Text(JsonElement error, string name) =>
        error.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
