using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Koppel.Sdk.Rest.Load;

namespace Koppel.Connectors.ActiveCampaign.Calls;

/// <summary>
/// What the journal holds of an import: for each contact the rows of the source that it comes from, what the importer is told of it, and
/// under <c>then</c> the calls that do what it cannot, where there are any.
/// <code>{"skipAutomations":false,"contacts":[{"rows":[{"row":1,"values":["5","7"]}],"contact":{"email":"…","tags":["…"]}}]}</code>
/// What the importer is told is written once, and copied from then on.
/// </summary>
internal static class ImportContent
{
    /// <summary>Keeps automations still.</summary>
    public const string SkipAutomations = "exclude_automations";

    /// <summary>Writes it.</summary>
    /// <param name="skipAutomations">Whether automations are kept still.</param>
    /// <param name="contacts">The contacts.</param>
    /// <param name="batch">Which of them.</param>
    /// <param name="writeRows">Writes a contact's rows, an array.</param>
    public static ReadOnlyMemory<byte> Write(
        bool skipAutomations, ContactBuffer contacts, ImportBatch batch, Action<Utf8JsonWriter, ContactRows> writeRows)
    {
        var buffer = new ArrayBufferWriter<byte>(32 * 1024);
        using (var json = new Utf8JsonWriter(buffer, CallContent.Options))
        {
            json.WriteStartObject();
            json.WriteBoolean("skipAutomations", skipAutomations);
            json.WriteStartArray("contacts");
            foreach (var (change, told) in contacts.Of(batch))
            {
                json.WriteStartObject();
                json.WritePropertyName("rows");
                writeRows(json, change);
                json.WritePropertyName("contact");
                json.WriteRawValue(told.Span, skipInputValidation: true);
                ContactChange.WriteList(json, "then", change.What?.Calls ?? [], call => call.Write(json));
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }

    /// <summary>The importer's request for contacts as the journal holds them.</summary>
    public static ReadOnlyMemory<byte> ToRequest(IReadOnlyList<JsonElement> contacts)
    {
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        using (var json = new Utf8JsonWriter(buffer, CallContent.Options))
        {
            json.WriteStartObject();
            json.WriteStartArray("contacts");
            foreach (var contact in contacts)
                json.WriteRawValue(JsonMarshal.GetRawUtf8Value(contact.GetProperty("contact")), skipInputValidation: true);
            json.WriteEndArray();
            if (contacts[0].GetProperty("contact").TryGetProperty(SkipAutomations, out _)) json.WriteBoolean(SkipAutomations, true);
            json.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }
}
