using System.Text.Json;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Fields;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Contacts;

/// <summary>What a write sent about a contact, each as it was sent; null is a key that was not.</summary>
internal sealed record ContactFields(
    JsonElement? Email, JsonElement? Phone, JsonElement? FirstName, JsonElement? LastName, JsonElement? Tags, JsonElement? Lists)
{
    /// <summary>All that stood in the envelope.</summary>
    public JsonElement? Sent { get; init; }

    /// <summary>The values of custom fields; null when no list of them was sent.</summary>
    public JsonElement? FieldValues { get; init; }

    /// <summary>Whether required fields that have nothing get their default: a key beside the envelope.</summary>
    public bool UseDefaults { get; init; }

    /// <summary>Reads the envelope <c>contact</c>; under another name nothing is found, as with the API.</summary>
    public static ContactFields Of(JsonElement? body)
    {
        var contact = body.Member("contact");
        return new(contact.Member("email"), contact.Member("phone"), contact.Member("firstName"), contact.Member("lastName"),
            contact.Member("tags"), contact.Member("lists"))
        {
            Sent = contact,
            FieldValues = contact.Member("fieldValues") is { ValueKind: JsonValueKind.Array } values ? values : null,
            UseDefaults = body.Member("useDefaults").Flag(),
        };
    }

    /// <summary>Stores everything but the mail address.</summary>
    public void Apply(Store store, Contact contact, DateTime now)
    {
        if (Phone is not null) contact.Phone = Phone.Text() ?? "";
        if (FirstName is not null) contact.FirstName = FirstName.Text() ?? "";
        if (LastName is not null) contact.LastName = LastName.Text() ?? "";
        contact.Updated = now;
        if (FieldValues is { } values)
        {
            foreach (var (field, value) in Pairs(values))
            {
                // A field that is not there is passed over without a word, as by the API.
                if (store.Table(FieldRows.Resource).Find(field) is not null) store.FieldValues.Set(contact, field, value, now);
            }
        }

        if (UseDefaults) FieldRows.FillDefaults(store, contact, now);
    }

    /// <summary>The rows of the values that were sent, those of fields that are there.</summary>
    public static IEnumerable<FieldValue> Known(Contact contact, JsonElement values) =>
        Pairs(values).Select(pair => contact.ValueOf(pair.Field)).OfType<FieldValue>().Distinct();

    static IEnumerable<(int Field, string Value)> Pairs(JsonElement values) => values.EnumerateArray()
        .Select(item => (((JsonElement?)item).Member("field").Id() ?? 0, ((JsonElement?)item).Member("value").Text() ?? ""));
}
