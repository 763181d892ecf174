using System.Text.Json;

namespace Koppel.Sandbox.ActiveCampaign.Wire;

/// <summary><c>[]</c> as a value.</summary>
internal static class EmptyList
{
    public static readonly JsonElement Json = JsonDocument.Parse("[]").RootElement;
}
