using System.Text.Json;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Tags;

/// <summary>What a write sent about a tag, each as it was sent; null is a key that was not.</summary>
internal sealed record TagFields(JsonElement? Name, JsonElement? Type, JsonElement? Description)
{
    /// <summary>All that stood in the envelope.</summary>
    public JsonElement? Sent { get; init; }

    public static TagFields Of(JsonElement? body)
    {
        var tag = body.Member("tag");
        return new(tag.Member("tag"), tag.Member("tagType"), tag.Member("description")) { Sent = tag };
    }
}
