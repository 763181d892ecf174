using System.Text.Json.Nodes;
using Koppel.Sandbox.Tests.Campaigns;

namespace Koppel.Sandbox.Tests.Automations;

public sealed class AutomationTests
{
    /// <summary>The automation of the seed that waits for the tag Test.</summary>
    const string Thanks = "Thanks for trying";

    [Fact]
    public async Task A_tag_starts_what_waits_for_it_whichever_way_it_comes()
    {
        await using var sandbox = await Caller.FastAsync(new() { SyncTakesTags = true });
        await CampaignTests.TagAsync(sandbox, 3);
        await sandbox.PostAsync("contact/sync", $$$"""{"contact":{"email":"{{{SeedData.EmailOf(4)}}}","tags":["Test"]}}""");
        await sandbox.ImportAsync(
            $$$"""{"email":"{{{SeedData.EmailOf(5)}}}","tags":["Test"]}""", """{"email":"new@example.com","tags":["TEST"]}""");
        await sandbox.GetAsync("users/me");
        var starts = (await StartsAsync(sandbox)).Where(start => start!["name"]!.GetValue<string>() == Thanks).Reverse().ToArray();
        Assert.Equal([SeedData.EmailOf(3), SeedData.EmailOf(4), SeedData.EmailOf(5), "new@example.com"],
            starts.Select(start => start!["email"]!.GetValue<string>()));
        Assert.All(starts, start => Assert.Equal("it got the tag 'Test'", start!["why"]!.GetValue<string>()));
        Assert.Equal(
            ["POST /api/3/contactTags", "POST /api/3/contact/sync", "POST /api/3/import/bulk_import", "POST /api/3/import/bulk_import"],
            starts.Select(start => start!["route"]!.GetValue<string>()));
        var row = (await sandbox.GetAsync("automations")).Json["automations"]!.AsArray()
            .Single(row => row!["name"]!.GetValue<string>() == Thanks)!;
        Assert.Equal(("4", "4"), (row["entered"]!.GetValue<string>(), row["exited"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_contact_goes_through_it_once_and_a_tag_that_is_there_starts_nothing()
    {
        await using var sandbox = await Caller.FastAsync();
        await CampaignTests.TagAsync(sandbox, 3);
        await CampaignTests.TagAsync(sandbox, 3);
        var link = (await sandbox.GetAsync("contacts/3/contactTags")).Json["contactTags"]!.AsArray()
            .Single(link => link!["tag"]!.GetValue<string>() == "1")!["id"]!.GetValue<string>();
        await sandbox.DeleteAsync("contactTags/" + link);
        await CampaignTests.TagAsync(sandbox, 3);
        Assert.Single(await StartsAsync(sandbox));
        var again = await sandbox.PostAsync("/_sandbox/automations", """{"name":"Each time","tag":"Test","gives":"Seen","again":true}""");
        Assert.Equal("it got the tag 'Test'", again.Json["starts"]!.AsArray().Single()!.GetValue<string>());
        for (var time = 0; time < 2; time++)
        {
            link = (await sandbox.GetAsync("contacts/3/contactTags")).Json["contactTags"]!.AsArray()
                .Single(link => link!["tag"]!.GetValue<string>() == "1")!["id"]!.GetValue<string>();
            await sandbox.DeleteAsync("contactTags/" + link);
            await CampaignTests.TagAsync(sandbox, 3);
        }

        Assert.Equal(3, (await StartsAsync(sandbox)).Count);
        var counts = (await sandbox.GetAsync("contacts/3/automationEntryCounts")).Json["automationEntryCounts"]!.AsArray();
        Assert.Equal(["1", "2"], counts.Select(count => count!["contactEntryCount"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData(AutomationExclusion.Anywhere, true, false, 0)]
    [InlineData(AutomationExclusion.Anywhere, false, true, 0)]
    [InlineData(AutomationExclusion.TopLevel, true, false, 0)]
    [InlineData(AutomationExclusion.TopLevel, false, true, 1)]
    [InlineData(AutomationExclusion.PerContact, true, false, 1)]
    [InlineData(AutomationExclusion.PerContact, false, true, 0)]
    [InlineData(AutomationExclusion.Anywhere, false, false, 1)]
    public async Task Exclude_automations_keeps_them_quiet_where_it_counts(
        AutomationExclusion where, bool atTop, bool inContact, int expected)
    {
        await using var sandbox = await Caller.FastAsync(new() { ExcludeAutomations = where });
        await sandbox.PostAsync("import/bulk_import",
            $$"""{"contacts":[{"email":"new@example.com","tags":["Test"]{{(inContact ? ",\"exclude_automations\":true" : "")}}}"""
            + $$"""]{{(atTop ? ",\"exclude_automations\":true" : "")}}}""");
        await sandbox.GetAsync("users/me");
        Assert.Equal(expected, (await StartsAsync(sandbox)).Count);
        Assert.Equal(1 - expected, (await sandbox.GetAsync("/_sandbox/automations")).Json["keptQuiet"]!.GetValue<int>());
        await CampaignTests.TagAsync(sandbox, 3);
        Assert.Equal(expected + 1, (await StartsAsync(sandbox)).Count);
    }

    [Fact]
    public async Task A_step_sends_a_mail_to_whoever_is_active_on_a_list_and_to_nobody_else()
    {
        await using var sandbox = await Caller.FastAsync();
        var list = await CampaignTests.ListAsync(sandbox);
        await CampaignTests.SubscribeAsync(sandbox, list, 1, 1);
        await CampaignTests.SubscribeAsync(sandbox, list, 2, 2);
        foreach (var contact in (int[])[1, 2, 3]) await CampaignTests.TagAsync(sandbox, contact);
        var outbox = (await sandbox.GetAsync("/_sandbox/outbox")).Json;
        Assert.Equal(1, outbox["total"]!.GetValue<int>());
        var mail = outbox["mails"]![0]!;
        Assert.Equal(("Thank you, John", "john.doe@acme.com"), (mail["subject"]!.GetValue<string>(), mail["to"]!.GetValue<string>()));
        Assert.Contains(Thanks, mail["why"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal([(0, 1), (0, 1), (1, 0)],
            (await StartsAsync(sandbox)).Select(start => (start!["mails"]!.GetValue<int>(), start["mailsLeftOut"]!.GetValue<int>())));
    }

    [Fact]
    public async Task Subscribing_to_a_list_starts_what_waits_for_it_and_tags_start_each_other()
    {
        await using var sandbox = await Caller.FastAsync();
        var list = await CampaignTests.ListAsync(sandbox, "Offers");
        await sandbox.PostAsync("/_sandbox/automations", """{"name":"First","list":"offers","gives":"Warm"}""");
        await sandbox.PostAsync(
            "/_sandbox/automations", """{"name":"Second","tag":"Warm","subject":"Hello %FIRSTNAME%","text":"You are warm."}""");
        await sandbox.PostAsync("/_sandbox/automations", """{"name":"Round","tag":"Warm","takes":"Warm"}""");
        await CampaignTests.SubscribeAsync(sandbox, list, 1, 0);
        Assert.Empty(await StartsAsync(sandbox));
        await CampaignTests.SubscribeAsync(sandbox, list, 1, 1);
        Assert.Equal(
            ["First", "Second", "Round"], (await StartsAsync(sandbox)).Reverse().Select(start => start!["name"]!.GetValue<string>()));
        Assert.Equal("it subscribed to 'Offers'", (await StartsAsync(sandbox))[^1]!["why"]!.GetValue<string>());
        Assert.Equal("Hello John", (await sandbox.GetAsync("/_sandbox/outbox/1")).Json["mail"]!["subject"]!.GetValue<string>());
        Assert.DoesNotContain("Warm",
            (await sandbox.GetAsync("/_sandbox/contacts/1")).Json["tags"]!.AsArray().Select(tag => tag!["name"]!.GetValue<string>()));
        await CampaignTests.SubscribeAsync(sandbox, list, 1, 1);
        Assert.Equal(3, (await StartsAsync(sandbox)).Count);
        Assert.Equal(400, (await sandbox.PostAsync("/_sandbox/automations", """{"name":"Nothing"}""")).Status);
        Assert.Equal(400, (await sandbox.PostAsync("/_sandbox/automations", """{"name":"No list","list":"nowhere"}""")).Status);
    }

    [Fact]
    public async Task The_steps_of_automations_are_listed_and_each_stands_below_the_one_before_it()
    {
        await using var sandbox = await Caller.FastAsync();
        var seeded = (await sandbox.GetAsync("automationBlocks")).Json["automationBlocks"]!.AsArray();
        Assert.Equal(["automation", "parent", "ordernum", "params", "deleted", "cdate", "mdate", "links", "id"],
            seeded[0]!.AsObject().Select(member => member.Key));
        await sandbox.PostAsync(
            "/_sandbox/automations", """{"name":"Welcome","tag":"New","subject":"Hello","gives":"Welcomed","takes":"New"}""");
        var automation = (await sandbox.GetAsync("automations")).Column("automations", "id")[^1];
        var blocks = (await sandbox.GetAsync($"automations/{automation}/blocks")).Json["automationBlocks"]!.AsArray();
        Assert.Equal([null, (string?)blocks[0]!["id"], (string?)blocks[1]!["id"]], blocks.Select(block => (string?)block!["parent"]));
        Assert.Equal(["messageid", "action tagid", "action tagid"],
            blocks.Select(block => string.Join(' ', block!["params"]!.AsObject().Select(member => member.Key))));
        Assert.Equal(blocks[0]!.ToJsonString(),
            (await sandbox.GetAsync($"automationBlocks/{blocks[0]!["id"]}")).Json["automationBlock"]!.ToJsonString());
        Assert.Equal(405, (await sandbox.PostAsync("automationBlocks", "{}")).Status);
    }

    [Fact]
    public async Task A_call_leads_a_contact_into_an_automation_and_out_of_its_list()
    {
        await using var sandbox = await Caller.FastAsync();
        var made = await sandbox.PostAsync("contactAutomations", """{"contactAutomation":{"contact":"3","automation":"1"}}""");
        Assert.Equal(201, made.Status);
        Assert.Equal(
            ["contact", "seriesid", "startid", "status", "lastblock", "completedElements", "totalElements", "completed", "completeValue",
                "links", "id", "automation"],
            made.Json["contactAutomation"]!.AsObject().Select(member => member.Key));
        Assert.Equal("3", made.Json["contacts"]![0]!["id"]!.GetValue<string>());
        Assert.Equal((0, 1),
            (made.Json["contactAutomation"]!["startid"]!.GetValue<int>(), made.Json["contactAutomation"]!["status"]!.GetValue<int>()));
        var id = made.Json["contactAutomation"]!["id"]!.GetValue<string>();
        var row = (await sandbox.GetAsync("contactAutomations/" + id)).Json["contactAutomation"]!;
        Assert.Equal(
            ("2", 1, 100), (row["status"]!.GetValue<string>(), row["completed"]!.GetValue<int>(), row["completeValue"]!.GetValue<int>()));
        Assert.Equal([id], (await sandbox.GetAsync("contacts/3/contactAutomations")).Column("contactAutomations", "id"));
        var list = (await sandbox.GetAsync("contactAutomations")).Json;
        Assert.Equal("""{"total":"1","showcase_stats":[]}""", list["meta"]!.ToJsonString());
        foreach (var wrong in (string[])["""{"contact":3,"automation":1}""", """{"contact":999,"automation":1}""",
            """{"contact":3,"automation":999}""", """{}"""])
        {
            var refused = await sandbox.PostAsync("contactAutomations", $$"""{"contactAutomation":{{wrong}}}""");
            Assert.Equal((403, """{"message":"Could not create SubscriberSeries"}"""), (refused.Status, refused.Body));
        }

        Assert.Equal("{}", (await sandbox.DeleteAsync("contactAutomations/" + id)).Body);
        var gone = await sandbox.DeleteAsync("contactAutomations/" + id);
        Assert.Equal((404, $$"""{"message":"No Result found for SubscriberSeries with id {{id}}"}"""), (gone.Status, gone.Body));
        await sandbox.PostAsync("contactAutomations", """{"contactAutomation":{"contact":3,"automation":1}}""");
        await sandbox.DeleteAsync("contacts/3");
        Assert.Empty((await sandbox.GetAsync("contactAutomations")).Json["contactAutomations"]!.AsArray());
    }

    [Fact]
    public async Task Automations_are_listed_with_what_starts_them()
    {
        await using var sandbox = await Caller.FastAsync();
        var reply = (await sandbox.GetAsync("automations")).Json;
        Assert.Equal("""{"id":"1","series":"1","type":"tag_add"}""", reply["meta"]!["starts"]![0]!.ToJsonString());
        Assert.Equal(Thanks, (await sandbox.GetAsync("automations/1")).Json["automation"]!["name"]!.GetValue<string>());
        Assert.Equal(404, (await sandbox.GetAsync("automations/999")).Status);
        Assert.Equal(405, (await sandbox.PostAsync("automations", "{}")).Status);
        await CampaignTests.TagAsync(sandbox, 3);
        Assert.Equal(["3"], (await sandbox.GetAsync("contacts?seriesid=1")).Column("contacts", "id"));
        Assert.Empty((await sandbox.GetAsync("contacts?seriesid=2")).Column("contacts", "id"));
        Assert.Equal(["3"], (await sandbox.GetAsync("automations/1/contactAutomations")).Column("contactAutomations", "contact"));
    }

    [Fact]
    public async Task A_snapshot_keeps_who_went_through_what_and_starts_nothing_itself()
    {
        await using var sandbox = await Caller.FastAsync();
        await CampaignTests.TagAsync(sandbox, 3);
        var (starts, snapshot) =
            ((await sandbox.GetAsync("/_sandbox/automations/starts")).Body, (await sandbox.GetAsync("/_sandbox/snapshot")).Body);
        await sandbox.PostAsync("/_sandbox/reset", "");
        Assert.Empty(await StartsAsync(sandbox));
        await sandbox.PutAsync("/_sandbox/snapshot", snapshot);
        Assert.Equal(starts, (await sandbox.GetAsync("/_sandbox/automations/starts")).Body);
        Assert.Equal(snapshot, (await sandbox.GetAsync("/_sandbox/snapshot")).Body);
        await CampaignTests.TagAsync(sandbox, 4);
        Assert.Equal(2, (await StartsAsync(sandbox)).Count);
    }

    static async Task<JsonArray> StartsAsync(Caller sandbox) =>
        (await sandbox.GetAsync("/_sandbox/automations/starts")).Json["starts"]!.AsArray();
}
