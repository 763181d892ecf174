using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Koppel.Connectors.ActiveCampaign.Calls;

/// <summary>
/// What the journal holds of an import: for each contact the rows of the source that it comes from, what the importer is told of it, and
/// under
/// <c>then</c> the steps that it cannot do, where there are any.
/// <code>{"skipAutomations":false,"contacts":[{"rows":[{"row":1,"values":["5","7"]}],"contact":{"email":"…","tags":["…"]}}]}</code>
/// </summary>
internal static class ImportContent
{
    /// <summary>Letters beyond ASCII stay one to three bytes instead of six; it is never put into a page.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes it.</summary>
    /// <param name="skipAutomations">Whether automations are kept still.</param>
    /// <param name="changes">The contacts.</param>
    /// <param name="writeRows">Writes a contact's rows, an array.</param>
    /// <param name="writeContact">Writes what the importer is told, an object.</param>
    public static ReadOnlyMemory<byte> Write(
        bool skipAutomations, IEnumerable<ContactRows> changes, Action<Utf8JsonWriter, ContactRows> writeRows,
        Action<Utf8JsonWriter, ContactRows> writeContact)
    {
        var buffer = new ArrayBufferWriter<byte>(32 * 1024);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteBoolean("skipAutomations", skipAutomations);
            json.WriteStartArray("contacts");
            foreach (var change in changes)
            {
                json.WriteStartObject();
                json.WritePropertyName("rows");
                writeRows(json, change);
                json.WritePropertyName("contact");
                writeContact(json, change);
                ContactChange.WriteList(json, "then", change.What?.Steps ?? [], step => step.Write(json));
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }

    /// <summary>The importer's request for some of the contacts.</summary>
    public static ReadOnlyMemory<byte> ToRequest(bool skipAutomations, IEnumerable<ImportedContact> contacts)
    {
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteStartArray("contacts");
            foreach (var contact in contacts) contact.Body.WriteTo(json);
            json.WriteEndArray();
            if (skipAutomations) json.WriteBoolean("exclude_automations", true);
            json.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }
}

/// <summary>A contact of an import, as the journal holds it.</summary>
/// <param name="Email">Its address.</param>
/// <param name="Rows">The rows that it comes from, an array.</param>
/// <param name="Body">What the importer is told of it, an object.</param>
internal sealed record ImportedContact(string Email, JsonElement Rows, JsonElement Body)
{
    /// <summary>What is done once it is imported, an array, or null.</summary>
    public JsonElement? Then { get; init; }

    /// <summary>The contacts of an import.</summary>
    public static List<ImportedContact> All(JsonElement content) =>
        [.. content.GetProperty("contacts").EnumerateArray().Select(c =>
            new ImportedContact(c.GetProperty("contact").GetProperty("email").GetString()!, c.GetProperty("rows"), c.GetProperty("contact"))
            {
                Then = c.TryGetProperty("then", out var steps) ? steps : null,
            })];
}
