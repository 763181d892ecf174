using System.Text.Json;
using Koppel.Sdk.Loading;

namespace Koppel.Engine.Personal;

/// <summary>
/// Writes what a call carries without what is to be taken out. Rows stay rows, with their numbers and what was done, so that the books can
/// be told as before; a row whose values went is marked, so that nobody takes it back.
/// </summary>
/// <param name="without">A text without what it must not name.</param>
internal sealed class PayloadWriter(Func<string, string> without)
{
    /// <summary>What of a row says nothing of anybody: its number, where it stood in its file, what was done.</summary>
    static readonly HashSet<string> s_kept = ["row", "source", "op", "again"];

    /// <summary>What a call carries, anew.</summary>
    /// <param name="content">What it carries.</param>
    /// <param name="share">How much of a part goes.</param>
    public ReadOnlyMemory<byte> Write(JsonElement content, Func<JsonElement, Share> share) => CallContent.Bytes(
        json => WriteIn(json, content, share), CallContent.Options);

    /// <summary>Any JSON without what it must not name, or without any value at all.</summary>
    public ReadOnlyMemory<byte> Write(JsonElement element, Share share) => CallContent.Bytes(
        json => WriteValue(json, element, share), CallContent.Options);

    /// <summary>What a call carries without all that is beside its rows.</summary>
    public ReadOnlyMemory<byte> WriteRowsOnly(JsonElement content) => CallContent.Bytes(
        json => WriteIn(json, content, _ => Share.None, isRowsOnly: true), CallContent.Options);

    void WriteIn(Utf8JsonWriter json, JsonElement element, Func<JsonElement, Share> share, bool isRowsOnly = false)
    {
        if (PayloadRows.IsPart(element)) WritePart(json, element, share(element), isRowsOnly);
        else if (element.ValueKind == JsonValueKind.Object)
            WriteObject(json, element, property => WriteIn(json, property.Value, share, isRowsOnly));
        else if (element.ValueKind == JsonValueKind.Array && element.EnumerateArray().Any(PayloadRows.IsPart))
            WriteArray(json, element, part => WriteIn(json, part, share, isRowsOnly));
        else WriteValue(json, element, isRowsOnly ? Share.His : Share.Mentioned);
    }

    void WritePart(Utf8JsonWriter json, JsonElement part, Share share, bool isRowsOnly) => WriteObject(json, part, property =>
    {
        if (property.NameEquals("rows") && (isRowsOnly || share == Share.None)) property.Value.WriteTo(json);
        else if (property.NameEquals("rows")) WriteArray(json, property.Value, row => WriteRow(json, row, share));
        else if (isRowsOnly) WriteValue(json, property.Value, Share.His);
        else if (share == Share.None) property.Value.WriteTo(json);
        else WriteValue(json, property.Value, share);
    });

    void WriteRow(Utf8JsonWriter json, JsonElement row, Share share)
    {
        json.WriteStartObject();
        foreach (var property in row.EnumerateObject())
        {
            if (property.NameEquals(JournalRows.Forgotten)) continue;
            json.WritePropertyName(property.Name);
            if (s_kept.Contains(property.Name)) property.Value.WriteTo(json);
            // What came into being beside the row, such as a tag, is told by its name; a person only by his.
            else WriteValue(json, property.Value, property.Name is "creates" or "brings" ? Share.Mentioned : share);
        }
        json.WriteBoolean(JournalRows.Forgotten, true);
        json.WriteEndObject();
    }

    void WriteValue(Utf8JsonWriter json, JsonElement element, Share share)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(json, element, property => WriteValue(json, property.Value, share));
                break;
            case JsonValueKind.Array:
                WriteArray(json, element, value => WriteValue(json, value, share));
                break;
            case JsonValueKind.String:
                json.WriteStringValue(share == Share.His ? Person.Forgotten : without(element.GetString()!));
                break;
            case JsonValueKind.Number when share == Share.His:
                json.WriteNumberValue(0);
                break;
            default:
                element.WriteTo(json);
                break;
        }
    }

    void WriteObject(Utf8JsonWriter json, JsonElement element, Action<JsonProperty> write)
    {
        json.WriteStartObject();
        foreach (var property in element.EnumerateObject())
        {
            json.WritePropertyName(without(property.Name));
            write(property);
        }
        json.WriteEndObject();
    }

    static void WriteArray(Utf8JsonWriter json, JsonElement element, Action<JsonElement> write)
    {
        json.WriteStartArray();
        foreach (var value in element.EnumerateArray()) write(value);
        json.WriteEndArray();
    }
}
