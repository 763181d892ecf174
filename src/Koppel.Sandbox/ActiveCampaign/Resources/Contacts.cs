using System.Text.Json;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Resources;

/// <summary><c>/contacts</c> and <c>/contact/sync</c>.</summary>
sealed class Contacts(SandboxState state, RowWriter rows, SandboxOptions options)
{
    Store Store => state.Store;

    public Answer List(ApiCall call)
    {
        if (options.LargeLimitAnswer == 422 && Page.IsTooLarge(call.Query)) return Errors.Parameter(422, "limit", "A page holds at most 100 rows.");
        var page = Page.Of(call.Query);
        var query = new ContactQuery(call.Query);
        var (found, total) = query.Run(Store, page);
        return Answer.Of(200, json =>
        {
            json.Name("scoreValues"u8).Empty();
            Includes.Write(json, rows, call.Query, found);
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
        json.Name("contactAutomations"u8).Empty().Name("contactLists"u8).Empty().Name("deals"u8).Empty();
        json.Name("fieldValues"u8).Empty().Name("geoIps"u8).Empty().Name("accountContacts"u8).Empty();
        Includes.Write(json, rows, call.Query, [contact]);
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
        return Store.ContactOf(email) is { } contact ? Changed(contact, sent) : Created(email, sent);
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
        Store.Remove(contact);
        return Answer.Deleted();
    }

    Answer Created(string email, ContactFields sent)
    {
        var contact = Store.AddContact(email, state.Now);
        sent.Apply(contact, state.Now);
        AddTags(contact, sent);
        return Answer.Of(201, json => rows.CreatedContact(json.Name("contact"u8), contact, sent));
    }

    Answer Changed(Contact contact, ContactFields sent)
    {
        sent.Apply(contact, state.Now);
        AddTags(contact, sent);
        return Answer.Of(200, json => rows.Contact(json.Name("contact"u8), contact, ContactPlace.Changed, sent));
    }

    void AddTags(Contact contact, ContactFields sent)
    {
        if (!options.SyncTakesTags || sent.Tags is not { ValueKind: JsonValueKind.Array } names) return;
        foreach (var item in names.EnumerateArray())
        {
            if (((JsonElement?)item).Text() is { Length: > 0 } name)
                Store.Join(contact, Store.TagOf(name, "contact") ?? Store.AddTag(name, "contact", "", state.Now), state.Now);
        }
    }

    static Answer NotFound(ApiCall call) => Errors.NotFound("Subscriber", call.Id);
}
