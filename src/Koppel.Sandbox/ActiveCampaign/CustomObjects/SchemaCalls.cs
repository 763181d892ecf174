using System.Text.Json.Nodes;
using Koppel.Sandbox.ActiveCampaign.State;
using Koppel.Sandbox.ActiveCampaign.Wire;

namespace Koppel.Sandbox.ActiveCampaign.CustomObjects;

/// <summary><c>/customObjects/schemas</c>: which kinds of objects the account has.</summary>
internal sealed class SchemaCalls(SandboxState state)
{
    ObjectSet Objects => state.Store.Objects;

    public IEnumerable<Route> Routes() =>
    [
        new("GET", "customObjects/schemas", List),
        new("POST", "customObjects/schemas", Create),
        new("POST", "customObjects/schemas/public", CreatePublic),
        new("GET", "customObjects/schemas/{schema}", One),
        new("PUT", "customObjects/schemas/{schema}", Change),
        new("DELETE", "customObjects/schemas/{schema}", Delete),
        new("POST", "customObjects/schemas/{schema}/child", CreateChild),
        new("DELETE", "customObjects/schemas/{schema}/fields/{field}", DeleteField),
    ];

    Answer List(ApiCall call) =>
        ObjectJson.List(
            "schemas", [.. ObjectQuery.Run(Objects.Schemas.Select(schema => schema.Shown(ShowsAll(call))), call.Query)], call.Query);

    Answer One(ApiCall call) => Objects.Find(call.Path[2]) is { } schema ? Shown(200, schema, call) : ObjectErrors.NotFound();

    Answer Create(ApiCall call)
    {
        if (Sent(call) is not { } sent) return ObjectErrors.Invalid("schema", "A schema must be provided");
        if (SchemaReader.Refuse(sent, Objects, null) is { } refusal) return refusal;
        return Shown(201, Add(sent, "private", null), call);
    }

    /// <summary>A schema that apps hand to their users; each makes a child of it.</summary>
    Answer CreatePublic(ApiCall call)
    {
        if (Sent(call) is not { } sent || sent.Text("appId") is null || SchemaReader.Refuse(sent, Objects, null) is not null)
            return Answer.Text(400, "{}");
        var schema = Add(sent, "public", null);
        schema.Document["slug"] = $"app-{schema.Id}-{schema.Slug}";
        return Shown(200, schema, call);
    }

    Answer CreateChild(ApiCall call)
    {
        if (Objects.Find(call.Path[2]) is not { } parent || parent.Text("visibility") != "public") return Answer.Text(400, "{}");
        var sent = parent.Document.DeepClone().AsObject();
        var slug = parent.Slug[$"app-{parent.Id}-".Length..];
        sent["slug"] = $"app-{parent.Text("appId")}-{slug}";
        if (Objects.HasSlug(sent.Text("slug")!, null)) return Answer.Text(400, "{}");
        var child = Add(sent, "private", parent.Id);
        foreach (var member in child.Fields.Concat(child.Relationships)) member!["inherited"] = true;
        return Shown(200, child, call);
    }

    /// <summary>Changes what was sent and keeps the rest; fields go by a call of their own.</summary>
    Answer Change(ApiCall call)
    {
        if (Objects.Find(call.Path[2]) is not { } schema) return ObjectErrors.NotFound();
        if (Sent(call) is not { } sent) return ObjectErrors.Invalid("schema", "A schema must be provided");
        if (SchemaReader.Refuse(sent, Objects, schema) is { } refusal) return refusal;
        var before = schema.Document.DeepClone().AsObject();
        Apply(schema, sent);
        var answer = Shown(200, schema, call);
        if (call.ValidateOnly) schema.Document = before;
        return answer;
    }

    Answer Delete(ApiCall call)
    {
        if (Objects.Find(call.Path[2]) is not { } schema) return ObjectErrors.NotFound();
        Objects.Schemas.Remove(schema);
        return Answer.Deleted();
    }

    Answer DeleteField(ApiCall call)
    {
        if (Objects.Find(call.Path[2]) is not { } schema || schema.Field(call.Path[4]) is not { } field || ObjectSchema.IsGone(field))
            return ObjectErrors.NotFound();
        ObjectSchema.MarkGone(field);
        schema.Document["updatedTimestamp"] = ObjectJson.Nanoseconds(state.Moment);
        return Shown(202, schema, call);
    }

    ObjectSchema Add(JsonObject sent, string visibility, string? parent)
    {
        var now = ObjectJson.Nanoseconds(state.Moment);
        var schema = new ObjectSchema { Id = Objects.NewId(), Document = [] };
        var document = schema.Document;
        document["id"] = schema.Id;
        if (parent is not null) document["parentId"] = parent;
        document["slug"] = sent.Text("slug");
        if (sent.Text("appId") is { } app) document["appId"] = app;
        document["visibility"] = visibility;
        document["customized"] = false;
        document["labels"] = sent["labels"]!.DeepClone();
        document["description"] = sent.Text("description") ?? "";
        (document["createdTimestamp"], document["updatedTimestamp"]) = (now, now);
        document["fields"] = new JsonArray();
        document["icons"] = sent["icons"]?.DeepClone() ?? new JsonObject { ["default"] = "https://example.com/custom-object.png" };
        document["relationships"] = new JsonArray();
        Objects.Schemas.Add(schema);
        Apply(schema, sent);
        return schema;
    }

    void Apply(ObjectSchema schema, JsonObject sent)
    {
        foreach (var key in (string[])["slug", "description", "appId"])
        {
            if (sent.Text(key) is { } text) schema.Document[key] = text;
        }

        foreach (var key in (string[])["labels", "icons"])
        {
            if (sent[key] is JsonObject members) schema.Document[key] = members.DeepClone();
        }

        foreach (var member in sent["fields"] as JsonArray ?? []) Put(schema.Fields, SchemaReader.Field(member!.AsObject(), Objects));
        foreach (var member in sent["relationships"] as JsonArray ?? [])
            Put(schema.Relationships, SchemaReader.Relationship(member!.AsObject()));
        schema.Document["updatedTimestamp"] = ObjectJson.Nanoseconds(state.Moment);
    }

    static void Put(JsonArray members, JsonObject one)
    {
        var at = members.Select(member => member.Text("id")).ToList().IndexOf(one.Text("id"));
        if (at < 0) members.Add(one);
        else members[at] = one;
    }

    static Answer Shown(int status, ObjectSchema schema, ApiCall call) => ObjectJson.Answer(status, "schema", schema.Shown(ShowsAll(call)));

    static bool ShowsAll(ApiCall call) => call.Query.Text("showFields") == "all";

    static JsonObject? Sent(ApiCall call) =>
        call.Body.Member("schema") is { ValueKind: System.Text.Json.JsonValueKind.Object } schema ? JsonObject.Create(schema) : null;
}
