using System.Text.Json;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Http;

namespace Koppel.Connectors.Salesforce.Api;

/// <summary>How far a job of the Bulk API is.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">Salesforce's word, such as <c>InProgress</c>.</param>
/// <param name="Message">Why it failed, or nothing.</param>
internal sealed record JobState(string Id, string State, string Message)
{
    /// <summary>It takes data.</summary>
    public bool IsOpen => State == "Open";

    /// <summary>It came to its end.</summary>
    public bool IsComplete => State == "JobComplete";

    /// <summary>It will never come to its end.</summary>
    public bool IsLost => State is "Failed" or "Aborted";

    /// <summary>Rows that were worked on, failed ones included.</summary>
    public long Processed { get; private init; }

    /// <summary>Reads an answer.</summary>
    /// <exception cref="ConnectorException">It tells no job.</exception>
    public static JobState Read(RestResponse response, string connection)
    {
        OrgErrors.Checked(response, connection);
        using var document = OrgErrors.Json(response, connection);
        var root = document.RootElement;
        if (Text(root, "id") is { Length: > 0 } id && Text(root, "state") is { Length: > 0 } state)
            return new JobState(id, state, Text(root, "errorMessage") ?? "")
            {
                Processed = root.TryGetProperty("numberRecordsProcessed", out var n) && n.ValueKind == JsonValueKind.Number
                    && n.TryGetInt64(out var rows) ? rows : 0,
            };
        throw OrgErrors.Odd(response, connection, "tells no job");
    }

    static string? Text(JsonElement root, string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String
            ? text.GetString() : null;
}
