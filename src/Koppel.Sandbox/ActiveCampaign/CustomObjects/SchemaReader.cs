using System.Text.Json.Nodes;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.CustomObjects;

/// <summary>Reads the description of a schema as a client sends it, and brings it into the form in which it is kept.</summary>
internal static class SchemaReader
{
    static readonly string[] Types = ["text", "textarea", "number", "decimal", "currency", "date", "datetime", "dropdown", "multiselect"];

    /// <summary>What is wrong with a description; null when nothing is.</summary>
    /// <param name="sent">The description.</param>
    /// <param name="set">The schemas that are there.</param>
    /// <param name="self">The schema that it changes; null when it makes one. A change may leave out what stays.</param>
    public static Answer? Refuse(JsonObject sent, ObjectSet set, ObjectSchema? self)
    {
        var isNew = self is null;
        if (sent.ContainsKey("slug") || isNew)
        {
            if (sent.Text("slug") is not { } slug) return ObjectErrors.Invalid("schema.slug", "Schema slug must be provided");
            if (set.HasSlug(slug, self)) return ObjectErrors.Invalid("schema.slug", "Schema slug must be unique");
        }

        if ((sent.ContainsKey("labels") || isNew) && !HasLabels(sent))
            return ObjectErrors.Invalid("schema.labels", "Schema must provide labels");
        return RefuseFields(sent["fields"], self) ?? RefuseRelationships(sent["relationships"]);
    }

    /// <summary>A field as it is kept: <c>isRequired</c> is another name of <c>required</c>, and options get ids.</summary>
    public static JsonObject Field(JsonObject sent, ObjectSet set)
    {
        var field = new JsonObject { ["id"] = sent.Text("id"), ["labels"] = sent["labels"]!.DeepClone() };
        foreach (var key in (string[])["description", "origin"])
        {
            if (sent.Text(key) is { } text) field[key] = text;
        }

        field["type"] = sent.Text("type");
        field["required"] = sent.Flag("required") || sent.Flag("isRequired");
        foreach (var key in (string[])["scale", "defaultCurrency"])
        {
            if (sent[key] is { } value) field[key] = value.DeepClone();
        }

        if (sent["options"] is JsonArray options)
            field["options"] = new JsonArray(
                [.. options.Select(
                    option => new JsonObject { ["id"] = option.Text("id") ?? set.NewId(), ["value"] = option.Text("value") })]);
        field["inherited"] = false;
        return field;
    }

    public static JsonObject Relationship(JsonObject sent) => new()
    {
        ["id"] = sent.Text("id"),
        ["labels"] = sent["labels"]!.DeepClone(),
        ["description"] = sent.Text("description") ?? "",
        ["namespace"] = sent.Text("namespace"),
        ["hasMany"] = sent.Flag("hasMany"),
        ["inherited"] = false,
    };

    static Answer? RefuseFields(JsonNode? sent, ObjectSchema? self)
    {
        if (sent is null) return null;
        if (Members(sent) is not { } fields) return ObjectErrors.Invalid("schema.fields", "Schema fields must be a list of fields");
        foreach (var field in fields)
        {
            if (field.Text("id") is not { } id) return ObjectErrors.Invalid("schema.fields.id", "Schema fields must provide an id");
            if (!HasLabels(field)) return ObjectErrors.Invalid("schema.fields.labels", "Schema fields must provide labels");
            if (!Types.Contains(field.Text("type")))
                return ObjectErrors.Invalid("schema.fields.type", $"Schema fields must have a type: {string.Join(", ", Types)}");
            // An id that was deleted is not given again, so that old values do not come back under it.
            if (fields.Count(other => other.Text("id") == id) > 1 || (self?.Field(id) is { } old && ObjectSchema.IsGone(old)))
                return ObjectErrors.Invalid("schema.fields.id", "Schema field ids must be unique");
        }

        return null;
    }

    static Answer? RefuseRelationships(JsonNode? sent)
    {
        if (sent is null) return null;
        if (Members(sent) is not { } relationships)
            return ObjectErrors.Invalid("schema.relationships", "Schema relationships must be a list of relationships");
        foreach (var one in relationships)
        {
            if (one.Text("id") is not { } id || relationships.Count(other => other.Text("id") == id) > 1)
                return ObjectErrors.Invalid("schema.relationships.id", "Schema relationships must provide an id each");
            if (!HasLabels(one)) return ObjectErrors.Invalid("schema.relationships.labels", "Schema relationships must provide labels");
            if (one.Text("namespace") is null)
                return ObjectErrors.Invalid("schema.relationships.namespace", "Schema relationships must provide a namespace");
        }

        return null;
    }

    static bool HasLabels(JsonObject sent) => sent["labels"].Text("singular") is not null && sent["labels"].Text("plural") is not null;

    /// <summary>The members of a list of objects; null when it is none.</summary>
    static JsonObject[]? Members(JsonNode sent) =>
        sent is JsonArray list && list.All(member => member is JsonObject) ? [.. list.Select(member => member!.AsObject())] : null;
}
