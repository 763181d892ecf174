namespace Koppel.Sandbox.Tests.Logs;

public sealed class LogsTests
{
    [Theory]
    [InlineData("scores", """{"name":"Buyers"}""", "")]
    [InlineData("scoreValues", """{"score":1,"contact":2,"scoreValue":5}""", "scoreValues")]
    [InlineData("emailActivities", """{"subscriberid":2,"subject":"Hello"}""", "")]
    [InlineData("bounceLogs", """{"subscriberid":2,"codeid":48}""", "bounceLogs")]
    [InlineData("contactGoals", """{"subscriberid":2,"goalid":3}""", "contactGoals")]
    [InlineData("contactData", """{"contact":2}""", "")]
    [InlineData("contactEmails", """{"contact":2}""", "")]
    [InlineData("goals", """{"name":"Bought"}""", "")]
    [InlineData("conversions", """{"name":"Bought"}""", "")]
    [InlineData("conversionTriggers", """{"conversion":1}""", "")]
    [InlineData("contactConversions", """{"contact":2}""", "")]
    [InlineData("ecomOrderActivities", """{"email":"a@example.com"}""", "")]
    [InlineData("siteMessages", """{"name":"Hi"}""", "")]
    [InlineData("sms", """{"msg":"Hi"}""", "")]
    [InlineData("contactLogs", """{"contact":2}""", "")]
    public async Task A_log_is_read_as_a_list_and_under_its_contact_and_not_written(string resource, string values, string below)
    {
        await using var sandbox = await Caller.FastAsync();
        Assert.Equal(200, (await sandbox.PostAsync("/_sandbox/rows", $$"""{"resource":"{{resource}}","values":{{values}}}""")).Status);
        var list = await sandbox.GetAsync(resource);
        Assert.Equal(
            (200, "1", "1"), (list.Status, list.Json["meta"]!["total"]!.GetValue<string>(), string.Join(',', list.Column(resource, "id"))));
        Assert.Equal(200, (await sandbox.GetAsync($"{resource}/1")).Status);
        Assert.Equal(405, (await sandbox.PostAsync(resource, "{}")).Status);
        if (below.Length == 0) return;
        Assert.Equal(["1"], (await sandbox.GetAsync("contacts/2/" + below)).Column(below, "id"));
        Assert.Empty((await sandbox.GetAsync("contacts/3/" + below)).Json[below]!.AsArray());
        Assert.Equal(
            """{"message":"No Result found for Subscriber with id 999"}""", (await sandbox.GetAsync("contacts/999/" + below)).Body);
    }

    [Fact]
    public async Task Mails_are_found_by_contact_and_by_deal()
    {
        await using var sandbox = await Caller.FastAsync();
        await sandbox.PostAsync("/_sandbox/rows", """{"resource":"emailActivities","values":{"subscriberid":2,"relid":1,"subject":"A"}}""");
        await sandbox.PostAsync(
            "/_sandbox/rows", """{"resource":"emailActivities","values":{"subscriberid":3,"d_id":5,"relid":2,"subject":"B"}}""");
        Assert.Equal(["A"], (await sandbox.GetAsync("emailActivities?filters[subscriberid]=2")).Column("emailActivities", "subject"));
        Assert.Equal(["B"], (await sandbox.GetAsync("emailActivities?filters[dealId]=5")).Column("emailActivities", "subject"));
        var row = (await sandbox.GetAsync("emailActivities/2")).Json["emailActivity"]!;
        Assert.Equal(("3", "5", """{"type":"contact-email","id":"2"}"""),
            (row["contact"]!.GetValue<string>(), row["deal"]!.GetValue<string>(), row["reference"]!.ToJsonString()));
    }

    [Fact]
    public async Task Activities_want_a_contact_where_the_switch_says_so()
    {
        await using var sandbox = await Caller.FastAsync(new() { ActivitiesNeedContact = true });
        Assert.Equal((400, "{}"), (await sandbox.GetAsync("activities")) is var refused ? (refused.Status, refused.Body) : default);
        Assert.Equal(200, (await sandbox.GetAsync("activities?contact=2")).Status);
    }

    [Fact]
    public async Task Activities_are_those_of_one_contact_or_all()
    {
        await using var sandbox = await Caller.WithClockAsync(new() { RefusesTooMany = false });
        await sandbox.PostAsync("/_sandbox/rows",
            """{"resource":"activities","values":{"subscriberid":2,"reference_type":"SubscriberEmail","reference_id":13"""
            + ""","referenceModelName":"contact-email"}}""");
        sandbox.Time!.Advance(TimeSpan.FromMinutes(1));
        await sandbox.PostAsync("/_sandbox/rows",
            """{"resource":"activities","values":{"subscriberid":2,"reference_type":"Note","reference_id":1"""
            + ""","referenceModelName":"note"}}""");
        Assert.Equal(["13", "1"], (await sandbox.GetAsync("activities")).Column("activities", "reference_id"));
        Assert.Equal(["1"], (await sandbox.GetAsync("activities?after=2026-06-01T10:30:30-05:00")).Column("activities", "reference_id"));
        Assert.Equal(["13", "1"], (await sandbox.GetAsync("activities?contact=2")).Column("activities", "reference_id"));
        Assert.Equal(
            ["1", "13"], (await sandbox.GetAsync("activities?contact=2&orders[tstamp]=DESC")).Column("activities", "reference_id"));
        Assert.Equal(
            ["1"], (await sandbox.GetAsync("activities?contact=2&after=2026-06-01T10:30:30-05:00")).Column("activities", "reference_id"));
        Assert.Empty((await sandbox.GetAsync("activities?contact=3")).Json["activities"]!.AsArray());
    }
}
