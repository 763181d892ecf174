using System.Globalization;
using System.Text.Json;

namespace Koppel.Connectors.ActiveCampaign.Fields;

/// <summary>
/// Reads the fields out of the API's lists of them. Source of the keys: recorded answers (2020 to 2021) and the API's reference (2026-08).
/// </summary>
internal static class FieldReader
{
    /// <summary>The fields of contacts: <c>fields</c>, with their options in a list of its own.</summary>
    public static IEnumerable<CustomField> Contacts(JsonElement page)
    {
        var options = List(page, "fieldOptions").Where(o => o.ValueKind == JsonValueKind.Object).OrderBy(o => Whole(o, "orderid") ?? 0)
            .ThenBy(o => Whole(o, "id") ?? 0)
            .ToLookup(o => Whole(o, "field") ?? 0, o => new FieldOption(Text(o, "value"), Text(o, "label")));
        return from field in List(page, "fields")
               let id = Whole(field, "id")
               where id is not null
               select new CustomField(id.Value, Text(field, "perstag"), Text(field, "title"),
                   FieldKindWords.Of(Text(field, "type"))) { Options = [.. options[id.Value]] };
    }

    /// <summary>The fields of accounts and deals, each with its options in it.</summary>
    public static IEnumerable<CustomField> Meta(JsonElement page, string list) =>
        from field in List(page, list)
        let id = Whole(field, "id")
        where id is not null
        select new CustomField(id.Value, Text(field, "fieldLabel"), Text(field, "fieldLabel"), FieldKindWords.Of(Text(field, "fieldType")))
        {
            Options = [.. List(field, "fieldOptions").Select(o => new FieldOption(o.ToString(), o.ToString()))],
            Currency = Text(field, "fieldDefaultCurrency"),
        };

    static IEnumerable<JsonElement> List(JsonElement of, string name) =>
        of.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    static string Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : "";

    static long? Whole(JsonElement of, string name) =>
        long.TryParse(Text(of, name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
