using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Lists;

/// <summary>A contact's standing to a list in a snapshot.</summary>
internal sealed record ContactListState(
    int Id, int Contact, int List, ListStatus Status, int Source, string? Reason, DateTime Created, DateTime Updated, DateTime? Subscribed,
    DateTime? Unsubscribed)
{
    public static ContactListState Of(ContactList row) =>
        new(row.Id, row.Contact.Id, row.List, row.Status, row.Source, row.Reason, row.Created, row.Updated, row.Subscribed,
            row.Unsubscribed);

    public void AddTo(Store store)
    {
        if (store.Memberships.Rows.NextId > Id) throw new InvalidDataException($"The snapshot has contactList {Id} twice.");
        var contact = store.Contacts.Find(Contact)
            ?? throw new InvalidDataException($"The snapshot's contactList {Id} names contact {Contact}, which is not in it.");
        if (store.Table(ListRows.Resource).Find(List) is null)
            throw new InvalidDataException($"The snapshot's contactList {Id} names list {List}, which is not in it.");
        if (Array.Exists(contact.Lists, row => row.List == List))
            throw new InvalidDataException($"The snapshot joins contact {Contact} and list {List} twice.");
        store.Memberships.Add(new ContactList(Id, contact, List, Created.ToUniversalTime())
        {
            Status = Status,
            Source = (byte)Source,
            Reason = Reason,
            Updated = Updated.ToUniversalTime(),
            Subscribed = Subscribed?.ToUniversalTime(),
            Unsubscribed = Unsubscribed?.ToUniversalTime(),
        });
    }
}
