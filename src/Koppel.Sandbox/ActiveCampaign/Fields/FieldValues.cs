using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;
using static Koppel.Sandbox.ActiveCampaign.Records.Columns;

namespace Koppel.Sandbox.ActiveCampaign.Fields;

/// <summary>
/// <c>/fieldValues</c>: what contacts have in custom fields. A repeated POST for the same pair changes the row that is there.
/// </summary>
internal static class FieldValues
{
    public static readonly Resource Resource = new("fieldValues", "fieldValue", "FieldValue",
    [
        Of<FieldValue>("contact", Kind.Reference, row => row.Contact.Id), Of<FieldValue>("field", Kind.Reference, row => row.Field),
        Of<FieldValue>("value", Kind.Text, row => row.Value).Renamed(), Created("cdate"), Updated("udate"),
        Of<FieldValue>("created_by", Kind.Text, _ => null).ReadOnly(), Of<FieldValue>("updated_by", Kind.Text, _ => null).ReadOnly(),
        // What a write answers has the owner before the id.
        Links("owner", "field"), Owner().In(Shown.Created | Shown.Changed), Id(), Owner().In(Shown.List | Shown.One | Shown.Beside),
    ])
    {
        Typed = new(store => store.FieldValues.Rows, Make, writing => Put(writing, (FieldValue)writing.Row!),
            (store, row) => store.FieldValues.Remove((FieldValue)row)),
        CreateAnswer = options => options.NewPairAnswer,
        Check = Check,
        Tells = writing => ContactEvents.Changed(writing.Store, ((FieldValue)writing.Row!).Contact),
        Saved = writing =>
        {
            if (writing.Call.Body.Member("useDefaults").Flag())
                FieldRows.FillDefaults(writing.Store, ((FieldValue)writing.Row!).Contact, writing.Now);
        },
        Filters =
        [
            Filter.On<FieldValue>("fieldid", (row, id) => row.Field == QueryText.ToInt(id)),
            Filter.On<FieldValue>("val", (row, value) => row.Value.Equals(value, StringComparison.OrdinalIgnoreCase)),
        ],
        Sideloads = [Sideload.Contacts(Shown.Created | Shown.Changed, (_, row) => ((FieldValue)row).Contact)],
        // Their owner is a contact; elsewhere it is a user.
        Calls = set =>
        [
            new("GET", "fieldValues/{id}/owner", call => set.Store.FieldValues.Rows.Find(call.Id) is { } row
                ? Answer.Of(200, json => set.WriteContact(json.Name("contact"u8), row.Contact))
                : set["fieldValues"].NotFound(call.Id)),
        ],
        Nested = [Nested.OfContact("fieldValues", (_, contact) => contact.Values)],
    };

    static Column Owner() => Of<FieldValue>("owner", Kind.Reference, row => row.Contact.Id).ReadOnly();

    static Answer? Check(Writing writing)
    {
        if (!writing.IsNew) return null;
        if (writing.Store.Contacts.Find(writing.IdOf("contact")) is null)
            return Errors.Attribute(writing.Set.Options.UnknownRelationAnswer, "The related contact does not exist.", "related_missing",
                "contact", "contact_not_exist");
        return writing.Store.Table(FieldRows.Resource).Find(writing.IdOf("field")) is null
            ? Errors.Attribute("Field id not valid", "field_invalid", "field")
            : null;
    }

    static (IRow Row, bool IsNew) Make(Writing writing)
    {
        var contact = writing.Store.Contacts.Find(writing.IdOf("contact"))!;
        return writing.Store.FieldValues.Set(contact, writing.IdOf("field"), writing.Sent("value").Text() ?? "", writing.Now);
    }

    static void Put(Writing writing, FieldValue row)
    {
        if (writing.Sent("value") is not null)
            writing.Store.FieldValues.Set(row.Contact, row.Field, writing.Sent("value").Text() ?? "", writing.Now);
    }
}
