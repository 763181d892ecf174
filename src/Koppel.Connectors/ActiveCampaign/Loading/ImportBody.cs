using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Koppel.Connectors.ActiveCampaign.Loading;

/// <summary>Writes the body of an import.</summary>
/// <param name="runAutomations">Whether automations may start.</param>
/// <param name="writeContact">Writes a contact's members, behind its address.</param>
internal sealed class ImportBody(bool runAutomations, Action<Utf8JsonWriter, Change> writeContact)
{
    /// <summary>Bytes around the contacts, a little more than there are.</summary>
    public const int Envelope = 64;

    /// <summary>Letters beyond ASCII stay one to three bytes instead of six; the body is never put into a page.</summary>
    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly ArrayBufferWriter<byte> _scratch = new(1024);

    /// <summary>The bytes that a contact takes, its separator included. Not safe to call from several threads.</summary>
    public int SizeOf(Change change)
    {
        _scratch.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_scratch, Options)) WriteContact(json, change);
        return _scratch.WrittenCount + 1;
    }

    /// <summary>The body for some contacts.</summary>
    public ReadOnlyMemory<byte> Write(IEnumerable<Change> changes)
    {
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteStartArray("contacts");
            foreach (var change in changes) WriteContact(json, change);
            json.WriteEndArray();
            WriteAutomations(json);
            json.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }

    void WriteContact(Utf8JsonWriter json, Change change)
    {
        json.WriteStartObject();
        json.WriteString("email", change.Email);
        writeContact(json, change);
        WriteAutomations(json);
        json.WriteEndObject();
    }

    /// <summary>
    /// The importer's page says "in the payload" and shows it inside a contact; others report it beside the contacts. It stands in both
    /// places until it is known which one counts.
    /// </summary>
    void WriteAutomations(Utf8JsonWriter json)
    {
        if (!runAutomations) json.WriteBoolean("exclude_automations", true);
    }
}
