using System.Text.Json;

namespace Koppel.Sandbox.ActiveCampaign.Resources;

/// <summary><c>[]</c> as a value.</summary>
static class EmptyList
{
    public static readonly JsonElement Json = JsonDocument.Parse("[]").RootElement;
}
