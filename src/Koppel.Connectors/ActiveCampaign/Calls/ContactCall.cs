using System.Globalization;
using System.Text.Json;
using Koppel.Connectors.ActiveCampaign.Api;
using Koppel.Sdk.Loading;

namespace Koppel.Connectors.ActiveCampaign.Calls;

/// <summary>A call about one contact that the importer cannot do. Made twice, it does the same as once.</summary>
/// <param name="Route">Such as <c>DELETE /api/3/contactTags/{id}</c>.</param>
/// <param name="WriteBody">Writes what the call says; null for nothing.</param>
internal sealed record ContactCall(string Route, Action<Utf8JsonWriter>? WriteBody = null)
{
    /// <summary>What stands in the path, or null.</summary>
    public long? Key { get; init; }

    /// <summary>
    /// The address of a contact whose link to its account is not known before the call, since the import makes it: the link is looked up
    /// then, and stands in the path. Null where the key is known.
    /// </summary>
    public string? LinkOf { get; init; }

    /// <summary>The way through <c>contact/sync</c>: what it is told of the contact.</summary>
    public static ContactCall Sync(string email, Action<Utf8JsonWriter> writeValues) =>
        new("POST " + Account.BasePath + "contact/sync", json => Envelope(json, "contact", () =>
    {
        json.WriteString("email", email);
        writeValues(json);
    }));

    /// <summary>Gives a tag.</summary>
    public static ContactCall Tag(long contact, long tag) =>
        new("POST " + Account.BasePath + "contactTags", json => Envelope(json, "contactTag", () =>
    {
        json.WriteNumber("contact", contact);
        json.WriteNumber("tag", tag);
    }));

    /// <summary>Takes a tag off.</summary>
    public static ContactCall Untag(long link) => new("DELETE " + Account.BasePath + "contactTags/{id}") { Key = link };

    /// <summary>
    /// Sets how a contact stands to a list. A contact that comes back to a list it had left is told by <c>sourceid</c> 4, as the API's
    /// reference asks.
    /// </summary>
    public static ContactCall Status(long contact, long list, ListStatus status, bool comesBack) =>
        new("POST " + Account.BasePath + "contactLists", json => Envelope(json, "contactList", () =>
    {
        json.WriteString("list", Text(list));
        json.WriteString("contact", Text(contact));
        json.WriteString("status", Text((long)status));
        if (comesBack) json.WriteNumber("sourceid", 4);
    }));

    /// <summary>Takes a contact off its account.</summary>
    public static ContactCall Leave(long link) => new("DELETE " + Account.BasePath + "accountContacts/{id}") { Key = link };

    /// <summary>Puts a contact on another account, or gives it another job title there.</summary>
    public static ContactCall Move(long link, long account, long contact, string jobTitle) =>
        new(PutLink, json => WriteLink(json, account, contact, jobTitle)) { Key = link };

    /// <summary>Gives a contact its job title at the account that the import puts it on.</summary>
    public static ContactCall JobTitle(string email, string jobTitle) =>
        new(PutLink, json => json.WriteStringValue(jobTitle)) { LinkOf = email };

    /// <summary>
    /// Writes what a link between contact and account says. The reference asks for both ids, also where only the title changes.
    /// </summary>
    public static void WriteLink(Utf8JsonWriter json, long account, long contact, string jobTitle) => Envelope(json, "accountContact", () =>
    {
        json.WriteNumber("account", account);
        json.WriteNumber("contact", contact);
        json.WriteString("jobTitle", jobTitle);
    });

    /// <summary>Writes it into a journal.</summary>
    public void Write(Utf8JsonWriter json) => json.WriteObject(null, () =>
    {
        json.WriteString("route", Route);
        if (Key is { } key) json.WriteNumber("key", key);
        if (LinkOf is not null) json.WriteString("linkOf", LinkOf);
        if (WriteBody is not null)
        {
            json.WritePropertyName("body");
            WriteBody(json);
        }
    });

    /// <summary>How a link is looked up that an import made.</summary>
    public const string FindLink = "GET " + Account.BasePath + "contacts";

    /// <summary>Automations can wait for such a change.</summary>
    public bool StartsAutomations => !Route.Contains("account", StringComparison.Ordinal);

    const string PutLink = "PUT " + Account.BasePath + "accountContacts/{id}";

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    static void Envelope(Utf8JsonWriter json, string name, Action writeItem) =>
        json.WriteObject(null, () => json.WriteObject(name, writeItem));
}
