using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Model;

/// <summary>The tags and who has which. Names are unique for each type, whatever their case.</summary>
internal sealed class TagSet(ContactIndex contacts, Journal journal)
{
    readonly Dictionary<string, Tag> _byName = new(StringComparer.OrdinalIgnoreCase);

    public Rows<Tag> Rows { get; } = new();

    /// <summary>Which contact has which tag.</summary>
    public Rows<ContactTag> Links { get; } = new();

    /// <summary>Told when a contact has got a tag, and when.</summary>
    public Action<Contact, Tag, DateTime>? Joined { get; set; }

    public Tag? Find(int id) => Rows.Find(id);

    public Tag? Of(string name, string type) => _byName.GetValueOrDefault(Key(name, type));

    public Tag Add(string name, string type, string description, DateTime now) => Add(Rows.NextId, name, type, description, now, now);

    public Tag Add(int id, string name, string type, string description, DateTime created, DateTime updated)
    {
        var tag = new Tag { Id = id, Name = name, Type = type, Description = description, Created = created, Updated = updated };
        _byName.Add(Key(name, type), tag);
        Rows.Add(tag);
        return tag;
    }

    /// <summary>The tag of contacts with a name, which is made when it is not there.</summary>
    public Tag OfContacts(string name, DateTime now) => Of(name, "contact") ?? Add(name, "contact", "", now);

    public void Rename(Tag tag, string name, string type)
    {
        _byName.Remove(Key(tag.Name, tag.Type));
        (tag.Name, tag.Type) = (name, type);
        _byName.Add(Key(name, type), tag);
    }

    public void Remove(Tag tag)
    {
        var gone = new HashSet<ContactTag>();
        foreach (var id in tag.Contacts)
        {
            var contact = contacts.Find(id)!;
            var link = contact.Tags.Find(link => link.Tag == tag)!;
            contact.Tags.Remove(link);
            gone.Add(link);
            journal.Note(id, "tag", tag.Name, null);
        }

        Links.RemoveAll(gone);
        _byName.Remove(Key(tag.Name, tag.Type));
        Rows.Remove(tag);
    }

    /// <summary>Joins a contact and a tag; a link that is there already stays as it is.</summary>
    /// <returns>The link, and whether it is new.</returns>
    public (ContactTag Link, bool IsNew) Join(Contact contact, Tag tag, DateTime now)
    {
        if (contact.Tags.Find(link => link.Tag == tag) is { } known) return (known, false);
        contact.Updated = now;
        var link = Join(Links.NextId, contact, tag, now);
        Joined?.Invoke(contact, tag, now);
        return (link, true);
    }

    /// <summary>Adds a link as it is, from a snapshot.</summary>
    public ContactTag Join(int id, Contact contact, Tag tag, DateTime created)
    {
        var link = new ContactTag(id, contact, tag, created);
        Links.Add(link);
        contact.Tags.Add(link);
        var place = tag.Contacts.Count > 0 && tag.Contacts[^1] < contact.Id ? tag.Contacts.Count : ~tag.Contacts.BinarySearch(contact.Id);
        tag.Contacts.Insert(place, contact.Id);
        journal.Note(contact.Id, "tag", null, tag.Name);
        return link;
    }

    public void Remove(ContactTag link)
    {
        Links.Remove(link);
        link.Contact.Tags.Remove(link);
        Forget(link.Tag, link.Contact);
        journal.Note(link.Contact.Id, "tag", link.Tag.Name, null);
    }

    /// <summary>Forgets the tags of a contact that goes.</summary>
    public void RemoveOf(Contact contact)
    {
        foreach (var link in contact.Tags)
        {
            Links.Remove(link);
            Forget(link.Tag, contact);
        }
    }

    static void Forget(Tag tag, Contact contact) => tag.Contacts.RemoveAt(tag.Contacts.BinarySearch(contact.Id));

    static string Key(string name, string type) => $"{type}\n{name}";
}
