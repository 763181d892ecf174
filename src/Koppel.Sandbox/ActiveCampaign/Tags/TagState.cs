using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;

namespace Koppel.Sandbox.ActiveCampaign.Tags;

/// <summary>A tag in a snapshot.</summary>
internal sealed record TagState(int Id, string Name, string Type, string Description, DateTime Created, DateTime Updated)
{
    public static TagState Of(Tag tag) => new(tag.Id, tag.Name, tag.Type, tag.Description, tag.Created, tag.Updated);

    public void AddTo(Store store)
    {
        if (store.Tags.Rows.NextId > Id) throw new InvalidDataException($"The snapshot has tag {Id} twice.");
        store.Tags.Add(Id, Name, Type ?? "", Description ?? "", Created.ToUniversalTime(), Updated.ToUniversalTime());
    }
}

/// <summary>A link in a snapshot.</summary>
internal sealed record ContactTagState(int Id, int Contact, int Tag, DateTime Created)
{
    public static ContactTagState Of(ContactTag link) => new(link.Id, link.Contact.Id, link.Tag.Id, link.Created);

    public void AddTo(Store store)
    {
        if (store.Tags.Links.NextId > Id) throw new InvalidDataException($"The snapshot has contactTag {Id} twice.");
        var contact = store.Contacts.Find(Contact)
            ?? throw new InvalidDataException($"The snapshot's contactTag {Id} names contact {Contact}, which is not in it.");
        var tag =
            store.Tags.Find(Tag) ?? throw new InvalidDataException($"The snapshot's contactTag {Id} names tag {Tag}, which is not in it.");
        if (contact.Tags.Exists(link => link.Tag == tag))
            throw new InvalidDataException($"The snapshot joins contact {Contact} and tag {Tag} twice.");
        store.Tags.Join(Id, contact, tag, Created.ToUniversalTime());
    }
}
