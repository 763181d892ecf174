using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Resources;

/// <summary>Writes rows with the keys and kinds of the real API. Each place shows a contact with slightly different keys.</summary>
sealed class RowWriter(Uri root, SandboxOptions options)
{
    readonly Links contact = new(
        root,
        "contacts",
        "bounceLogs",
        "contactAutomations?limit=1000&orders%5Blastdate%5D=DESC",
        "contactData",
        "contactGoals",
        "contactLists",
        "contactLogs",
        "contactTags",
        "contactDeals",
        "deals",
        "fieldValues",
        "geoIps",
        "notes",
        "organization",
        "plusAppend",
        "trackingLogs",
        "scoreValues",
        "accountContacts",
        "automationEntryCounts");

    readonly Links tag = new(root, "tags", "contactGoalTags");

    readonly Links contactTag = new(root, "contactTags", "tag", "contact");

    /// <summary>A contact in full.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="row">The contact.</param>
    /// <param name="place">Where it is shown.</param>
    /// <param name="sent">What a PUT or sync sent: those values come back in the kinds in which they were sent.</param>
    public void Contact(PhpJson json, Contact row, ContactPlace place, ContactFields? sent = null)
    {
        json.BeginObject();
        json.Name("cdate"u8).Moment(row.Created);
        Value(json, "email"u8, sent?.Email, row.Email);
        Value(json, "phone"u8, sent?.Phone, row.Phone);
        Value(json, "firstName"u8, sent?.FirstName, row.FirstName);
        Value(json, "lastName"u8, sent?.LastName, row.LastName);
        json.Name("orgid"u8).Text(row.OrganizationId).Name("orgname"u8).Text(row.OrganizationName);
        ContactDefaults.WriteFirst(json, options, Hash(row.Id), row.Email);
        json.Name("udate"u8).Moment(row.Updated);
        json.Name("edate"u8).Null().Name("deleted_at"u8).Null();
        // The two that say UTC hold Central time all the same.
        json.Name("created_utc_timestamp"u8).Stamp(row.Created).Name("updated_utc_timestamp"u8).Stamp(row.Updated);
        json.Name("created_timestamp"u8).Stamp(row.Created).Name("updated_timestamp"u8).Stamp(row.Updated);
        json.Name("created_by"u8).Null().Name("updated_by"u8).Null();
        if (place != ContactPlace.Changed) ContactDefaults.WriteGone(json, options, inOne: place == ContactPlace.One);
        ContactDefaults.WriteLast(json, options);
        WriteRelations(json, row, place, sent);
        contact.Write(json, row.Id);
        json.Name("id"u8).Text(row.Id);
        json.Name("organization"u8).Text(row.OrganizationId == 0 ? null : row.OrganizationId.ToString(CultureInfo.InvariantCulture));
        json.EndObject();
    }

    static readonly (byte[] Key, string Name)[] InList = [.. Names("scoreValues", "accountContacts")];

    static readonly (byte[] Key, string Name)[] InOne =
        [.. Names("contactAutomations", "contactLists", "fieldValues", "geoIps", "deals", "scoreValues", "accountContacts")];

    /// <summary>What belongs to contacts; set once the resources are there.</summary>
    public ContactRelations? Relations { get; set; }

    void WriteRelations(PhpJson json, Contact row, ContactPlace place, ContactFields? sent)
    {
        var shown = place switch { ContactPlace.List => InList, ContactPlace.One => InOne, _ => [] };
        // Scores were not told of one contact in 2020.
        if (place == ContactPlace.One && options.IsBefore(Ages.March2021))
            shown = [.. shown.Where(relation => relation.Name != "scoreValues")];
        foreach (var (key, name) in shown) Relations!.WriteIds(json.Name(key), name, row);
        if (place == ContactPlace.Changed && sent?.FieldValues is { } values) WriteSentValues(json, row, values);
    }

    /// <summary>The ids of the values that were sent, and of no others.</summary>
    static void WriteSentValues(PhpJson json, Contact row, JsonElement values)
    {
        json.Name("fieldValues"u8).BeginArray();
        foreach (var value in ContactFields.Known(row, values)) json.Text(value.Id);
        json.EndArray();
    }

    static IEnumerable<(byte[] Key, string Name)> Names(params string[] names) =>
        names.Select(name => (Encoding.UTF8.GetBytes(name), name));

    /// <summary>
    /// What a create answers: the values that were sent, in their kinds, and little else. It is what was recorded in 2025, or before.
    /// </summary>
    public void CreatedContact(PhpJson json, Contact row, ContactFields sent)
    {
        var isOfToday = options.Has(Ages.January2025);
        json.BeginObject();
        Echo(json, sent.Sent, "email", "phone", "firstName", "lastName");
        if (!isOfToday && options.Has(Ages.June2020)) json.Name("email_empty"u8).Bool(false);
        json.Name("cdate"u8).Moment(row.Created).Name("udate"u8).Moment(row.Updated);
        if (isOfToday && sent.Phone is null) json.Name("phone"u8).Text("");
        json.Name("orgid"u8).Text(isOfToday ? "0" : "").Name("orgname"u8).Text("");
        if (sent.FieldValues is { } values) WriteSentValues(json, row, values);
        contact.Write(json, row.Id);
        if (!isOfToday && options.Has(Ages.March2021)) json.Name("hash"u8).Text(Hash(row.Id));
        json.Name("id"u8).Text(row.Id).Name("organization"u8).Text(isOfToday ? null : "");
        json.EndObject();
    }

    public void Tag(PhpJson json, Tag row)
    {
        json.BeginObject();
        json.Name("tagType"u8).Text(row.Type).Name("tag"u8).Text(row.Name).Name("description"u8).Text(row.Description);
        json.Name("subscriber_count"u8).Text(row.Contacts.Count);
        json.Name("cdate"u8).Moment(row.Created);
        json.Name("created_timestamp"u8).Stamp(row.Created).Name("updated_timestamp"u8).Stamp(row.Updated);
        json.Name("created_by"u8).Null().Name("updated_by"u8).Null();
        if (options.Has(Ages.January2025)) json.Name("deleted"u8).Text("0");
        tag.Write(json, row.Id);
        json.Name("id"u8).Text(row.Id);
        json.EndObject();
    }

    public void CreatedTag(PhpJson json, Tag row, TagFields sent)
    {
        json.BeginObject();
        Echo(json, sent.Sent, "tag", "description", "tagType");
        json.Name("cdate"u8).Moment(row.Created);
        tag.Write(json, row.Id);
        json.Name("id"u8).Text(row.Id);
        json.EndObject();
    }

    public void ContactTag(PhpJson json, ContactTag row)
    {
        json.BeginObject();
        json.Name("contact"u8).Text(row.Contact.Id).Name("tag"u8).Text(row.Tag.Id).Name("cdate"u8).Moment(row.Created);
        json.Name("created_timestamp"u8).Stamp(row.Created).Name("updated_timestamp"u8).Stamp(row.Created);
        json.Name("created_by"u8).Null().Name("updated_by"u8).Null();
        contactTag.Write(json, row.Id);
        json.Name("id"u8).Text(row.Id);
        json.EndObject();
    }

    public void CreatedContactTag(PhpJson json, ContactTag row, JsonElement? sent)
    {
        json.BeginObject();
        Echo(json, sent, "contact", "tag");
        json.Name("cdate"u8).Moment(row.Created);
        contactTag.Write(json, row.Id);
        json.Name("id"u8).Text(row.Id);
        json.EndObject();
    }

    /// <summary>Those keys that were sent, in the order in which the API gives them back.</summary>
    static void Echo(PhpJson json, JsonElement? sent, params string[] keys)
    {
        foreach (var key in EchoOrder.Of(sent).Where(keys.Contains).OrderBy(EchoOrder.IsRenamed))
            json.Name(Encoding.UTF8.GetBytes(key)).Same(sent.Member(key)!.Value);
    }

    static void Value(PhpJson json, ReadOnlySpan<byte> name, JsonElement? sent, string stored)
    {
        if (sent is { } value) json.Name(name).Same(value);
        else json.Name(name).Text(stored);
    }

    static string Hash(int id)
    {
        Span<byte> digest = stackalloc byte[32];
        SHA256.HashData(Encoding.ASCII.GetBytes($"contact/{id}"), digest);
        return Convert.ToHexStringLower(digest[..16]);
    }
}
