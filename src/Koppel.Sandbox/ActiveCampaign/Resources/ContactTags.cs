using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Webhooks;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Resources;

/// <summary><c>/contactTags</c>: the links between contacts and tags. They come and go; nothing changes one.</summary>
sealed class ContactTags(SandboxState state, RowWriter rows, SandboxOptions options)
{
    Store Store => state.Store;

    /// <summary>Only an offset counts here: every filter is ignored, as by the API.</summary>
    public Answer List(ApiCall call)
    {
        if (options.LargeLimitAnswer == 422 && Page.IsTooLarge(call.Query))
            return Errors.Parameter(422, "limit", "A page holds at most 100 rows.");
        return Answer.Of(200, json =>
        {
            json.Name("contactTags"u8).BeginArray();
            foreach (var link in Page.Of(call.Query).Cut(Store.ContactTags.All)) rows.ContactTag(json, link);
            json.EndArray().Name("meta"u8).BeginObject().Name("total"u8).Text(Store.ContactTags.Count).EndObject();
        });
    }

    /// <summary>All links of a contact at once: this list has no pages and no <c>meta</c>.</summary>
    public Answer OfContact(ApiCall call) => Store.Contacts.Find(call.Id) is not { } contact
        ? Errors.NotFound("Subscriber", call.Id)
        : Answer.Of(200, json =>
        {
            json.Name("contactTags"u8).BeginArray();
            foreach (var link in contact.Tags) rows.ContactTag(json, link);
            json.EndArray();
        });

    public Answer One(ApiCall call) => Store.ContactTags.Find(call.Id) is { } link
        ? Answer.Of(200, json => rows.ContactTag(json.Name("contactTag"u8), link))
        : NotFound(call);

    public Answer Create(ApiCall call)
    {
        var sent = call.Body.Member("contactTag");
        var (contactSent, tagSent) = (sent.Member("contact"), sent.Member("tag"));
        if (tagSent.Id() is not { } tagId) return Errors.Parameter(options.MissingTagAnswer, "contactTag.tag", "No tag id provided");
        if (contactSent.Text() is not { Length: > 0 }) return Errors.MissingAttribute("contact");
        if (Store.Contacts.Find(contactSent.Id() ?? 0) is not { } contact) return Errors.WithStatus(404, "Not Found", "Contact not found");
        if (Store.Tags.Find(tagId) is not { } tag)
        {
            return options.UnknownTagAnswer == 404
                ? Errors.WithStatus(404, "Not Found", "Tag not found")
                : Errors.Attribute("There is no such tag.", "related_missing", "tag");
        }

        var (link, isNew) = Store.Join(contact, tag, state.Now);
        if (isNew) state.WebhookPublisher.Ring(ContactEvents.Tagged(contact, tag));
        return Answer.Of(isNew ? options.NewContactTagAnswer : 200, json =>
        {
            json.Name("contacts"u8).BeginArray();
            rows.Contact(json, contact, ContactPlace.BesideContactTag);
            rows.CreatedContactTag(json.EndArray().Name("contactTag"u8), link, sent);
        });
    }

    public Answer ContactOf(ApiCall call) => Store.ContactTags.Find(call.Id) is { } link
        ? Answer.Of(200, json => rows.Contact(json.Name("contact"u8), link.Contact, ContactPlace.One))
        : NotFound(call);

    public Answer TagOf(ApiCall call) => Store.ContactTags.Find(call.Id) is { } link
        ? Answer.Of(200, json => rows.Tag(json.Name("tag"u8), link.Tag))
        : NotFound(call);

    public Answer Delete(ApiCall call)
    {
        if (Store.ContactTags.Find(call.Id) is not { } link) return NotFound(call);
        Store.Remove(link);
        state.WebhookPublisher.Ring(ContactEvents.Untagged(link.Contact, link.Tag));
        return Answer.Deleted();
    }

    static Answer NotFound(ApiCall call) => Errors.NotFound("SubscriberTag", call.Id);
}
