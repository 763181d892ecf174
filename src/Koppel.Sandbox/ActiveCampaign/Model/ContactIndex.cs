using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Model;

/// <summary>The contacts, by their id and by their mail address.</summary>
internal sealed class ContactIndex(Journal journal)
{
    readonly Dictionary<string, Contact> _byEmail = new(StringComparer.OrdinalIgnoreCase);

    public Rows<Contact> Rows { get; } = new();

    public Contact? Find(int id) => Rows.Find(id);

    public Contact? Of(string email) => _byEmail.GetValueOrDefault(email);

    public void Reserve(int contacts)
    {
        Rows.Reserve(contacts);
        _byEmail.EnsureCapacity(contacts);
    }

    public Contact Add(string email, DateTime now) => Add(Rows.NextId, email, now, now);

    public Contact Add(int id, string email, DateTime created, DateTime updated)
    {
        var contact = new Contact { Id = id, Journal = journal, Email = email, Created = created, Updated = updated };
        _byEmail.Add(email, contact);
        Rows.Add(contact);
        journal.Note(id, "contact", null, email);
        return contact;
    }

    public void Rename(Contact contact, string email)
    {
        _byEmail.Remove(contact.Email);
        contact.Email = email;
        _byEmail.Add(email, contact);
    }

    /// <summary>Removes a contact that is joined with nothing any more.</summary>
    public void Remove(Contact contact)
    {
        _byEmail.Remove(contact.Email);
        Rows.Remove(contact);
        journal.Note(contact.Id, "contact", contact.Email, null);
    }
}
