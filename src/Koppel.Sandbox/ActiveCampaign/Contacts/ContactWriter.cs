using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.Records;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Contacts;

/// <summary>Writes contacts with the keys and kinds of the real API. Each place shows one with slightly different keys.</summary>
internal sealed class ContactWriter(ResourceSet set, ContactRelations relations)
{
    readonly Links _contact = new(
        set.Root,
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

    SandboxOptions Options => set.Options;

    /// <summary>A contact in full.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="row">The contact.</param>
    /// <param name="place">Where it is shown.</param>
    /// <param name="sent">What a PUT or sync sent: those values come back in the kinds in which they were sent.</param>
    public void Write(PhpJson json, Contact row, ContactPlace place, ContactFields? sent = null)
    {
        json.BeginObject();
        json.Name("cdate"u8).Moment(row.Created);
        Value(json, "email"u8, sent?.Email, row.Email);
        Value(json, "phone"u8, sent?.Phone, row.Phone);
        Value(json, "firstName"u8, sent?.FirstName, row.FirstName);
        Value(json, "lastName"u8, sent?.LastName, row.LastName);
        json.Name("orgid"u8).Text(row.OrganizationId).Name("orgname"u8).Text(row.OrganizationName);
        ContactDefaults.WriteFirst(json, Options, Hash(row.Id), row.Email);
        json.Name("udate"u8).Moment(row.Updated);
        json.Name("edate"u8).Null().Name("deleted_at"u8).Null();
        // The two that say UTC hold Central time all the same.
        json.Name("created_utc_timestamp"u8).Stamp(row.Created).Name("updated_utc_timestamp"u8).Stamp(row.Updated);
        json.Name("created_timestamp"u8).Stamp(row.Created).Name("updated_timestamp"u8).Stamp(row.Updated);
        json.Name("created_by"u8).Null().Name("updated_by"u8).Null();
        if (place != ContactPlace.Changed) ContactDefaults.WriteGone(json, Options, inOne: place == ContactPlace.One);
        ContactDefaults.WriteLast(json, Options);
        WriteRelations(json, row, place, sent);
        _contact.Write(json, row.Id);
        json.Name("id"u8).Text(row.Id);
        json.Name("organization"u8).Text(row.OrganizationId == 0 ? null : row.OrganizationId.ToString(CultureInfo.InvariantCulture));
        json.EndObject();
    }

    static readonly (byte[] Key, string Name)[] InList = [.. Names("scoreValues", "accountContacts")];

    static readonly (byte[] Key, string Name)[] InOne =
        [.. Names("contactAutomations", "contactLists", "fieldValues", "geoIps", "deals", "scoreValues", "accountContacts")];

    void WriteRelations(PhpJson json, Contact row, ContactPlace place, ContactFields? sent)
    {
        var shown = place switch { ContactPlace.List => InList, ContactPlace.One => InOne, _ => [] };
        // Scores were not told of one contact in 2020.
        if (place == ContactPlace.One && Options.IsBefore(Ages.March2021))
            shown = [.. shown.Where(relation => relation.Name != "scoreValues")];
        foreach (var (key, name) in shown) relations.WriteIds(json.Name(key), name, row);
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
    public void Created(PhpJson json, Contact row, ContactFields sent)
    {
        var isOfToday = Options.Has(Ages.January2025);
        json.BeginObject();
        EchoOrder.Write(json, sent.Sent, "email", "phone", "firstName", "lastName");
        if (!isOfToday && Options.Has(Ages.June2020)) json.Name("email_empty"u8).Bool(false);
        json.Name("cdate"u8).Moment(row.Created).Name("udate"u8).Moment(row.Updated);
        if (isOfToday && sent.Phone is null) json.Name("phone"u8).Text("");
        json.Name("orgid"u8).Text(isOfToday ? "0" : "").Name("orgname"u8).Text("");
        if (sent.FieldValues is { } values) WriteSentValues(json, row, values);
        _contact.Write(json, row.Id);
        if (!isOfToday && Options.Has(Ages.March2021)) json.Name("hash"u8).Text(Hash(row.Id));
        json.Name("id"u8).Text(row.Id).Name("organization"u8).Text(isOfToday ? null : "");
        json.EndObject();
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
