using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Fields;

/// <summary>A contact's value of a custom field in a snapshot.</summary>
internal sealed record FieldValueState(int Id, int Contact, int Field, string Value, DateTime Created, DateTime Updated)
{
    public static FieldValueState Of(FieldValue row) => new(row.Id, row.Contact.Id, row.Field, row.Value, row.Created, row.Updated);

    public void AddTo(Store store)
    {
        if (store.FieldValues.Rows.NextId > Id) throw new InvalidDataException($"The snapshot has fieldValue {Id} twice.");
        var contact = store.Contacts.Find(Contact)
            ?? throw new InvalidDataException($"The snapshot's fieldValue {Id} names contact {Contact}, which is not in it.");
        if (store.Table(FieldRows.Resource).Find(Field) is null)
            throw new InvalidDataException($"The snapshot's fieldValue {Id} names field {Field}, which is not in it.");
        if (contact.ValueOf(Field) is not null)
            throw new InvalidDataException($"The snapshot has two values for contact {Contact} and field {Field}.");
        store.FieldValues.Add(
            new FieldValue(Id, contact, Field, Created.ToUniversalTime()) { Value = Value, Updated = Updated.ToUniversalTime() });
    }
}
