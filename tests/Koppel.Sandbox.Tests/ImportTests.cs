using System.Text.Json;

namespace Koppel.Sandbox.Tests;

public sealed class ImportTests
{
    [Fact]
    public async Task A_batch_is_queued_at_once_and_done_six_seconds_later()
    {
        await using var sandbox = await Caller.WithClockAsync();
        var queued = await sandbox.PostAsync("import/bulk_import",
            """{"contacts":[{"email":"new@example.com","tags":["TEST"]},{"email":"john.doe@acme.com","tags":["Test"]}]}""");
        Assert.Equal((200, "text/html; charset=UTF-8"), (queued.Status, queued.ContentType));
        Assert.Equal((1, 2), (queued.Json["success"]!.GetValue<int>(), queued.Json["queued_contacts"]!.GetValue<int>()));
        var batch = queued.Json["batchId"]!.GetValue<string>();
        Assert.Equal(JsonValueKind.False, (await InfoAsync()).GetValueKind());
        Advance(1.5);
        Assert.Equal("waiting", (await InfoAsync()).GetValue<string>());
        Advance(2);
        Assert.Equal("active", (await InfoAsync()).GetValue<string>());
        Advance(2.4);
        Assert.Equal("active", (await InfoAsync()).GetValue<string>());
        Assert.Equal(100, sandbox.Server.GetStats().Contacts);
        Advance(0.2);
        var done = (await sandbox.GetAsync("import/info?batchId=" + batch)).Json;
        Assert.Equal("""{"status":"completed","success":["101"],"failure":[]}""", done.ToJsonString());
        var contact = (await sandbox.GetAsync("contacts/101?include=contactTags")).Json;
        Assert.Equal("2026-06-01T10:30:06-05:00", contact["contact"]!["cdate"]!.GetValue<string>());
        Assert.Equal("1", contact["contactTags"]![0]!["tag"]!.GetValue<string>());
        Assert.Equal("2", (await sandbox.GetAsync("tags/1")).Json["tag"]!["subscriber_count"]!.GetValue<string>());

        void Advance(double seconds) => sandbox.Time!.Advance(TimeSpan.FromSeconds(seconds));
        async Task<System.Text.Json.Nodes.JsonNode> InfoAsync() => (await sandbox.GetAsync("import/info?batchId=" + batch)).Json["status"]!;
    }

    [Fact]
    public async Task A_contact_is_found_by_mail_and_keeps_what_was_not_sent()
    {
        await using var sandbox = await Caller.FastAsync();
        await sandbox.ImportAsync(
            """{"email":"JOHN.DOE@acme.com","last_name":"Smith","firstName":"ignored","customer_acct_name":"Acme/Co","tags":["brand """
            + """new","Test"]}""");
        var john = (await sandbox.GetAsync("contacts/1?include=contactTags.tag")).Json;
        var contact = john["contact"]!;
        Assert.Equal(("John", "Smith", "Acme/Co", "9"), (Text("firstName"), Text("lastName"), Text("orgname"), Text("organization")));
        Assert.Equal("john.doe@acme.com", Text("email"));
        Assert.Equal(["Test", "brand new"], john["tags"]!.AsArray().Select(tag => tag!["tag"]!.GetValue<string>()));
        Assert.Equal(100, sandbox.Server.GetStats().Contacts);
        await sandbox.ImportAsync("""{"email":"john.doe@acme.com","tags":["BRAND NEW"]}""");
        Assert.Equal(22, sandbox.Server.GetStats().Tags);

        string Text(string key) => contact[key]!.GetValue<string>();
    }

    [Fact]
    public async Task Success_can_name_all_contacts()
    {
        await using var sandbox = await Caller.FastAsync(new() { ImportSuccess = ImportSuccess.All });
        var batch = await sandbox.ImportAsync("""{"email":"new@example.com"}""", """{"email":"john.doe@acme.com"}""");
        Assert.Equal("""["1","101"]""", (await sandbox.GetAsync("import/info?batchId=" + batch)).Json["success"]!.ToJsonString());
    }

    [Fact]
    public async Task One_bad_contact_refuses_the_batch_and_every_bad_one_is_named()
    {
        await using var sandbox = await Caller.FastAsync();
        var refused = await sandbox.PostAsync("import/bulk_import",
            """{"contacts":[{"first_name":"X"},{"email":"ok@example.com"},{"email":"no"},{"email":"a@example.com","tags":"x"}]}""");
        Assert.Equal(400, refused.Status);
        Assert.Equal(0, refused.Json["success"]!.GetValue<int>());
        Assert.Equal(
            """[{"contact":1,"failureReason":"Field 'email' not found"},{"contact":3,"failureReason":"Field 'email' incorrect format"},"""
            + """{"contact":4,"failureReason":"Field 'tags' incorrect format"}]""",
            refused.Json["failureReasons"]!.ToJsonString(
                new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        Assert.Equal(100, sandbox.Server.GetStats().Contacts);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{"contacts":[]}""")]
    [InlineData("""{"contacts":[1]}""")]
    [InlineData("[]")]
    public async Task A_body_that_is_no_batch_is_refused(string body)
    {
        await using var sandbox = await Caller.FastAsync();
        var refused = await sandbox.PostAsync("import/bulk_import", body);
        Assert.Equal(400, refused.Status);
        Assert.NotEmpty(refused.Json["failureReasons"]!.AsArray());
    }

    [Fact]
    public async Task A_batch_holds_250_contacts_and_399999_bytes()
    {
        await using var sandbox = await Caller.FastAsync();
        Assert.Equal(200, (await sandbox.PostAsync("import/bulk_import", Body(250))).Status);
        Assert.Equal(400, (await sandbox.PostAsync("import/bulk_import", Body(251))).Status);
        Assert.Equal(200, (await sandbox.PostAsync("import/bulk_import", Body(2).PadRight(399_999))).Status);
        Assert.Equal(400, (await sandbox.PostAsync("import/bulk_import", Body(2).PadRight(400_000))).Status);

        static string Body(int count) =>
            $$"""{"contacts":[{{string.Join(',', Enumerable.Range(1, count).Select(n => $$"""{"email":"n{{n}}@example.com"}"""))}}]}""";
    }

    [Fact]
    public async Task Automations_can_be_excluded_for_the_batch_or_for_a_contact()
    {
        await using var sandbox = await Caller.WithClockAsync();
        await sandbox.PostAsync("import/bulk_import", """{"contacts":[{"email":"a@example.com"}],"exclude_automations":true}""");
        await sandbox.PostAsync(
            "import/bulk_import", """{"contacts":[{"email":"a@example.com","exclude_automations":true},{"email":"b@example.com"}]}""");
        var imports = (await sandbox.GetAsync("/_sandbox/snapshot")).Json["imports"]!.AsArray();
        var flags = imports.SelectMany(batch => batch!["rows"]!.AsArray()).Select(row => row!["excludeAutomations"]!.GetValue<bool>());
        Assert.Equal([true, true, false], flags);
    }

    [Fact]
    public async Task Progress_is_told_by_day_in_texts()
    {
        await using var sandbox = await Caller.WithClockAsync();
        await sandbox.ImportAsync("""{"email":"a@example.com"}""", """{"email":"b@example.com"}""");
        Assert.Equal("""{"outstanding":[{"forDate":"2026-06-01","batches":"1","contacts":"2"}],"recentlyCompleted":[]}""",
            (await sandbox.GetAsync("import/bulk_import")).Body);
        sandbox.Time!.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal("""{"outstanding":[],"recentlyCompleted":[{"forDate":"2026-06-01","batches":"1","contacts":"2"}]}""",
            (await sandbox.GetAsync("import/bulk_import")).Body);
    }

    [Fact]
    public async Task Info_needs_a_batch_and_knows_nothing_of_an_unknown_one()
    {
        await using var sandbox = await Caller.FastAsync();
        var missing = await sandbox.GetAsync("import/info");
        Assert.Equal((400, """{"success":0,"message":"'batchId' is a required field."}"""), (missing.Status, missing.Body));
        Assert.Equal("""{"status":false,"success":[],"failure":[]}""", (await sandbox.GetAsync("import/info?batchId=nothing")).Body);
    }
}
