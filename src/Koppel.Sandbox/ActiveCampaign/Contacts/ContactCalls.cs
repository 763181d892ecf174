using System.Text.Json;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Fields;
using Koppel.Sandbox.ActiveCampaign.Lists;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.Segments;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Tags;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Contacts;

/// <summary><c>/contacts</c> and <c>/contact/sync</c>.</summary>
internal sealed class ContactCalls(ResourceSet set, ContactRelations relations, ContactWriter rows, TagWriter tags)
{
    /// <summary>The lists beside a contact that was asked for by its id.</summary>
    static readonly string[] Beside = ["contactAutomations", "contactLists", "deals", "fieldValues", "geoIps", "accountContacts"];

    readonly Includes _includes = new(set, relations, tags);

    Store Store => set.Store;

    public IEnumerable<Route> Routes() =>
    [
        new("GET", "contacts", List),
        new("POST", "contacts", Create),
        new("POST", "contact/sync", Sync),
        // The plural is a trap of the real API: it creates.
        new("POST", "contacts/sync", Create),
        new("GET", "contacts/{id}", One),
        new("PUT", "contacts/{id}", Update),
        new("DELETE", "contacts/{id}", Delete),
    ];

    Answer List(ApiCall call)
    {
        if (set.Options.LargeLimitAnswer == 422 && Page.IsTooLarge(call.Query))
            return Errors.Parameter(422, "limit", "A page holds at most 100 rows.");
        var page = Page.Of(call.Query);
        var query = new ContactQuery(call.Query, Store.SegmentReads.Of(call.Query));
        var (found, total) = query.Run(Store, page);
        return Answer.Of(200, json =>
        {
            relations.WriteRows(json, "scoreValues", found);
            _includes.Write(json, call.Query, found, "scoreValues", "contacts");
            json.Name("contacts"u8).BeginArray();
            foreach (var contact in found) rows.Write(json, contact, ContactPlace.List);
            json.EndArray();
            json.Name("meta"u8).BeginObject().Name("total"u8).Text(total).Name("sortable"u8).Bool(true);
            query.WritePageInput(json.Name("page_input"u8), page);
            json.EndObject();
        });
    }

    Answer One(ApiCall call) => Store.Contacts.Find(call.Id) is not { } contact ? NotFound(call) : Answer.Of(200, json =>
    {
        foreach (var relation in Beside) relations.WriteRows(json, relation, [contact]);
        _includes.Write(json, call.Query, [contact], [.. Beside, "contact"]);
        rows.Write(json.Name("contact"u8), contact, ContactPlace.One);
    });

    Answer Create(ApiCall call)
    {
        var sent = ContactFields.Of(call.Body);
        var email = sent.Email.Text();
        if (string.IsNullOrEmpty(email)) return Errors.Attribute("The email address of the contact is missing.", "field_missing", "email");
        if (!EmailAddress.IsValid(email)) return Errors.BadEmail();
        return Store.Contacts.Of(email) is null ? Created(email, sent) : Errors.DuplicateEmail();
    }

    Answer Sync(ApiCall call)
    {
        var sent = ContactFields.Of(call.Body);
        var email = sent.Email.Text();
        if (string.IsNullOrEmpty(email)) return Errors.WithStatus(400, "Bad Request", "Contact email must be provided for sync");
        if (!EmailAddress.IsValid(email)) return Errors.BadEmail();
        var known = Store.Contacts.Of(email);
        var answer = known is null ? Created(email, sent) : Changed(known, sent);
        if (set.Options.SyncTakesTags) Join(Store.Contacts.Of(email)!, sent);
        return answer;
    }

    Answer Update(ApiCall call)
    {
        if (Store.Contacts.Find(call.Id) is not { } contact) return NotFound(call);
        var sent = ContactFields.Of(call.Body);
        if (sent.Email is not null)
        {
            var email = sent.Email.Text() ?? "";
            if (!EmailAddress.IsValid(email)) return Errors.BadEmail();
            if (Store.Contacts.Of(email) is { } other && other != contact) return Errors.DuplicateEmail();
            Store.Contacts.Rename(contact, email);
        }

        return Changed(contact, sent);
    }

    Answer Delete(ApiCall call)
    {
        if (Store.Contacts.Find(call.Id) is not { } contact) return NotFound(call);
        ContactRemoval.Remove(Store, contact);
        return Answer.Deleted();
    }

    Answer Created(string email, ContactFields sent)
    {
        var contact = Store.Contacts.Add(email, Store.Now);
        sent.Apply(Store, contact, Store.Now);
        // A new contact is told as one that subscribes, to no list: so it was recorded.
        set.Tell(ContactEvents.Of(Store, contact, "subscribe"));
        return Answer.Of(201, json =>
        {
            WriteValues(json, contact, sent);
            rows.Created(json.Name("contact"u8), contact, sent);
        });
    }

    Answer Changed(Contact contact, ContactFields sent)
    {
        sent.Apply(Store, contact, Store.Now);
        set.Tell(ContactEvents.Changed(Store, contact));
        return Answer.Of(200, json =>
        {
            WriteValues(json, contact, sent);
            rows.Write(json.Name("contact"u8), contact, ContactPlace.Changed, sent);
        });
    }

    /// <summary>The values that were sent stand beside the contact.</summary>
    void WriteValues(PhpJson json, Contact contact, ContactFields sent)
    {
        if (sent.FieldValues is not { } values) return;
        json.Name("fieldValues"u8).BeginArray();
        foreach (var value in ContactFields.Known(contact, values)) set["fieldValues"].Writer.Write(json, value, Shown.List);
        json.EndArray();
    }

    /// <summary>Tags by their names and lists by their ids, as one source says that sync takes them.</summary>
    void Join(Contact contact, ContactFields sent)
    {
        foreach (var name in Items(sent.Tags).Select(item => item.Text()).OfType<string>().Where(name => name.Length > 0))
            Store.Tags.Join(contact, Store.Tags.OfContacts(name, Store.Now), Store.Now);
        foreach (var list in Items(sent.Lists).Select(item => item.Id() ?? item.Member("list").Id() ?? item.Member("listid").Id())
            .OfType<int>())
        {
            if (Store.Table(ListRows.Resource).Find(list) is not null)
                Store.Memberships.Subscribe(contact, list, ListStatus.Active, Store.Now);
        }
    }

    static IEnumerable<JsonElement?> Items(JsonElement? list) =>
        list is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray().Select(item => (JsonElement?)item) : [];

    static Answer NotFound(ApiCall call) => Errors.NotFound("Subscriber", call.Id);
}
