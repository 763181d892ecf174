using System.Globalization;
using System.Text.Json.Nodes;
using Koppel.Sandbox.ActiveCampaign.Crm;
using Koppel.Sandbox.ActiveCampaign.Declared;
using Koppel.Sandbox.ActiveCampaign.Model;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.CustomObjects;

/// <summary>Holds what a client sent for a record against its schema.</summary>
internal static class RecordReader
{
    /// <summary>What is wrong with a record; null when nothing is.</summary>
    public static Answer? Refuse(JsonObject sent, ObjectSchema schema, Store store) =>
        RefuseFields(sent["fields"] as JsonArray ?? [], schema)
            ?? RefuseRelationships(sent["relationships"] as JsonObject ?? [], schema, store);

    /// <summary>The relations as reads give them: ids as text.</summary>
    public static JsonObject Relationships(JsonObject? sent)
    {
        var kept = new JsonObject();
        foreach (var (name, ids) in sent ?? []) kept[name] = new JsonArray([.. Ids(ids).Select(id => JsonValue.Create(id))]);
        return kept;
    }

    static Answer? RefuseFields(JsonArray sent, ObjectSchema schema)
    {
        foreach (var value in sent)
        {
            var id = value.Text("id") ?? "";
            if (schema.Field(id) is not { } field || ObjectSchema.IsGone(field)) return NotDefined(id);
            if (!Fits(field, value!["value"])) return Misfit(field, id);
        }

        foreach (var field in schema.Fields.Select(field => field!.AsObject())
            .Where(field => field.Flag("required") && !ObjectSchema.IsGone(field)))
        {
            var id = field.Text("id")!;
            if (!sent.Any(value => value.Text("id") == id && IsSomething(value!["value"])))
                return ObjectErrors.Invalid(id, $"{id} is required.");
        }

        return null;
    }

    static Answer? RefuseRelationships(JsonObject sent, ObjectSchema schema, Store store)
    {
        foreach (var (name, ids) in sent)
        {
            if (schema.Relationship(name) is not { } relationship) return NotDefined(name);
            if (ids is not JsonArray) return ObjectErrors.Invalid(name, $"{name} must be a list of ids.");
            var related = Ids(ids);
            if (related.Length > 1 && !relationship.Flag("hasMany"))
                return ObjectErrors.Invalid(name, $"{name} cannot have more than one id.");
            if (related.FirstOrDefault(id => !IsThere(store, relationship.Text("namespace"), QueryText.ToInt(id))) is { } unknown)
                return ObjectErrors.Invalid(name, $"{name} names {unknown}, which does not exist.");
        }

        return null;
    }

    static Answer NotDefined(string id) => ObjectErrors.Invalid(id, $"{id} cannot accept a value that is not defined in the schema.");

    static Answer Misfit(JsonObject field, string id) =>
        field["options"] is null
            ? ObjectErrors.Invalid(id, $"{id} cannot accept a value that is no {field.Text("type")}.")
            : NotDefined(id);

    /// <summary>Whether a value is of the field's type; text that reads as a number is one.</summary>
    static bool Fits(JsonObject field, JsonNode? value) => !IsSomething(value) || field.Text("type") switch
    {
        "number" or "decimal" => IsNumber(value),
        "currency" => value is JsonObject || IsNumber(value),
        "date" or "datetime" => CentralTime.TryRead(value!.ToString(), out _),
        "dropdown" => IsOption(field, value),
        "multiselect" => value is JsonArray chosen && chosen.All(one => IsOption(field, one)),
        _ => value is JsonValue,
    };

    static bool IsNumber(JsonNode? value) => decimal.TryParse(value!.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    static bool IsOption(JsonObject field, JsonNode? value) =>
        field["options"] is not JsonArray options
            || options.Any(option => value?.ToString() is { } text && (option.Text("value") == text || option.Text("id") == text));

    static bool IsSomething(JsonNode? value) => value is not null && value.ToString().Length > 0;

    static string[] Ids(JsonNode? sent) => sent is JsonArray ids ? [.. ids.Select(id => id?.ToString() ?? "")] : [];

    /// <summary>Whether the related row is there; kinds that the sandbox does not keep are taken on trust.</summary>
    static bool IsThere(Store store, string? kind, int id) => kind switch
    {
        "contacts" => store.Contacts.Find(id) is not null,
        "accounts" => store.Accounts.Rows.Find(id) is not null,
        "deals" => store.Table(Deals.Resource).Find(id) is not null,
        _ => true,
    };
}
