using System.Text.Json.Nodes;

namespace Koppel.Sandbox.Tests;

public sealed class ControlDoorTests
{
    [Fact]
    public async Task Statistics_count_the_API_and_not_themselves()
    {
        await using var sandbox = await Caller.FastAsync();
        await sandbox.GetAsync("contacts/12");
        await sandbox.GetAsync("contacts/13");
        await sandbox.PostAsync("contactTags", """{"contactTag":{"contact":1,"tag":1}}""");
        await sandbox.GetAsync("/_sandbox/stats");
        var stats = (await sandbox.GetAsync("/_sandbox/stats")).Json;
        Assert.Equal("""{"GET /api/3/contacts/{id}":2,"POST /api/3/contactTags":1}""", stats["byRoute"]!.ToJsonString());
        Assert.Equal((3, 0, 100, 21), (Number("calls"), Number("throttled"), Number("contacts"), Number("tags")));
        Assert.Equal(sandbox.Server.GetStats().ContactTags, Number("contactTags"));
        Assert.Equal(8, stats.AsObject().Count);

        int Number(string key) => stats[key]!.GetValue<int>();
    }

    [Fact]
    public async Task The_log_has_the_newest_call_first_and_no_token()
    {
        await using var sandbox = await Caller.FastAsync(new() { Token = "very-secret" });
        await sandbox.GetAsync("tags");
        await sandbox.GetAsync("contacts/5?include=contactTags");
        var reply = await sandbox.GetAsync("/_sandbox/log");
        Assert.DoesNotContain("very-secret", reply.Body, StringComparison.Ordinal);
        var call = reply.Json[0]!;
        Assert.Equal(
            ["bytes", "method", "ms", "number", "path", "route", "status", "time"], call.AsObject().Select(member => member.Key).Order());
        Assert.Equal(("GET", "/api/3/contacts/5?include=contactTags", "GET /api/3/contacts/{id}", 200),
            (call["method"]!.GetValue<string>(), call["path"]!.GetValue<string>(), call["route"]!.GetValue<string>(),
                call["status"]!.GetValue<int>()));
        Assert.True(call["bytes"]!.GetValue<int>() > 1000);
    }

    [Fact]
    public async Task Reset_begins_anew()
    {
        await using var sandbox = await Caller.FastAsync(new() { Seed = 10, Faults = [FaultRule.Parse("503@1")] });
        Assert.Equal(503, (await sandbox.GetAsync("users/me")).Status);
        await sandbox.DeleteAsync("contacts/1");
        Assert.Equal(200, (await sandbox.PostAsync("/_sandbox/reset", "")).Status);
        var stats = sandbox.Server.GetStats();
        Assert.Equal((0L, 0L, 10), (stats.Calls, stats.Throttled, stats.Contacts));
        Assert.Empty(stats.ByRoute);
        Assert.Equal(503, (await sandbox.GetAsync("users/me")).Status);
        Assert.Equal(200, (await sandbox.GetAsync("contacts/1")).Status);
    }

    [Fact]
    public async Task Seed_makes_another_number_of_contacts()
    {
        await using var sandbox = await Caller.FastAsync();
        Assert.Equal(200, (await sandbox.PostAsync("/_sandbox/seed", """{"contacts":7}""")).Status);
        Assert.Equal(7, sandbox.Server.GetStats().Contacts);
        await sandbox.PostAsync("/_sandbox/reset", "");
        Assert.Equal(7, sandbox.Server.GetStats().Contacts);
        foreach (var wrong in (string[])["{}", """{"contacts":0}""", "x", """{"contacts":"y"}"""])
            Assert.Equal(400, (await sandbox.PostAsync("/_sandbox/seed", wrong)).Status);
        Assert.Equal(7, sandbox.Server.GetStats().Contacts);
    }

    [Fact]
    public async Task Faults_can_be_set_while_it_runs()
    {
        await using var sandbox = await Caller.FastAsync();
        Assert.Equal("""["503:1"]""", (await sandbox.PutAsync("/_sandbox/faults", """["503:1"]""")).Body);
        Assert.Equal(503, (await sandbox.GetAsync("users/me")).Status);
        var wrong = await sandbox.PutAsync("/_sandbox/faults", """["418:1"]""");
        Assert.Equal(400, wrong.Status);
        Assert.Contains("no kind of fault", wrong.Json["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(503, (await sandbox.GetAsync("users/me")).Status);
        await sandbox.PutAsync("/_sandbox/faults", "[]");
        Assert.Equal(200, (await sandbox.GetAsync("users/me")).Status);
    }

    [Theory]
    [InlineData("GET", "/api/3/contacts")]
    [InlineData("GET", "/api/3/nothing")]
    [InlineData("DELETE", "/api/3/contacts/1")]
    [InlineData("POST", "/api/3/import/bulk_import")]
    [InlineData("POST", "/event")]
    [InlineData("GET", "/")]
    [InlineData("GET", "/_sandbox/unsubscribe?contact=1")]
    public async Task Every_door_is_for_callers_on_this_machine_under_a_name_of_it(string method, string path)
    {
        await using var sandbox = await Caller.FastAsync();
        var refused = await sandbox.SendAsync(method, path, null, request => request.Headers.Host = "evil.example.com");
        Assert.Equal(403, refused.Status);
        Assert.Equal(
            "The sandbox is for callers on this machine, under a name of this machine (127.0.0.1, localhost or [::1]), and for no web "
            + "page from elsewhere.", refused.Json["message"]!.GetValue<string>());
        foreach (var origin in (string[])["https://evil.example.com", "null", "http://localhost:1"])
            Assert.Equal(403,
                (await sandbox.SendAsync(method, path, null, request => request.Headers.TryAddWithoutValidation("Origin", origin))).Status);
        Assert.Equal((0L, 100), (sandbox.Server.GetStats().Calls, sandbox.Server.GetStats().Contacts));
        Assert.NotEqual(403,
            (await sandbox.SendAsync(method, path, null,
                request => request.Headers.Add("Origin", sandbox.Server.Url.GetLeftPart(UriPartial.Authority)))).Status);
    }

    [Fact]
    public async Task Nothing_changes_by_a_get_that_needs_no_token()
    {
        await using var sandbox = await Caller.FullAsync(new() { Seed = 10 });
        sandbox.Client.DefaultRequestHeaders.Remove("Api-Token");
        var before = (await sandbox.GetAsync("/_sandbox/snapshot")).Body;
        var told = (await sandbox.GetAsync("/_sandbox/nothing")).Json["message"]!.GetValue<string>();
        var doors =
            told[(told.IndexOf("control door has ", StringComparison.Ordinal) + "control door has ".Length)..].TrimEnd('.').Split(", ");
        Assert.Contains("unsubscribe", doors);
        foreach (var door in doors)
        {
            foreach (var path in (string[])[door, door + "/1", door + "/1/send", door + "/1/replay", door + "?contact=2",
                door + "?contact=2&campaign=1"])
                await sandbox.SendAsync("GET", "/_sandbox/" + path, null, request => request.Headers.Add("Sec-Fetch-Site", "cross-site"));
        }

        Assert.Equal(before, (await sandbox.GetAsync("/_sandbox/snapshot")).Body);
    }

    [Fact]
    public async Task It_needs_no_token_but_a_name_of_this_machine()
    {
        await using var sandbox = await Caller.FastAsync();
        sandbox.Client.DefaultRequestHeaders.Remove("Api-Token");
        Assert.Equal(200, await StatusAsync(request => { }));
        Assert.Equal(200, await StatusAsync(request => request.Headers.Host = "localhost:" + sandbox.Server.Url.Port));
        Assert.Equal(403, await StatusAsync(request => request.Headers.Host = "evil.example.com"));
        Assert.Equal(403, await StatusAsync(request => request.Headers.Host = "127.0.0.1.example.com"));
        Assert.Equal(403, await StatusAsync(request => request.Headers.Add("Origin", "https://evil.example.com")));
        Assert.Equal(
            200, await StatusAsync(request => request.Headers.Add("Origin", sandbox.Server.Url.GetLeftPart(UriPartial.Authority))));

        async Task<int> StatusAsync(Action<HttpRequestMessage> change) =>
            (await sandbox.SendAsync("GET", "/_sandbox/stats", null, change)).Status;
    }

    [Fact]
    public async Task The_viewer_reads_contacts_with_the_names_of_their_tags()
    {
        await using var sandbox = await Caller.FastAsync();
        await sandbox.PostAsync("contactTags", """{"contactTag":{"contact":1,"tag":1}}""");
        var found = (await sandbox.GetAsync("/_sandbox/contacts?search=DOE")).Json;
        Assert.Equal(
            """{"total":1,"offset":0,"limit":50,"contacts":[{"id":1"""
            + ""","email":"john.doe@acme.com","firstName":"John","lastName":"Doe","account":null,"tags":[{"id":1"""
            + ""","name":"Test","isNew":true}]}]}""", Without(found, "updated").ToJsonString());
        Assert.Equal(1, (await sandbox.GetAsync("/_sandbox/contacts?search=test")).Json["total"]!.GetValue<int>());
        Assert.Equal(51, (await sandbox.GetAsync("/_sandbox/contacts?offset=50")).Json["contacts"]![0]!["id"]!.GetValue<int>());
        var tags = (await sandbox.GetAsync("/_sandbox/tags")).Json.AsArray();
        Assert.Equal(1, tags.Single(tag => tag!["tag"]!.GetValue<string>() == "Test")!["contacts"]!.GetValue<int>());

        static JsonNode Without(JsonNode page, string key)
        {
            foreach (var contact in page["contacts"]!.AsArray()) contact!.AsObject().Remove(key);
            return page;
        }
    }

    [Fact]
    public async Task What_is_not_there_is_told_with_what_is()
    {
        await using var sandbox = await Caller.FastAsync();
        var reply = await sandbox.GetAsync("/_sandbox/nothing");
        Assert.Equal(404, reply.Status);
        Assert.Contains("stats, log", JsonNode.Parse(reply.Body)!["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }
}
