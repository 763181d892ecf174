using System.Text.Json.Nodes;

namespace Koppel.Sandbox.Tests.CustomObjects;

public sealed class SchemasTests
{
    [Fact]
    public async Task A_schema_is_created_read_listed_changed_and_deleted()
    {
        await using var sandbox = await Caller.FastAsync();
        var created = await sandbox.PostAsync("customObjects/schemas", ObjectCalls.Visit);
        Assert.Equal(201, created.Status);
        var schema = created.Json["schema"]!;
        var id = schema["id"]!.GetValue<string>();
        Assert.True(Guid.TryParseExact(id, "D", out _), id);
        Assert.Equal(
            ["id", "slug", "visibility", "customized", "labels", "description", "createdTimestamp", "updatedTimestamp", "fields", "icons",
                "relationships"],
            schema.AsObject().Select(member => member.Key));
        Assert.Equal(("private", true, "0"),
            (schema["visibility"]!.ToString(), schema["fields"]![0]!["required"]!.GetValue<bool>(),
                schema["fields"]![0]!["scale"]!.ToJsonString()));
        Assert.True(Guid.TryParse(schema["fields"]![1]!["options"]![0]!["id"]!.GetValue<string>(), out _));
        Assert.True(JsonNode.DeepEquals(schema, (await sandbox.GetAsync("customObjects/schemas/" + id)).Json["schema"]));

        var list = (await sandbox.GetAsync("customObjects/schemas")).Json;
        Assert.Equal("""{"total":1,"count":1,"limit":20,"offset":0}""", list["meta"]!.ToJsonString());

        var changed = await sandbox.PutAsync("customObjects/schemas/" + id, """
            {"schema":{"description":"Who came, and when.","fields":[{"id":"note","labels":{"singular":"Note","plural":"Notes"},
             "type":"textarea"}]}}
            """);
        Assert.Equal(200, changed.Status);
        Assert.Equal(
            ["guests", "mood", "day", "note"], changed.Json["schema"]!["fields"]!.AsArray().Select(field => field!["id"]!.ToString()));
        Assert.Equal(("visit", "Who came, and when."),
            (changed.Json["schema"]!["slug"]!.ToString(), changed.Json["schema"]!["description"]!.ToString()));

        Assert.Equal((200, "{}"), await StatusAndBody(sandbox.DeleteAsync("customObjects/schemas/" + id)));
        foreach (var gone in (Task<Reply>[])[sandbox.GetAsync("customObjects/schemas/" + id),
            sandbox.DeleteAsync("customObjects/schemas/" + id), sandbox.GetAsync("customObjects/records/" + id)])
            Assert.Equal((404, """{"message":"Not Found"}"""), await StatusAndBody(gone));
    }

    [Theory]
    [InlineData("""{"labels":{"singular":"A","plural":"As"}}""", "schema.slug", "Schema slug must be provided")]
    [InlineData("""{"slug":"visit","labels":{"singular":"A","plural":"As"}}""", "schema.slug", "Schema slug must be unique")]
    [InlineData("""{"slug":"a","labels":{"singular":"A"}}""", "schema.labels", "Schema must provide labels")]
    [InlineData("""{"slug":"a","labels":{"singular":"A","plural":"As"},"fields":{}}""", "schema.fields",
        "Schema fields must be a list of fields")]
    [InlineData("""{"slug":"a","labels":{"singular":"A","plural":"As"},"fields":[{"labels":{"singular":"B","plural":"Bs"}"""
        + ""","type":"text"}]}""", "schema.fields.id", "Schema fields must provide an id")]
    [InlineData("""{"slug":"a","labels":{"singular":"A","plural":"As"},"fields":[{"id":"b","type":"text"}]}""", "schema.fields.labels",
        "Schema fields must provide labels")]
    [InlineData("""{"slug":"a","labels":{"singular":"A","plural":"As"},"fields":[{"id":"b","labels":{"singular":"B","plural":"Bs"}"""
        + ""","type":"word"}]}""", "schema.fields.type",
        "Schema fields must have a type: text, textarea, number, decimal, currency, date, datetime, dropdown, multiselect")]
    [InlineData("""{"slug":"a","labels":{"singular":"A","plural":"As"},"relationships":["contacts"]}""", "schema.relationships",
        "Schema relationships must be a list of relationships")]
    [InlineData("""{"slug":"a","labels":{"singular":"A","plural":"As"},"relationships":["""
        + """{"id":"c","labels":{"singular":"C","plural":"Cs"}}]}""", "schema.relationships.namespace",
        "Schema relationships must provide a namespace")]
    public async Task What_is_wrong_with_a_schema_is_told_with_its_place(string schema, string field, string detail)
    {
        await using var sandbox = await Caller.FastAsync();
        await sandbox.CreateVisitAsync();
        var refused = await sandbox.PostAsync("customObjects/schemas", $$"""{"schema":{{schema}}}""");
        Assert.Equal((422, detail), (refused.Status, refused.Detail()));
        Assert.Equal($"Invalid value for field \"{field}\"", refused.Json["errors"]![0]!["title"]!.GetValue<string>());
        Assert.Equal($$"""{"type":"pointer","value":"/data/attributes/{{field.Replace('.', '/')}}"}""",
            refused.Json["errors"]![0]!["source"]!.ToJsonString());
        Assert.Equal("""{"total":1,"count":1,"limit":20,"offset":0}""",
            (await sandbox.GetAsync("customObjects/schemas")).Json["meta"]!.ToJsonString());
    }

    [Fact]
    public async Task A_schema_needs_its_envelope()
    {
        await using var sandbox = await Caller.FastAsync();
        Assert.Equal("A schema must be provided", (await sandbox.PostAsync("customObjects/schemas", """{"slug":"a"}""")).Detail());
        var id = await sandbox.CreateVisitAsync();
        Assert.Equal(422, (await sandbox.PutAsync("customObjects/schemas/" + id, "{}")).Status);
    }

    [Fact]
    public async Task A_change_can_be_tried_without_being_made()
    {
        await using var sandbox = await Caller.FastAsync();
        var id = await sandbox.CreateVisitAsync();
        var tried = await sandbox.SendAsync(
            "PUT", "customObjects/schemas/" + id, """{"schema":{"slug":"stay"}}""", request => request.Headers.Add("validateOnly", "true"));
        Assert.Equal((200, "stay"), (tried.Status, tried.Json["schema"]!["slug"]!.ToString()));
        Assert.Equal("visit", (await sandbox.GetAsync("customObjects/schemas/" + id)).Json["schema"]!["slug"]!.ToString());
    }

    [Fact]
    public async Task A_deleted_field_is_hidden_with_its_values_and_its_id_is_not_given_again()
    {
        await using var sandbox = await Caller.FastAsync();
        var id = await sandbox.CreateVisitAsync();
        await sandbox.PutRecordAsync(id, """{"externalId":"a","fields":[{"id":"guests","value":2},{"id":"mood","value":"good"}]}""");
        Assert.Equal(202, (await sandbox.DeleteAsync($"customObjects/schemas/{id}/fields/mood")).Status);
        Assert.Equal(["guests", "day"], Fields(await sandbox.GetAsync("customObjects/schemas/" + id)));
        var all = await sandbox.GetAsync($"customObjects/schemas/{id}?showFields=all");
        Assert.Equal(["guests", "mood", "day"], Fields(all));
        Assert.Equal("marked_for_deletion", all.Json["schema"]!["fields"]![1]!["status"]!.ToString());
        Assert.Equal("""[{"id":"guests","value":2}]""",
            (await sandbox.GetAsync($"customObjects/records/{id}/external/a")).Json["record"]!["fields"]!.ToJsonString());
        Assert.Equal("mood cannot accept a value that is not defined in the schema.",
            (await sandbox.PutRecordAsync(id, """{"fields":[{"id":"mood","value":"good"}]}""")).Detail());
        Assert.Equal("Schema field ids must be unique",
            (await sandbox.PutAsync("customObjects/schemas/" + id,
                """{"schema":{"fields":[{"id":"mood","labels":{"singular":"M","plural":"Ms"},"type":"text"}]}}""")).Detail());
        Assert.Equal(404, (await sandbox.DeleteAsync($"customObjects/schemas/{id}/fields/mood")).Status);
        Assert.Equal(404, (await sandbox.DeleteAsync($"customObjects/schemas/{id}/fields/nothing")).Status);
    }

    [Fact]
    public async Task A_public_schema_has_children_that_inherit_its_fields()
    {
        await using var sandbox = await Caller.FastAsync();
        var parent = await sandbox.PostAsync("customObjects/schemas/public",
            ObjectCalls.Visit.Replace("\"slug\":\"visit\"", "\"slug\":\"visit\",\"appId\":\"app1\"", StringComparison.Ordinal));
        var id = parent.Json["schema"]!["id"]!.ToString();
        Assert.Equal((200, "public", $"app-{id}-visit"),
            (parent.Status, parent.Json["schema"]!["visibility"]!.ToString(), parent.Json["schema"]!["slug"]!.ToString()));
        var child = (await sandbox.PostAsync($"customObjects/schemas/{id}/child", "{}")).Json["schema"]!;
        Assert.Equal(
            (id, "private", "app-app1-visit"), (child["parentId"]!.ToString(), child["visibility"]!.ToString(), child["slug"]!.ToString()));
        Assert.All(child["fields"]!.AsArray().Concat(child["relationships"]!.AsArray()),
            member => Assert.True(member!["inherited"]!.GetValue<bool>()));
        Assert.Equal((400, "{}"), await StatusAndBody(sandbox.PostAsync($"customObjects/schemas/{child["id"]}/child", "{}")));
        Assert.Equal((400, "{}"), await StatusAndBody(sandbox.PostAsync("customObjects/schemas/public", ObjectCalls.Visit)));
    }

    [Fact]
    public async Task Schemas_are_found_by_a_value_and_come_in_the_order_asked_for()
    {
        await using var sandbox = await Caller.FastAsync();
        foreach (var slug in (string[])["b", "c", "a"])
            await sandbox.PostAsync(
                "customObjects/schemas", $$$$"""{"schema":{"slug":"{{{{slug}}}}","labels":{"singular":"S","plural":"S"}}}""");
        Assert.Equal(["a", "b", "c"], (await sandbox.GetAsync("customObjects/schemas?orders[slug]=ASC")).Column("schemas", "slug"));
        Assert.Equal(["c", "b"], (await sandbox.GetAsync("customObjects/schemas?orders[slug]=DESC&limit=2")).Column("schemas", "slug"));
        Assert.Equal(["c"], (await sandbox.GetAsync("customObjects/schemas?filters[slug]=c")).Column("schemas", "slug"));
    }

    static string[] Fields(Reply reply) => [.. reply.Json["schema"]!["fields"]!.AsArray().Select(field => field!["id"]!.ToString())];

    static async Task<(int, string)> StatusAndBody(Task<Reply> reply) => ((await reply).Status, (await reply).Body);
}
