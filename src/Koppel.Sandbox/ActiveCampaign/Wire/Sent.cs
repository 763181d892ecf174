using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace Koppel.Sandbox.ActiveCampaign.Wire;

/// <summary>Reads what a client sent the way PHP does: forgiving about kinds.</summary>
internal static class Sent
{
    /// <summary>The body as JSON; null when it is none.</summary>
    public static JsonElement? Parse(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty || !Utf8.IsValid(body.Span)) return null;
        try
        {
            // Left to the garbage collector: its rows live on in batches that wait.
            var root = JsonDocument.Parse(body).RootElement.Clone();
            if (body.Span.IndexOf("\\u"u8) >= 0) Read(root);
            return root;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A member of an object; null when it is not there or the element is no object.</summary>
    public static JsonElement? Member(this JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } found && found.TryGetProperty(name, out var member) ? member : null;

    /// <summary>The value as the text that would be stored; null when nothing was sent or null.</summary>
    public static string? Text(this JsonElement? element) => element?.ValueKind switch
    {
        JsonValueKind.String => element.Value.GetString(),
        JsonValueKind.Number => element.Value.GetRawText(),
        JsonValueKind.True => "1",
        JsonValueKind.False => "",
        _ => null,
    };

    /// <summary>The value as an id; null when it is not a whole number above 0.</summary>
    public static int? Id(this JsonElement? element) =>
        int.TryParse(element.Text(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0 ? id : null;

    /// <summary>Whether a flag is on: true, 1, "1" or "true".</summary>
    public static bool Flag(this JsonElement? element) => element.Text() is "1" or "true";

    /// <summary>Touches every text, so that half a surrogate pair is found now and not in the middle of an answer.</summary>
    static void Read(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                _ = element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray()) Read(item);
                break;
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    _ = member.Name;
                    Read(member.Value);
                }

                break;
        }
    }
}
