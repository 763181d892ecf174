namespace Koppel.Sandbox.ActiveCampaign.Segments;

/// <summary>A segment that cannot be kept or asked; the message is the <c>detail</c> of a 400.</summary>
internal sealed class SegmentFault(string message) : Exception(message);
