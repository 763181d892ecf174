using Koppel.Sandbox.ActiveCampaign.CustomObjects;
using Koppel.Sandbox.ActiveCampaign.Declared;

namespace Koppel.Sandbox.ActiveCampaign.State;

/// <summary>
/// Contacts, their accounts, tags and what joins them, with their indexes, and the records of the declared resources. Callers hold the
/// sandbox's lock.
/// </summary>
sealed partial class Store
{
    readonly Dictionary<string, RecordTable> tables = new(StringComparer.Ordinal);
    readonly Dictionary<string, Contact> byEmail = new(StringComparer.OrdinalIgnoreCase);
    readonly Dictionary<string, Tag> byName = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Which call changed what.</summary>
    public Journal Journal { get; } = new();

    public Rows<Contact> Contacts { get; } = new();

    public SharedTexts Texts { get; } = new();

    public AccountSet Accounts { get; } = new();

    public Rows<Tag> Tags { get; } = new();

    public Rows<ContactTag> ContactTags { get; } = new();

    /// <summary>The time, for what depends on it: the sandbox's clock, once it has the store.</summary>
    public Func<DateTime> Now { get; set; } = () => SeedData.Begin;

    /// <summary>The custom objects.</summary>
    public ObjectSet Objects { get; } = new();

    /// <summary>The records of every resource that has or had some.</summary>
    public IEnumerable<RecordTable> Tables =>
        tables.Values.Where(table => table.NextId > 1).OrderBy(table => table.Resource.Name, StringComparer.Ordinal);

    /// <summary>The records of a declared resource.</summary>
    public RecordTable Table(Resource resource)
    {
        if (!tables.TryGetValue(resource.Name, out var table)) tables.Add(resource.Name, table = new RecordTable(resource));
        return table;
    }

    public void Reserve(int contacts)
    {
        Contacts.Reserve(contacts);
        byEmail.EnsureCapacity(contacts);
    }

    public Contact? ContactOf(string email) => byEmail.GetValueOrDefault(email);

    public Tag? TagOf(string name, string type) => byName.GetValueOrDefault(Key(name, type));

    public Contact AddContact(string email, DateTime now) => AddContact(Contacts.NextId, email, now, now);

    public Contact AddContact(int id, string email, DateTime created, DateTime updated)
    {
        var contact = new Contact { Id = id, Journal = Journal, Email = email, Created = created, Updated = updated };
        byEmail.Add(email, contact);
        Contacts.Add(contact);
        Journal.Note(id, "contact", null, email);
        return contact;
    }

    public void Rename(Contact contact, string email)
    {
        byEmail.Remove(contact.Email);
        contact.Email = email;
        byEmail.Add(email, contact);
    }

    public void Remove(Contact contact)
    {
        foreach (var link in contact.Tags)
        {
            ContactTags.Remove(link);
            Forget(link.Tag.Contacts, contact.Id);
        }

        foreach (var row in contact.Lists) Remove(row);
        foreach (var row in contact.Values) Remove(row);
        Automations.Forget(contact);
        if (contact.AccountLink is { } account) Accounts.Remove(account);
        byEmail.Remove(contact.Email);
        Contacts.Remove(contact);
        Journal.Note(contact.Id, "contact", contact.Email, null);
    }

    public Tag AddTag(string name, string type, string description, DateTime now) => AddTag(Tags.NextId, name, type, description, now, now);

    public Tag AddTag(int id, string name, string type, string description, DateTime created, DateTime updated)
    {
        var tag = new Tag { Id = id, Name = name, Type = type, Description = description, Created = created, Updated = updated };
        byName.Add(Key(name, type), tag);
        Tags.Add(tag);
        return tag;
    }

    public void Rename(Tag tag, string name, string type)
    {
        byName.Remove(Key(tag.Name, tag.Type));
        (tag.Name, tag.Type) = (name, type);
        byName.Add(Key(name, type), tag);
    }

    public void Remove(Tag tag)
    {
        var gone = new HashSet<ContactTag>();
        foreach (var id in tag.Contacts)
        {
            var contact = Contacts.Find(id)!;
            var link = contact.Tags.Find(link => link.Tag == tag)!;
            contact.Tags.Remove(link);
            gone.Add(link);
            Journal.Note(id, "tag", tag.Name, null);
        }

        ContactTags.RemoveAll(gone);
        byName.Remove(Key(tag.Name, tag.Type));
        Tags.Remove(tag);
    }

    /// <summary>Joins a contact and a tag; a link that is there already stays as it is.</summary>
    /// <returns>The link, and whether it is new.</returns>
    public (ContactTag Link, bool IsNew) Join(Contact contact, Tag tag, DateTime now)
    {
        if (contact.Tags.Find(link => link.Tag == tag) is { } known) return (known, false);
        contact.Updated = now;
        var link = Join(ContactTags.NextId, contact, tag, now);
        Automations.TagAdded(contact, tag, now);
        return (link, true);
    }

    public ContactTag Join(int id, Contact contact, Tag tag, DateTime created)
    {
        var link = new ContactTag(id, contact, tag, created);
        ContactTags.Add(link);
        contact.Tags.Add(link);
        var place = tag.Contacts.Count > 0 && tag.Contacts[^1] < contact.Id ? tag.Contacts.Count : ~tag.Contacts.BinarySearch(contact.Id);
        tag.Contacts.Insert(place, contact.Id);
        Journal.Note(contact.Id, "tag", null, tag.Name);
        return link;
    }

    public void Remove(ContactTag link)
    {
        ContactTags.Remove(link);
        link.Contact.Tags.Remove(link);
        Forget(link.Tag.Contacts, link.Contact.Id);
        Journal.Note(link.Contact.Id, "tag", link.Tag.Name, null);
    }

    /// <summary>Puts a contact in an account, which is made when there is none of that name.</summary>
    public void PutInAccount(Contact contact, string name, DateTime now) =>
        Accounts.Put(contact, Accounts.Of(name) ?? Accounts.Add(name, now), now);

    static void Forget(List<int> ids, int id) => ids.RemoveAt(ids.BinarySearch(id));

    static string Key(string name, string type) => $"{type}\n{name}";
}
