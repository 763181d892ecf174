using System.Text.Json;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Imports;

/// <summary>Reads the body of an import; one contact that will not do refuses them all.</summary>
internal sealed record ImportReader(int Count, IReadOnlyList<ImportRow> Rows, IReadOnlyList<(int Contact, string Reason)> Faults)
{
    public static ImportReader Read(JsonElement? body, AutomationExclusion exclusion)
    {
        if (body.Member("contacts") is not { ValueKind: JsonValueKind.Array } contacts) return new(0, [], []);
        var rows = new List<ImportRow>();
        var faults = new List<(int, string)>();
        var excluded = exclusion != AutomationExclusion.PerContact && body.Member("exclude_automations").Flag();
        var number = 0;
        foreach (var item in contacts.EnumerateArray())
        {
            // Contacts are counted from 1.
            number++;
            JsonElement? contact = item;
            if (Fault(contact) is { } fault) faults.Add((number, fault));
            else
                rows.Add(
                    Row(contact, excluded || (exclusion != AutomationExclusion.TopLevel && contact.Member("exclude_automations").Flag())));
        }

        return new(number, rows, faults);
    }

    static string? Fault(JsonElement? contact)
    {
        if (contact.Member("email").Text() is not { Length: > 0 } email) return "Field 'email' not found";
        if (!EmailAddress.IsValid(email)) return "Field 'email' incorrect format";
        if (!AreItems(contact, "tags", tag => tag.ValueKind is JsonValueKind.String or JsonValueKind.Number))
            return "Field 'tags' incorrect format";
        if (!AreItems(contact, "fields", field => ((JsonElement?)field).Member("id").Id() is not null))
            return "Field 'fields' incorrect format";
        foreach (var lists in (string[])["subscribe", "unsubscribe"])
        {
            if (!AreItems(contact, lists, list => ((JsonElement?)list).Member("listid").Id() is not null))
                return $"Field '{lists}' incorrect format";
        }

        return null;
    }

    static bool AreItems(JsonElement? contact, string name, Func<JsonElement, bool> fits) =>
        contact.Member(name) is not { } list || list.ValueKind == JsonValueKind.Null
            || (list.ValueKind == JsonValueKind.Array && list.EnumerateArray().All(fits));

    static ImportRow Row(JsonElement? contact, bool excluded) => new(
        contact.Member("email").Text()!,
        contact.Member("first_name").Text(),
        contact.Member("last_name").Text(),
        contact.Member("phone").Text(),
        contact.Member("customer_acct_name").Text(),
        Names(contact.Member("tags")),
        excluded)
    {
        Fields = [
            .. Items(contact.Member("fields"))
                .Select(field => new ImportedValue(field.Member("id").Id()!.Value, field.Member("value").Text() ?? ""))],
        Subscribe = [.. Items(contact.Member("subscribe")).Select(list => list.Member("listid").Id()!.Value)],
        Unsubscribe = [.. Items(contact.Member("unsubscribe")).Select(list => list.Member("listid").Id()!.Value)],
    };

    static List<string> Names(JsonElement? tags) => [.. Items(tags).Select(tag => tag.Text()!).Where(name => name.Length > 0)];

    static IEnumerable<JsonElement?> Items(JsonElement? list) =>
        list is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray().Select(item => (JsonElement?)item) : [];
}
