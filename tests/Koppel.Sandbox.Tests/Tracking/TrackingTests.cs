using Koppel.Sandbox.Tests.Crm;

namespace Koppel.Sandbox.Tests.Tracking;

public sealed class TrackingTests
{
    [Fact]
    public async Task An_event_is_taken_when_tracking_is_on_and_its_name_is_known()
    {
        await using var sandbox = await Caller.WithClockAsync(new() { RefusesTooMany = false });
        await sandbox.PostAsync("eventTrackingEvents", """{"eventTrackingEvent":{"name":"Played Video"}}""");
        Assert.Equal("0", await EventAsync(sandbox));
        Assert.Equal("""{"eventTracking":{"enabled":true}}""",
            (await sandbox.PutAsync("eventTracking", """{"eventTracking":{"enabled":true}}""")).Body);
        Assert.Equal("1", await EventAsync(sandbox));
        Assert.Equal("0", await EventAsync(sandbox, name: "Paused Video"));
        Assert.Equal("0", await EventAsync(sandbox, key: "sandbox-token"));
        Assert.Equal("0", await EventAsync(sandbox, account: "1"));
        Assert.Equal("0", await EventAsync(sandbox, visit: "john.doe@acme.com"));
        // Taken, and of nobody.
        Assert.Equal("1", await EventAsync(sandbox, visit: """{"email":"nobody@example.com"}"""));
        var logs = (await sandbox.GetAsync("contacts/1/trackingLogs")).Json["trackingLogs"]!.AsArray();
        var log = Assert.Single(logs)!;
        Assert.Equal(("1", "Played Video", "Intro", "2026-06-01T10:30:00-05:00", 40),
            (log["subscriberid"]!.ToString(), log["type"]!.ToString(), log["value"]!.ToString(), log["tstamp"]!.ToString(),
                log["hash"]!.ToString().Length));
        Assert.Equal("john.doe@acme.com", (await sandbox.GetAsync("trackingLogs/1/contact")).Text("contact", "email"));
        Assert.Equal(
            """{"message":"No Result found for TrackingLog with id 9"}""", (await sandbox.GetAsync("trackingLogs/9/contact")).Body);
        Assert.Equal(0,
            sandbox.Server.GetStats().ByRoute.Keys.Count(
                route => route.Contains("/event", StringComparison.Ordinal) && !route.Contains("/api/3/event", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Events_can_be_answered_with_JSON_and_their_values_are_cut()
    {
        await using var sandbox = await Caller.FastAsync(new() { EventAnswersJson = true, EventKey = "k", EventAccount = "7" });
        await sandbox.PostAsync("eventTrackingEvents", """{"eventTrackingEvent":{"name":"Played Video"}}""");
        Assert.Equal("""{"success":0,"message":"Event not spawned"}""", await EventAsync(sandbox, key: "k", account: "7"));
        await sandbox.PutAsync("eventTracking", """{"eventTracking":{"enabled":true}}""");
        Assert.Equal(
            """{"success":1,"message":"Event spawned"}""", await EventAsync(sandbox, key: "k", account: "7", data: new string('x', 400)));
        Assert.Equal(250, (await sandbox.GetAsync("contacts/1/trackingLogs")).Column("trackingLogs", "value")[0].Length);
    }

    [Fact]
    public async Task Names_of_events_are_there_once_and_deleted_by_name()
    {
        await using var sandbox = await Caller.FastAsync();
        var created = await sandbox.PostAsync("eventTrackingEvents", """{"eventTrackingEvent":{"name":"my / event"}}""");
        Assert.Equal((201, """{"eventTrackingEvent":{"name":"my \/ event"}}"""), (created.Status, created.Body));
        Assert.Equal(201, (await sandbox.PostAsync("eventTrackingEvents", """{"eventTrackingEvent":{"name":"my / event"}}""")).Status);
        Assert.Equal("""{"eventTrackingEvents":[{"name":"my \/ event"}],"meta":{"total":1}}""",
            (await sandbox.GetAsync("eventTrackingEvents")).Body);
        Assert.Equal(["The event name was not provided."], (await sandbox.PostAsync("eventTrackingEvents", "{}")).Titles());
        Assert.Equal(["An event name has at most 32 characters."],
            (await sandbox.PostAsync(
                "eventTrackingEvents", $$$"""{"eventTrackingEvent":{"name":"{{{new string('x', 33)}}}"}}""")).Titles());
        Assert.Equal((200, "{}"),
            (await sandbox.DeleteAsync("eventTrackingEvents/my%20%2F%20event")) is var deleted ? (deleted.Status, deleted.Body) : default);
        Assert.Equal((400, "{}"),
            (await sandbox.DeleteAsync("eventTrackingEvents/my%20%2F%20event")) is var again ? (again.Status, again.Body) : default);
    }

    [Fact]
    public async Task Site_tracking_is_turned_on_and_has_a_code()
    {
        await using var sandbox = await Caller.FastAsync();
        Assert.Equal("""{"siteTracking":{"enabled":false}}""", (await sandbox.GetAsync("siteTracking")).Body);
        Assert.Equal("""{"siteTracking":{"enabled":true}}""",
            (await sandbox.PutAsync("siteTracking", """{"siteTracking":{"enabled":true}}""")).Body);
        Assert.Equal("""{"eventTracking":{"enabled":false}}""", (await sandbox.GetAsync("eventTracking")).Body);
        Assert.Equal((400, "{}"),
            (await sandbox.PutAsync("siteTracking", """{"siteTracking":{"enabled":"yes"}}""")) is var refused
                ? (refused.Status, refused.Body)
                : default);
        var code = await sandbox.GetAsync("siteTracking/code");
        Assert.Equal("text/plain", code.ContentType);
        Assert.Contains("1000001", code.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sites_are_kept_once_behind_two_doors()
    {
        await using var sandbox = await Caller.FastAsync();
        const string Site = """
            {"data":{"type":"urlWhitelistings","attributes":{"whitelisted_domain":"shop.example.com","whitelisted_page":"*",
            "tracking_enabled":true,"conversations_enabled":false,"wp_enabled":false}}}
            """;
        var created = await sandbox.PostAsync("prism/urlWhitelistings", Site);
        Assert.Equal((201, "true", @"#^shop\.example\.com(\/.*)?$#"),
            (created.Status, created.Json["data"]!["attributes"]!["tracking_enabled"]!.ToJsonString(),
                created.Json["data"]!["attributes"]!["url_regex"]!.GetValue<string>()));
        Assert.Equal((409, "{}"),
            (await sandbox.PostAsync("prism/urlWhitelistings", Site)) is var conflict ? (conflict.Status, conflict.Body) : default);
        Assert.Equal((400, "{}"),
            (await sandbox.PostAsync("prism/urlWhitelistings", """{"siteTrackingDomain":{"name":"example.com"}}""")) is var bad
                ? (bad.Status, bad.Body)
                : default);
        Assert.Equal(
            "1", (await sandbox.GetAsync("prism/urlWhitelistings")).Json["data"]![0]!["attributes"]!["tracking_enabled"]!.ToJsonString());
        var second = await sandbox.PostAsync("siteTracking/whitelist", """{"siteTrackingWhitelist":{"name":"example.com"}}""");
        Assert.Equal((201, "2"), (second.Status, second.Text("siteTrackingWhitelist", "id")));
        Assert.Equal(["shop.example.com", "example.com"],
            (await sandbox.GetAsync("siteTracking/whitelist")).Column("siteTrackingWhitelist", "name"));
        Assert.Equal("duplicate",
            (await sandbox.PostAsync("siteTracking/whitelist",
                """{"siteTrackingWhitelist":{"name":"EXAMPLE.com"}}""")).Json["errors"]![0]!["code"]!.GetValue<string>());
        Assert.Equal(422, (await sandbox.PostAsync("siteTracking/whitelist", "{}")).Status);
        Assert.Equal((204, ""), (await sandbox.DeleteAsync("prism/urlWhitelistings/1")) is var gone ? (gone.Status, gone.Body) : default);
        Assert.Equal(200, (await sandbox.DeleteAsync("siteTracking/whitelist/2")).Status);
        Assert.Equal(404, (await sandbox.DeleteAsync("siteTracking/whitelist/2")).Status);
    }

    [Fact]
    public async Task An_event_of_the_vendors_own_tracker_ends_up_with_its_contact()
    {
        await using var sandbox = await Caller.FastAsync();
        var taken = await sandbox.PostAsync("localevent",
            """{"localEvent":{"email":"john.doe@acme.com","tstamp":"2026-06-01T10:00:00-05:00","input":"{\"event\":\"__pagevisit\","""
            + """\"url\":\"www.example.com\"}"}}""");
        Assert.Equal((201, "{}"), (taken.Status, taken.Body));
        Assert.Equal(["__pagevisit"], (await sandbox.GetAsync("contacts/1/trackingLogs")).Column("trackingLogs", "type"));
        Assert.Equal(403, (await sandbox.PostAsync("localevent", """{"localEvent":{"email":"nobody@example.com","input":"{}"}}""")).Status);
    }

    static async Task<string> EventAsync(
        Caller sandbox, string name = "Played Video", string key = "sandbox-event-key", string account = "1000001",
        string visit = """{"email":"john.doe@acme.com"}""", string data = "Intro")
    {
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string> { ["actid"] = account, ["key"] = key, ["event"] = name, ["eventdata"] = data,
                ["visit"] = visit });
        using var client = new HttpClient();
        using var response = await client.PostAsync(new Uri(sandbox.Server.Url, "/event"), form, TestContext.Current.CancellationToken);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
