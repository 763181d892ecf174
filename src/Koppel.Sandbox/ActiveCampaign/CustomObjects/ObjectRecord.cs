using System.Text.Json.Nodes;

namespace Koppel.Sandbox.ActiveCampaign.CustomObjects;

/// <summary>A record of a custom object. Lists show a change some seconds late, so the record keeps what they still show.</summary>
internal sealed class ObjectRecord
{
    public required string Id { get; init; }

    /// <summary>The id that the client's own system gave it; null for none.</summary>
    public string? ExternalId { get; init; }

    public required DateTime Created { get; init; }

    public DateTime Updated { get; private set; }

    /// <summary>What a call by id answers.</summary>
    public JsonObject Document { get; private set; } = [];

    /// <summary>What lists answer until the latest change has come through; null when they do not know it yet.</summary>
    public JsonObject? Before { get; private set; }

    /// <summary>Puts a new text in place.</summary>
    /// <param name="document">The text.</param>
    /// <param name="before">What lists show until then.</param>
    /// <param name="now">When.</param>
    public void Put(JsonObject document, JsonObject? before, DateTime now) => (Document, Before, Updated) = (document, before, now);

    /// <summary>What lists show.</summary>
    /// <param name="now">The time.</param>
    /// <param name="lag">How late lists are.</param>
    public JsonObject? InLists(DateTime now, TimeSpan lag) => now - Updated >= lag ? Document : Before;
}
