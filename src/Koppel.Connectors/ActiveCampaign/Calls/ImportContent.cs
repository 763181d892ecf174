using System.Runtime.InteropServices;
using System.Text.Json;
using Koppel.Sdk.Loading;

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
        bool skipAutomations, ContactBuffer contacts, ImportBatch batch, Action<Utf8JsonWriter, ContactRows> writeRows) =>
        CallContent.Write(json =>
    {
        json.WriteBoolean("skipAutomations", skipAutomations);
        json.WriteArray("contacts", contacts.Of(batch), contact => json.WriteObject(null, () =>
        {
            json.WritePropertyName("rows");
            writeRows(json, contact.Change);
            json.WritePropertyName("contact");
            json.WriteRawValue(contact.Told.Span, skipInputValidation: true);
            ContactChange.WriteList(json, "then", contact.Change.What?.Calls ?? [], call => call.Write(json));
        }));
    });

    /// <summary>The importer's request for contacts as the journal holds them.</summary>
    public static ReadOnlyMemory<byte> ToRequest(IReadOnlyList<JsonElement> contacts) => CallContent.Write(json =>
    {
        json.WriteArray("contacts", contacts,
            contact => json.WriteRawValue(JsonMarshal.GetRawUtf8Value(contact.GetProperty("contact")), skipInputValidation: true));
        if (contacts[0].GetProperty("contact").TryGetProperty(SkipAutomations, out _)) json.WriteBoolean(SkipAutomations, true);
    });
}
