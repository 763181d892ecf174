namespace Koppel.Sandbox.ActiveCampaign.Wire;

/// <summary>Something that a call did and that webhooks can hear of.</summary>
/// <param name="Type">Its event: <c>contact_tag_added</c>.</param>
/// <param name="Write">Writes what is told of it.</param>
internal sealed record ContactEvent(string Type, Action<EventForm> Write)
{
    /// <summary>The list on which it happened; 0 for none.</summary>
    public int List { get; init; }
}
