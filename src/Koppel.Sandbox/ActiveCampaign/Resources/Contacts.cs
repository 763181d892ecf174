using System.Text.Json;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Webhooks;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Resources;

/// <summary><c>/contacts</c> and <c>/contact/sync</c>.</summary>
sealed class Contacts(SandboxState state, RowWriter rows, ResourceSet set, SandboxOptions options)
{
    /// <summary>The lists beside a contact that was asked for by its id.</summary>
    static readonly string[] Beside = ["contactAutomations", "contactLists", "deals", "fieldValues", "geoIps", "accountContacts"];

    Store Store => state.Store;

    public Answer List(ApiCall call)
    {
        if (options.LargeLimitAnswer == 422 && Page.IsTooLarge(call.Query))
            return Errors.Parameter(422, "limit", "A page holds at most 100 rows.");
        var page = Page.Of(call.Query);
        var query = new ContactQuery(call.Query, state.SegmentReads.Of(call.Query));
        var (found, total) = query.Run(Store, page);
        return Answer.Of(200, json =>
        {
            set.OfContacts.WriteRows(json, "scoreValues", found);
            Includes.Write(json, set, rows, call.Query, found, "scoreValues", "contacts");
            json.Name("contacts"u8).BeginArray();
            foreach (var contact in found) rows.Contact(json, contact, ContactPlace.List);
            json.EndArray();
            json.Name("meta"u8).BeginObject().Name("total"u8).Text(total).Name("sortable"u8).Bool(true);
            query.WritePageInput(json.Name("page_input"u8), page);
            json.EndObject();
        });
    }

    public Answer One(ApiCall call) => Store.Contacts.Find(call.Id) is not { } contact ? NotFound(call) : Answer.Of(200, json =>
    {
        foreach (var relation in Beside) set.OfContacts.WriteRows(json, relation, [contact]);
        Includes.Write(json, set, rows, call.Query, [contact], [.. Beside, "contact"]);
        rows.Contact(json.Name("contact"u8), contact, ContactPlace.One);
    });

    public Answer Create(ApiCall call)
    {
        var sent = ContactFields.Of(call.Body);
        var email = sent.Email.Text();
        if (string.IsNullOrEmpty(email)) return Errors.Attribute("The email address of the contact is missing.", "field_missing", "email");
        if (!EmailAddress.IsValid(email)) return Errors.BadEmail();
        return Store.ContactOf(email) is null ? Created(email, sent) : Errors.DuplicateEmail();
    }

    public Answer Sync(ApiCall call)
    {
        var sent = ContactFields.Of(call.Body);
        var email = sent.Email.Text();
        if (string.IsNullOrEmpty(email)) return Errors.WithStatus(400, "Bad Request", "Contact email must be provided for sync");
        if (!EmailAddress.IsValid(email)) return Errors.BadEmail();
        var known = Store.ContactOf(email);
        var answer = known is null ? Created(email, sent) : Changed(known, sent);
        if (options.SyncTakesTags) Join(Store.ContactOf(email)!, sent);
        return answer;
    }

    public Answer Update(ApiCall call)
    {
        if (Store.Contacts.Find(call.Id) is not { } contact) return NotFound(call);
        var sent = ContactFields.Of(call.Body);
        if (sent.Email is not null)
        {
            var email = sent.Email.Text() ?? "";
            if (!EmailAddress.IsValid(email)) return Errors.BadEmail();
            if (Store.ContactOf(email) is { } other && other != contact) return Errors.DuplicateEmail();
            Store.Rename(contact, email);
        }

        return Changed(contact, sent);
    }

    public Answer Delete(ApiCall call)
    {
        if (Store.Contacts.Find(call.Id) is not { } contact) return NotFound(call);
        set.Remove(contact);
        return Answer.Deleted();
    }

    Answer Created(string email, ContactFields sent)
    {
        var contact = Store.AddContact(email, state.Now);
        sent.Apply(Store, contact, state.Now);
        state.WebhookPublisher.Ring(ContactEvents.New(contact));
        return Answer.Of(201, json =>
        {
            WriteValues(json, contact, sent);
            rows.CreatedContact(json.Name("contact"u8), contact, sent);
        });
    }

    Answer Changed(Contact contact, ContactFields sent)
    {
        sent.Apply(Store, contact, state.Now);
        state.WebhookPublisher.Ring(ContactEvents.Changed(contact));
        return Answer.Of(200, json =>
        {
            WriteValues(json, contact, sent);
            rows.Contact(json.Name("contact"u8), contact, ContactPlace.Changed, sent);
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
            Store.Join(contact, Store.TagOf(name, "contact") ?? Store.AddTag(name, "contact", "", state.Now), state.Now);
        foreach (var list in Items(sent.Lists).Select(item => item.Id() ?? item.Member("list").Id() ?? item.Member("listid").Id())
            .OfType<int>())
        {
            if (Store.Table(Lists.Resource).Find(list) is not null) Store.Subscribe(contact, list, ListStatus.Active, state.Now);
        }
    }

    static IEnumerable<JsonElement?> Items(JsonElement? list) =>
        list is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray().Select(item => (JsonElement?)item) : [];

    static Answer NotFound(ApiCall call) => Errors.NotFound("Subscriber", call.Id);
}
