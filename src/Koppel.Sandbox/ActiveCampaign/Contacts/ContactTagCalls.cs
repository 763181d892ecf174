using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Fields;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Tags;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Contacts;

/// <summary><c>/contactTags</c>: the links between contacts and tags. They come and go; nothing changes one.</summary>
internal sealed class ContactTagCalls(ResourceSet set, ContactWriter contacts, TagWriter rows)
{
    Store Store => set.Store;

    public IEnumerable<Route> Routes() =>
    [
        new("GET", "contacts/{id}/contactTags", OfContact),
        new("GET", "contactTags", List),
        new("POST", "contactTags", Create),
        new("GET", "contactTags/{id}", One),
        new("DELETE", "contactTags/{id}", Delete),
        new("GET", "contactTags/{id}/contact", ContactOf),
        new("GET", "contactTags/{id}/tag", TagOf),
    ];

    /// <summary>Only an offset counts here: every filter is ignored, as by the API.</summary>
    Answer List(ApiCall call)
    {
        if (set.Options.LargeLimitAnswer == 422 && Page.IsTooLarge(call.Query))
            return Errors.Parameter(422, "limit", "A page holds at most 100 rows.");
        return Answer.Of(200, json =>
        {
            json.Name("contactTags"u8).BeginArray();
            foreach (var link in Page.Of(call.Query).Cut(Store.Tags.Links.All)) rows.ContactTag(json, link);
            json.EndArray().Name("meta"u8).BeginObject().Name("total"u8).Text(Store.Tags.Links.Count).EndObject();
        });
    }

    /// <summary>All links of a contact at once: this list has no pages and no <c>meta</c>.</summary>
    Answer OfContact(ApiCall call) => Store.Contacts.Find(call.Id) is not { } contact
        ? Errors.NotFound("Subscriber", call.Id)
        : Answer.Of(200, json =>
        {
            json.Name("contactTags"u8).BeginArray();
            foreach (var link in contact.Tags) rows.ContactTag(json, link);
            json.EndArray();
        });

    Answer One(ApiCall call) => Store.Tags.Links.Find(call.Id) is { } link
        ? Answer.Of(200, json => rows.ContactTag(json.Name("contactTag"u8), link))
        : NotFound(call);

    Answer Create(ApiCall call)
    {
        var sent = call.Body.Member("contactTag");
        var (contactSent, tagSent) = (sent.Member("contact"), sent.Member("tag"));
        if (tagSent.Id() is not { } tagId) return Errors.Parameter(set.Options.MissingTagAnswer, "contactTag.tag", "No tag id provided");
        if (contactSent.Text() is not { Length: > 0 }) return Errors.MissingAttribute("contact");
        if (Store.Contacts.Find(contactSent.Id() ?? 0) is not { } contact) return Errors.WithStatus(404, "Not Found", "Contact not found");
        if (Store.Tags.Find(tagId) is not { } tag)
        {
            return set.Options.UnknownTagAnswer == 404
                ? Errors.WithStatus(404, "Not Found", "Tag not found")
                : Errors.Attribute("There is no such tag.", "related_missing", "tag");
        }

        var (link, isNew) = Store.Tags.Join(contact, tag, Store.Now);
        if (isNew) Tell("contact_tag_added", contact, tag);
        return Answer.Of(isNew ? set.Options.NewContactTagAnswer : 200, json =>
        {
            json.Name("contacts"u8).BeginArray();
            contacts.Write(json, contact, ContactPlace.BesideContactTag);
            rows.CreatedContactTag(json.EndArray().Name("contactTag"u8), link, sent);
        });
    }

    Answer ContactOf(ApiCall call) => Store.Tags.Links.Find(call.Id) is { } link
        ? Answer.Of(200, json => contacts.Write(json.Name("contact"u8), link.Contact, ContactPlace.One))
        : NotFound(call);

    Answer TagOf(ApiCall call) => Store.Tags.Links.Find(call.Id) is { } link
        ? Answer.Of(200, json => rows.Tag(json.Name("tag"u8), link.Tag))
        : NotFound(call);

    Answer Delete(ApiCall call)
    {
        if (Store.Tags.Links.Find(call.Id) is not { } link) return NotFound(call);
        Store.Tags.Remove(link);
        Tell("contact_tag_removed", link.Contact, link.Tag);
        return Answer.Deleted();
    }

    void Tell(string type, Contact contact, Tag tag) => set.Tell(ContactEvents.Of(Store, contact, type, ("tag", tag.Name)));

    static Answer NotFound(ApiCall call) => Errors.NotFound("SubscriberTag", call.Id);
}
