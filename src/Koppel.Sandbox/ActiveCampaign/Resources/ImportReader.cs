using System.Text.Json;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.Resources;

/// <summary>Reads the body of an import; one contact that will not do refuses them all.</summary>
sealed record ImportReader(int Count, IReadOnlyList<ImportRow> Rows, IReadOnlyList<(int Contact, string Reason)> Faults)
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
            else rows.Add(Row(contact, excluded || (exclusion != AutomationExclusion.TopLevel && contact.Member("exclude_automations").Flag())));
        }

        return new(number, rows, faults);
    }

    static string? Fault(JsonElement? contact)
    {
        if (contact.Member("email").Text() is not { Length: > 0 } email) return "Field 'email' not found";
        if (!EmailAddress.IsValid(email)) return "Field 'email' incorrect format";
        if (contact.Member("tags") is not { } tags || tags.ValueKind == JsonValueKind.Null) return null;
        return tags.ValueKind == JsonValueKind.Array && tags.EnumerateArray().All(tag => tag.ValueKind is JsonValueKind.String or JsonValueKind.Number)
            ? null
            : "Field 'tags' incorrect format";
    }

    static ImportRow Row(JsonElement? contact, bool excluded) => new(
        contact.Member("email").Text()!,
        contact.Member("first_name").Text(),
        contact.Member("last_name").Text(),
        contact.Member("phone").Text(),
        contact.Member("customer_acct_name").Text(),
        Names(contact.Member("tags")),
        excluded);

    static List<string> Names(JsonElement? tags) => tags is not { ValueKind: JsonValueKind.Array } list
        ? []
        : [.. list.EnumerateArray().Select(tag => ((JsonElement?)tag).Text()!).Where(name => name.Length > 0)];
}
