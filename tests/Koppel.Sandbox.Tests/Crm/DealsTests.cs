namespace Koppel.Sandbox.Tests.Crm;

public sealed class DealsTests
{
    [Fact]
    public async Task A_deal_echoes_what_was_sent_and_reads_as_text_with_its_value_cut()
    {
        await using var sandbox = await Caller.FastAsync();
        await sandbox.CreatePipelineAsync();
        var created =
            await sandbox.CreateDealAsync(value: "156.24", more: ",\"percent\":50,\"status\":0,\"stage\":null,\"colour\":\"red\"");
        Assert.Equal(201, created.Status);
        Assert.Equal("""156.240000000000009094947017729282379150390625 1 50 0 "" """.TrimEnd(),
            string.Join(' ',
                ((string[])["value", "stage", "percent", "status", "organization"]).Select(
                    key => created.Json["deal"]![key]!.ToJsonString())));
        Assert.False(created.Json["deal"]!.AsObject().ContainsKey("colour"));
        Assert.Equal(["contacts", "dealGroups", "dealStages", "deal"], created.Json.AsObject().Select(member => member.Key));
        var read = await sandbox.GetAsync("deals/1");
        Assert.Equal(("156", "1", "0", "1", "1"),
            (read.Text("deal", "value"), read.Text("deal", "stage"), read.Text("deal", "status"), read.Text("deal", "activitycount"),
                read.Text("deal", "nextdealid")));
        Assert.Equal("false", read.Json["deal"]!["isDisabled"]!.ToJsonString());
        Assert.Null(read.Json["deal"]!["organization"]);
    }

    [Theory]
    [InlineData("""{"value":1,"currency":"eur","group":1,"contact":1}""", "The deal title was not provided.")]
    [InlineData("""{"title":"a"}""", "The deal value was not provided.|The deal currency was not provided.")]
    [InlineData("""{"title":"a","value":1,"currency":"eur","group":1}""", "The deal contact was not provided.")]
    [InlineData("""{"title":"a","value":1,"currency":"eur","contact":1}""", "The deal group was not provided.")]
    [InlineData("""{"title":"a","value":1,"currency":"eur","group":1,"contact":999}""", "The related contact does not exist.")]
    [InlineData("""{"title":"a","value":1,"currency":"eur","group":1,"account":99}""", "The related account does not exist.")]
    [InlineData("""{"title":"a","value":1,"currency":"eur","group":9,"contact":1}""", "The related group does not exist.")]
    [InlineData("""{"title":"a","value":1,"currency":"eur","stage":9,"contact":1}""", "The related stage does not exist.")]
    [InlineData("""{"title":"a","value":1,"currency":"eur","group":1,"contact":1,"owner":9}""", "The related owner does not exist.")]
    [InlineData("""{"title":"a","value":-1,"currency":"eur","group":1,"contact":1}""", "The deal value must be at least 0.")]
    [InlineData("""{"title":"a","value":1,"currency":"eur","group":1,"contact":1,"status":"won"}""",
        "The value you selected is not a valid choice.")]
    [InlineData("""{"title":"a","value":1,"currency":"eur","group":2,"stage":1,"contact":1}""", "Invalid attribute")]
    [InlineData("""{"title":"a","value":1,"currency":"eur","group":2,"contact":1}""", "The deal owner was not provided.")]
    public async Task What_a_deal_lacks_or_cannot_name_is_refused(string deal, string titles)
    {
        await using var sandbox = await Caller.FastAsync();
        await sandbox.CreatePipelineAsync();
        await sandbox.CreatePipelineAsync(",\"autoassign\":0");
        var refused = await sandbox.PostAsync("deals", $$"""{"deal":{{deal}}}""");
        Assert.Equal((422, titles), (refused.Status, string.Join('|', refused.Titles())));
        Assert.Equal("0", (await sandbox.GetAsync("deals")).Json["meta"]!["total"]!.ToJsonString());
    }

    [Fact]
    public async Task A_deal_goes_to_the_user_who_has_the_fewest_when_nobody_is_named()
    {
        await using var sandbox = await Caller.FastAsync();
        var second = (await sandbox.PostAsync("users",
            """{"user":{"username":"b","email":"b@example.com","firstName":"B","lastName":"B","group":"3","password":"secret-1"}}""")).Text(
                "user", "id");
        await sandbox.CreatePipelineAsync($",\"users\":[\"1\",\"{second}\"]");
        var owners = new List<string>();
        for (var n = 0; n < 4; n++)
        {
            var deal = await sandbox.PostAsync("deals", """{"deal":{"title":"a","contact":1,"value":1,"currency":"eur","group":1}}""");
            owners.Add(deal.Text("deal", "owner"));
        }

        Assert.Equal(["1", second, "1", second], owners);
    }

    [Fact]
    public async Task A_change_keeps_what_is_not_sent_and_a_wrong_envelope_changes_nothing()
    {
        await using var sandbox = await Caller.FastAsync();
        await sandbox.CreatePipelineAsync();
        await sandbox.CreateDealAsync();
        var changed = await sandbox.PutAsync("deals/1", """{"deal":{"title":"Twelve bikes","stage":"2","status":1}}""");
        Assert.Equal((200, "Twelve bikes", "1", "2"),
            (changed.Status, changed.Text("deal", "title"), changed.Json["deal"]!["status"]!.ToJsonString(),
                changed.Text("deal", "stage")));
        Assert.Equal(200, (await sandbox.PutAsync("deals/1", """{"deals":{"title":"Nothing"}}""")).Status);
        var read = await sandbox.GetAsync("deals/1");
        Assert.Equal(("Twelve bikes", "100000", "1", "2"),
            (read.Text("deal", "title"), read.Text("deal", "value"), read.Text("deal", "status"), read.Text("deal", "activitycount")));
        Assert.NotEqual("null", read.Text("deal", "edate"));
        await sandbox.PutAsync("deals/1", """{"deal":{"status":0}}""");
        Assert.Equal("null", (await sandbox.GetAsync("deals/1")).Text("deal", "edate"));
        Assert.Equal(["1"],
            (await sandbox.GetAsync("deals/1/dealActivities")).Json["dealActivities"]!.AsArray()
                .Where(row => row!["dataAction"]!.ToString() == "add").Select(row => row!["deal"]!.ToString()));
    }

    [Fact]
    public async Task A_deal_that_goes_takes_along_what_is_its_own()
    {
        await using var sandbox = await Caller.FastAsync();
        await sandbox.CreatePipelineAsync();
        await sandbox.CreateDealAsync();
        await sandbox.PostAsync(
            "dealCustomFieldData", """{"dealCustomFieldDatum":{"dealId":1,"customFieldId":1,"fieldValue":"2026-07-01"}}""");
        await sandbox.PostAsync("contactDeals", """{"contactDeal":{"deal":1,"contact":2}}""");
        await sandbox.PostAsync("dealTasks", """{"dealTask":{"relid":1,"dealTasktype":1,"duedate":"2026-07-01T10:00:00-05:00"}}""");
        Assert.Equal((200, "{}"), ((await sandbox.DeleteAsync("deals/1")) is var deleted ? (deleted.Status, deleted.Body) : default));
        Assert.Equal("""{"message":"No Result found for Deal with id 1"}""", (await sandbox.DeleteAsync("deals/1")).Body);
        foreach (var list in (string[])["dealCustomFieldData", "contactDeals", "dealTasks", "dealActivities"])
            Assert.Empty((await sandbox.GetAsync(list)).Json[list]!.AsArray());
    }

    [Fact]
    public async Task A_list_tells_what_its_deals_are_worth_by_currency()
    {
        await using var sandbox = await Caller.FastAsync();
        await sandbox.CreatePipelineAsync();
        Assert.Equal("""{"currencies":[],"total":0}""", (await sandbox.GetAsync("deals")).Json["meta"]!.ToJsonString());
        await sandbox.CreateDealAsync("a", value: "100");
        await sandbox.CreateDealAsync("b", value: "250");
        await sandbox.PostAsync("deals", """{"deal":{"title":"c","contact":1,"value":30,"currency":"USD","group":1,"owner":1}}""");
        var meta = (await sandbox.GetAsync("deals?limit=1")).Json["meta"]!;
        Assert.Equal("3", meta["total"]!.ToJsonString());
        Assert.Equal(
            """{"EUR":{"total":"2","value":"350","currency":"EUR","isDisabled":false}"""
            + ""","USD":{"total":"1","value":"30","currency":"USD","isDisabled":false}}""", meta["currencies"]!.ToJsonString());
        Assert.Equal("""{"EUR":{"total":"1","value":"250","currency":"EUR","isDisabled":false}}""",
            (await sandbox.GetAsync("deals?filters[title]=b")).Json["meta"]!["currencies"]!.ToJsonString());
    }

    [Fact]
    public async Task A_deal_that_the_key_may_not_see_shows_its_title_only()
    {
        await using var sandbox = await Caller.FastAsync();
        await sandbox.CreatePipelineAsync();
        await sandbox.CreateDealAsync("Seen");
        await sandbox.PutAsync("dealGroups/1", """{"dealGroup":{"allgroups":0,"groups":[]}}""");
        Assert.Equal("""{"title":"Seen","id":"1","isDisabled":true}""", (await sandbox.GetAsync("deals/1")).Json["deal"]!.ToJsonString());
        await sandbox.PutAsync("dealGroups/1", """{"dealGroup":{"groups":["3"]}}""");
        Assert.Equal("100000", (await sandbox.GetAsync("deals/1")).Text("deal", "value"));
        await sandbox.DeleteAsync("dealGroups/1");
        Assert.Equal("""[{"title":"Seen","id":"1","isDisabled":true}]""", (await sandbox.GetAsync("deals")).Json["deals"]!.ToJsonString());
    }

    [Theory]
    [InlineData("PATCH deals/bulkUpdate")]
    [InlineData("PATCH deals/bulkUpdate/owners")]
    public async Task Owners_are_changed_in_bulk_and_told_apart(string call)
    {
        await using var sandbox = await Caller.FastAsync();
        var second = (await sandbox.PostAsync("users",
            """{"user":{"username":"b","email":"b@example.com","firstName":"B","lastName":"B","group":"3","password":"secret-1"}}""")).Text(
                "user", "id");
        await sandbox.CreatePipelineAsync();
        await sandbox.CreateDealAsync("a");
        await sandbox.CreateDealAsync("b", more: $",\"owner\":{second}");
        var path = call.Split(' ')[1];
        var changed = await sandbox.SendAsync(
            "PATCH", path, $$"""{"deals":[{"id":1,"ownerId":{{second}}},{"id":2,"ownerId":"{{second}}"},{"id":99,"ownerId":1}]}""");
        Assert.Equal((200, """{"success":["1"],"nochange":["2"],"failed":["99"]}"""), (changed.Status, changed.Json.ToJsonString()));
        Assert.Equal(second, (await sandbox.GetAsync("deals/1")).Text("deal", "owner"));
        Assert.Equal(
            ["ownerId is required for a deal '1'."], (await sandbox.SendAsync("PATCH", path, """{"deals":[{"id":1}]}""")).Titles());
        Assert.Equal(["Owner(user) with id '999' was not found for a deal '1'."],
            (await sandbox.SendAsync("PATCH", path, """{"deals":[{"id":1,"ownerId":999}]}""")).Titles());
    }

    [Fact]
    public async Task A_deal_takes_values_of_custom_fields_along()
    {
        await using var sandbox = await Caller.FastAsync();
        await sandbox.CreatePipelineAsync();
        var created = await sandbox.CreateDealAsync(more: ",\"fields\":[{\"customFieldId\":1,\"fieldValue\":\"2026-12-24\"}]");
        Assert.Equal("""[{"customFieldId":1,"fieldValue":"2026-12-24","dealId":"1"}]""", created.Json["deal"]!["fields"]!.ToJsonString());
        Assert.Equal(["2026-12-24"], (await sandbox.GetAsync("deals/1/dealCustomFieldData")).Column("dealCustomFieldData", "fieldValue"));
        var refused = await sandbox.PutAsync("deals/1", """{"deal":{"title":"No","fields":[{"customFieldId":1,"fieldValue":"soon"}]}}""");
        Assert.Equal((422, "The custom field value `soon` could not be saved to the custom field of type `date`."),
            (refused.Status, refused.Json["errors"]![0]!["detail"]!.GetValue<string>()));
        Assert.Equal("Ten bikes", (await sandbox.GetAsync("deals/1")).Text("deal", "title"));
    }
}
