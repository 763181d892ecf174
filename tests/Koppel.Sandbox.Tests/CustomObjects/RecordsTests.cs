namespace Koppel.Sandbox.Tests.CustomObjects;

public sealed class RecordsTests
{
    const string First = """{"externalId":"v-1","fields":[{"id":"guests","value":2},{"id":"mood","value":"good"}]"""
        + ""","relationships":{"primary-contact":[1]}}""";

    [Fact]
    public async Task A_record_echoes_what_was_sent_and_reads_with_ids_and_times()
    {
        await using var sandbox = await Caller.FastAsync();
        var schema = await sandbox.CreateVisitAsync();
        var created = await sandbox.PutRecordAsync(schema, First);
        Assert.Equal(201, created.Status);
        Assert.Equal(
            $$$"""{"externalId":"v-1","schemaId":"{{{schema}}}","fields":[{"id":"guests","value":2},{"id":"mood","value":"good"}]"""
                + $$$""","relationships":{"primary-contact":[1]}}""", created.Json["record"]!.ToJsonString());
        var read = (await sandbox.GetAsync($"customObjects/records/{schema}/external/v-1")).Json["record"]!;
        Assert.Equal(["id", "externalId", "schemaId", "fields", "relationships", "createdTimestamp", "updatedTimestamp"],
            read.AsObject().Select(member => member.Key));
        Assert.Equal("""{"primary-contact":["1"]}""", read["relationships"]!.ToJsonString());
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", read["createdTimestamp"]!.ToString());
        foreach (var path in (string[])[$"customObjects/records/{schema}/{read["id"]}", $"records/{schema}/external/v-1"])
            Assert.Equal(read.ToJsonString(), (await sandbox.GetAsync(path)).Json["record"]!.ToJsonString());
    }

    [Fact]
    public async Task The_same_external_id_replaces_the_record_and_what_is_left_out_is_gone()
    {
        await using var sandbox = await Caller.FastAsync();
        var schema = await sandbox.CreateVisitAsync();
        await sandbox.PutRecordAsync(schema, First);
        var id = (await sandbox.GetAsync($"customObjects/records/{schema}/external/v-1")).Json["record"]!["id"]!.ToString();
        Assert.Equal(201, (await sandbox.PutRecordAsync(schema, """{"externalId":"v-1","fields":[{"id":"guests","value":3}]}""")).Status);
        var read = (await sandbox.GetAsync($"customObjects/records/{schema}/{id}")).Json["record"]!;
        Assert.Equal("""[{"id":"guests","value":3}]{}""", read["fields"]!.ToJsonString() + read["relationships"]!.ToJsonString());
        await sandbox.PutRecordAsync(schema, $$"""{"id":"{{id}}","fields":[{"id":"guests","value":4}]}""");
        await sandbox.PutRecordAsync(schema, """{"fields":[{"id":"guests","value":5}]}""");
        Assert.Equal("""{"total":2,"count":2,"limit":20,"offset":0}""",
            (await sandbox.GetAsync("customObjects/records/" + schema)).Json["meta"]!.ToJsonString());
        Assert.Equal("v-1", (await sandbox.GetAsync($"customObjects/records/{schema}/{id}")).Json["record"]!["externalId"]!.ToString());
    }

    [Theory]
    [InlineData("""{"fields":[{"id":"guests","value":"many"}]}""", "guests cannot accept a value that is no number.")]
    [InlineData("""{"fields":[{"id":"mood","value":"good"}]}""", "guests is required.")]
    [InlineData("""{"fields":[{"id":"guests","value":1},{"id":"mood","value":"so so"}]}""",
        "mood cannot accept a value that is not defined in the schema.")]
    [InlineData("""{"fields":[{"id":"guests","value":1},{"id":"day","value":"soon"}]}""", "day cannot accept a value that is no date.")]
    [InlineData("""{"fields":[{"id":"guests","value":1},{"id":"weather","value":"wet"}]}""",
        "weather cannot accept a value that is not defined in the schema.")]
    [InlineData("""{"fields":[{"id":"guests","value":1}],"relationships":{"guest":[1]}}""",
        "guest cannot accept a value that is not defined in the schema.")]
    [InlineData("""{"fields":[{"id":"guests","value":1}],"relationships":{"primary-contact":1}}""",
        "primary-contact must be a list of ids.")]
    [InlineData("""{"fields":[{"id":"guests","value":1}],"relationships":{"primary-contact":[1,2]}}""",
        "primary-contact cannot have more than one id.")]
    [InlineData("""{"fields":[{"id":"guests","value":1}],"relationships":{"companions":[1,"999999"]}}""",
        "companions names 999999, which does not exist.")]
    [InlineData("""{"fields":[{"id":"guests","value":1}],"relationships":{"host":["77"]}}""", "host names 77, which does not exist.")]
    [InlineData("""{"fields":[{"id":"guests","value":1}],"relationships":{"order":["1"]}}""", "order names 1, which does not exist.")]
    public async Task A_record_that_does_not_fit_its_schema_is_refused(string record, string detail)
    {
        await using var sandbox = await Caller.FastAsync();
        var refused = await sandbox.PutRecordAsync(await sandbox.CreateVisitAsync(), record);
        Assert.Equal((422, detail), (refused.Status, refused.Detail()));
    }

    [Fact]
    public async Task Lists_show_a_change_late_and_calls_by_id_at_once()
    {
        await using var sandbox = await Caller.WithClockAsync(new() { RefusesTooMany = false });
        var schema = await sandbox.CreateVisitAsync();
        await sandbox.PutRecordAsync(schema, First);
        Assert.Empty(await GuestsAsync());
        Assert.Equal(200, (await sandbox.GetAsync($"customObjects/records/{schema}/external/v-1")).Status);
        sandbox.Time!.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(["2"], await GuestsAsync());
        await sandbox.PutRecordAsync(schema, First.Replace("\"value\":2", "\"value\":3", StringComparison.Ordinal));
        Assert.Equal(["2"], await GuestsAsync());
        sandbox.Time!.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(["3"], await GuestsAsync());
        await sandbox.DeleteAsync($"customObjects/records/{schema}/external/v-1");
        Assert.Empty(await GuestsAsync());

        async Task<string[]> GuestsAsync() =>
            [.. (await sandbox.GetAsync("customObjects/records/" + schema)).Json["records"]!.AsArray()
                .Select(record => record!["fields"]![0]!["value"]!.ToJsonString())];
    }

    [Fact]
    public async Task Without_a_lag_lists_show_it_at_once()
    {
        await using var sandbox = await Caller.WithClockAsync(new() { RecordsLag = TimeSpan.Zero });
        var schema = await sandbox.CreateVisitAsync();
        await sandbox.PutRecordAsync(schema, First);
        Assert.Equal(["v-1"], (await sandbox.GetAsync("customObjects/records/" + schema)).Column("records", "externalId"));
    }

    [Fact]
    public async Task Records_are_found_by_contact_and_moment_and_come_in_the_order_asked_for_page_by_page()
    {
        await using var sandbox = await Caller.WithClockAsync(new() { RecordsLag = TimeSpan.Zero, RefusesTooMany = false });
        var schema = await sandbox.CreateVisitAsync();
        for (var n = 1; n <= 3; n++)
        {
            await sandbox.PutRecordAsync(schema,
                $$$"""
                {"externalId":"v-{{{n}}}","fields":[{"id":"guests","value":{{{n}}}}],
                 "relationships":{"primary-contact":["{{{(n % 2) + 1}}}"]}}
                """);
            sandbox.Time!.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(["v-1", "v-3"], await FindAsync("filters[relationships.primary-contact][eq]=2"));
        Assert.Equal(["v-2"], await FindAsync("filters[createdTimestamp]=2026-06-01T15:30:01.000Z"));
        Assert.Equal(["v-3", "v-2", "v-1"], await FindAsync("orders[createdTimestamp]=DESC"));
        Assert.Equal(["v-2"], await FindAsync("limit=1&offset=1"));
        // Not ignored as elsewhere in the API: nothing meets them.
        Assert.Empty(await FindAsync("filters[created_after]=2026-01-01"));
        Assert.Empty(await FindAsync("filters[createdTimestamp][gt]=2026-01-01"));

        async Task<string[]> FindAsync(string query) =>
            (await sandbox.GetAsync($"customObjects/records/{schema}?{query}")).Column("records", "externalId");
    }

    [Fact]
    public async Task A_record_is_deleted_by_either_id_with_an_empty_answer()
    {
        await using var sandbox = await Caller.FastAsync();
        var schema = await sandbox.CreateVisitAsync();
        await sandbox.PutRecordAsync(schema, First.Replace("v-1", "v/1", StringComparison.Ordinal));
        var deleted = await sandbox.DeleteAsync($"customObjects/records/{schema}/external/v%2F1");
        Assert.Equal((202, ""), (deleted.Status, deleted.Body));
        await sandbox.PutRecordAsync(schema, First);
        var id = (await sandbox.GetAsync($"customObjects/records/{schema}/external/v-1")).Json["record"]!["id"];
        Assert.Equal(202, (await sandbox.DeleteAsync($"customObjects/records/{schema}/{id}")).Status);
        var gone = await sandbox.GetAsync($"customObjects/records/{schema}/{id}");
        Assert.Equal((400, """{"errors":[{"status":400,"title":"Bad Request"}]}"""), (gone.Status, gone.Body));
        Assert.Equal(400, (await sandbox.DeleteAsync($"customObjects/records/{schema}/external/v-1")).Status);
    }

    [Fact]
    public async Task A_record_that_is_not_there_can_be_a_404()
    {
        await using var sandbox = await Caller.FastAsync(new() { UnknownRecordAnswer = 404 });
        Assert.Equal(404, (await sandbox.GetAsync($"customObjects/records/{await sandbox.CreateVisitAsync()}/1")).Status);
    }

    [Fact]
    public async Task What_the_service_does_not_have_is_refused()
    {
        await using var sandbox = await Caller.FastAsync();
        var schema = await sandbox.CreateVisitAsync();
        foreach (var method in (string[])["PUT", "PATCH"])
            Assert.Equal(405, (await sandbox.SendAsync(method, $"customObjects/records/{schema}/1", """{"record":{}}""")).Status);
        Assert.Equal(400, (await sandbox.GetAsync("customObjects/records?schemaId=" + schema)).Status);
        Assert.Equal(400, (await sandbox.PostAsync("customObjects/records/" + schema, """{"fields":[]}""")).Status);
        Assert.Equal(404, (await sandbox.PostAsync("customObjects/records/none", """{"record":{}}""")).Status);
    }

    [Fact]
    public async Task A_snapshot_keeps_schemas_and_records()
    {
        await using var sandbox = await Caller.FastAsync();
        var schema = await sandbox.CreateVisitAsync();
        await sandbox.PutRecordAsync(schema, First);
        var before = (await sandbox.GetAsync("customObjects/records/" + schema)).Body;
        var snapshot = (await sandbox.GetAsync("/_sandbox/snapshot")).Body;
        await sandbox.PostAsync("/_sandbox/reset", "");
        Assert.Equal(404, (await sandbox.GetAsync("customObjects/records/" + schema)).Status);
        Assert.Equal(200, (await sandbox.PutAsync("/_sandbox/snapshot", snapshot)).Status);
        Assert.Equal(before, (await sandbox.GetAsync("customObjects/records/" + schema)).Body);
        Assert.NotEqual(schema,
            (await sandbox.PostAsync("customObjects/schemas",
                ObjectCalls.Visit.Replace("\"visit\"", "\"other\"", StringComparison.Ordinal))).Json["schema"]!["id"]!.ToString());
    }
}
