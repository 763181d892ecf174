using System.Text.Json;
using Koppel.Sandbox.Salesforce.Wire;

namespace Koppel.Sandbox.Salesforce.Bulk;

/// <summary>Reads the JSON by which jobs are made and changed.</summary>
internal static class JobBody
{
    /// <summary>The body as an object that has no other members than these.</summary>
    /// <exception cref="SalesforceFault">It is none, or has others.</exception>
    public static JsonElement Read(SalesforceCall call, params ReadOnlySpan<string> members)
    {
        if (call.Header("Content-Type")?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true)
            throw new SalesforceFault(415, "UNSUPPORTED_MEDIA_TYPE",
                "The sandbox takes no job and its content in one request. Make the job as JSON, then send the content to its contentUrl.");
        var sent = call.Json();
        if (sent.ValueKind != JsonValueKind.Object) throw new SalesforceFault(400, "JSON_PARSER_ERROR", "A JSON object is wanted.");
        foreach (var member in sent.EnumerateObject())
        {
            if (!members.Contains(member.Name))
                throw new SalesforceFault(400, "JSON_PARSER_ERROR", $"Unrecognized field \"{member.Name}\", not marked as ignorable");
        }

        return sent;
    }

    /// <summary>A text of it; null when it was not sent.</summary>
    public static string? Text(JsonElement sent, string name)
    {
        if (!sent.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        return value.ValueKind == JsonValueKind.String
            ? value.GetString() : throw new SalesforceFault(400, "JSON_PARSER_ERROR", $"The value of \"{name}\" must be a text.");
    }

    /// <summary>The state to which a job is to go.</summary>
    public static string? State(SalesforceCall call) => Text(Read(call, "state"), "state");
}
