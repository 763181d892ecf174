namespace Koppel.Sandbox.ActiveCampaign.Webhooks;

/// <summary>One event for one webhook.</summary>
/// <param name="Time">When it happened, UTC.</param>
/// <param name="Webhook">The id of the webhook.</param>
/// <param name="Url">Where to.</param>
/// <param name="Type">The event.</param>
/// <param name="Form">What is sent.</param>
internal sealed record Delivery(DateTime Time, int Webhook, string Url, string Type, IReadOnlyList<KeyValuePair<string, string>> Form)
{
    /// <summary>The status with which it was taken; null when nobody answered.</summary>
    public int? Status { get; init; }

    /// <summary>Why it was not delivered; null when it was.</summary>
    public string? NotDelivered { get; init; }
}
