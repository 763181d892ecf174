using System.Text.Json;
using Koppel.Connectors.Salesforce.Soql;

namespace Koppel.Connectors.Salesforce.Describe;

/// <summary>Reads what Salesforce says of its objects and fields. Names that cannot stand in SOQL are left out.</summary>
internal static class DescribeReader
{
    /// <summary>The objects of an answer of <c>sobjects</c>.</summary>
    public static IReadOnlyList<ObjectSummary> Objects(JsonElement answer) =>
        [.. answer.GetProperty("sobjects").EnumerateArray()
            .Select(o => Flags(o, new ObjectSummary(Text(o, "name")!, Text(o, "label") ?? "")))
            .Where(o => SoqlText.IsName(o.Name))];

    /// <summary>An answer of <c>sobjects/X/describe</c>.</summary>
    public static OrgObject Object(JsonElement answer) => Flags(answer, new OrgObject(
        Text(answer, "name")!, Text(answer, "label") ?? "",
        [.. answer.GetProperty("fields").EnumerateArray().Select(Field).Where(f => SoqlText.IsName(f.Name))
            .DistinctBy(f => f.Name, StringComparer.OrdinalIgnoreCase)]));

    static T Flags<T>(JsonElement o, T it) where T : ObjectSummary => it with
    {
        Queryable = Is(o, "queryable"),
        Createable = Is(o, "createable"),
        Updateable = Is(o, "updateable"),
        Deletable = Is(o, "deletable"),
        Undeletable = Is(o, "undeletable"),
        Triggerable = Is(o, "triggerable"),
        KeyPrefix = Text(o, "keyPrefix"),
    };

    static OrgField Field(JsonElement field) => new()
    {
        Name = Text(field, "name")!,
        Label = Text(field, "label") ?? "",
        Type = Text(field, "type") ?? "string",
        Length = Number(field, "length"),
        Precision = Number(field, "precision"),
        Scale = Number(field, "scale"),
        Nillable = Is(field, "nillable"),
        Createable = Is(field, "createable"),
        Updateable = Is(field, "updateable"),
        DefaultedOnCreate = Is(field, "defaultedOnCreate"),
        Calculated = Is(field, "calculated"),
        Filterable = Is(field, "filterable"),
        Sortable = Is(field, "sortable"),
        Groupable = Is(field, "groupable"),
        Aggregatable = Is(field, "aggregatable"),
        ExternalId = Is(field, "externalId"),
        IdLookup = Is(field, "idLookup"),
        Unique = Is(field, "unique"),
        CaseSensitive = Is(field, "caseSensitive"),
        ReferenceTo = field.TryGetProperty("referenceTo", out var to) && to.ValueKind == JsonValueKind.Array
            ? [.. to.EnumerateArray().Select(t => t.GetString()!)] : [],
        RelationshipName = Text(field, "relationshipName") is { } name && SoqlText.IsName(name) ? name : null,
        CompoundFieldName = Text(field, "compoundFieldName"),
    };

    static bool Is(JsonElement o, string name) => o.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    static int Number(JsonElement o, string name) =>
        o.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : 0;

    static string? Text(JsonElement o, string name) =>
        o.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
