using System.Text.Json;

namespace Koppel.Sandbox.Tests.Campaigns;

public sealed class CampaignTests
{
    [Fact]
    public async Task A_campaign_is_made_with_a_message_edited_copied_and_deleted()
    {
        await using var sandbox = await Caller.FastAsync();
        var list = await ListAsync(sandbox);
        var made = await sandbox.PostAsync("campaign", """{"name":"News","type":"single","canSplitContent":false}""");
        var id = made.Json["id"]!.GetValue<int>();
        Assert.Equal((200, $$"""{"id":{{id}},"name":"News","type":"single","canSplitContent":false}"""), (made.Status, made.Body));
        var edited =
            await sandbox.PutAsync($"campaigns/{id}/edit", $$"""{"name":"Newer","listIds":[{{list}}],"linkTrackingEnabled":false}""");
        Assert.Equal(
            $$"""{"id":{{id}},"name":"Newer","type":"single","canSplitContent":false,"listIds":[{{list}}],"linkTrackingEnabled":false}""",
            edited.Body);
        var row = (await sandbox.GetAsync($"campaigns/{id}")).Json["campaign"]!;
        Assert.Equal(("Newer", "none", "0"),
            (row["name"]!.GetValue<string>(), row["tracklinks"]!.GetValue<string>(), row["status"]!.GetValue<string>()));
        Assert.Equal([list], (await sandbox.GetAsync($"campaigns/{id}/campaignLists")).Column("campaignLists", "list"));
        var message = (await sandbox.GetAsync($"campaigns/{id}/campaignMessages")).Column("campaignMessages", "messageid").Single();
        Assert.Equal(
            message, (await sandbox.GetAsync($"campaigns/{id}/campaignMessage")).Json["campaignMessage"]!["message"]!.GetValue<string>());
        Assert.Equal(["open"], (await sandbox.GetAsync($"campaigns/{id}/links")).Column("links", "link"));
        await sandbox.PutAsync($"messages/{message}", """{"message":{"subject":"Hello","text":"Read this"}}""");
        var copy = (await sandbox.PostAsync($"campaigns/{id}/copy", "{}")).Json;
        Assert.Equal(1, copy["succeeded"]!.GetValue<int>());
        var newer = copy["newCampaignId"]!.GetValue<int>();
        var copied = (await sandbox.GetAsync($"campaigns/{newer}/campaignMessages")).Json["campaignMessages"]![0]!;
        Assert.Equal("Hello", copied["subject"]!.GetValue<string>());
        Assert.NotEqual(message, copied["messageid"]!.GetValue<string>());
        Assert.Equal("""{"succeeded":1,"message":"Campaign deleted."}""", (await sandbox.DeleteAsync($"campaigns/{newer}")).Body);
        var again = await sandbox.DeleteAsync($"campaigns/{newer}/delete");
        Assert.Equal((200, """{"succeeded":0,"message":"Campaign not found."}"""), (again.Status, again.Body));
        Assert.DoesNotContain($"{newer}", (await sandbox.GetAsync("campaigns?limit=100")).Column("campaigns", "id"));
    }

    [Fact]
    public async Task What_is_missing_is_listed_as_sentences()
    {
        await using var sandbox = await Caller.FastAsync();
        var reply = await sandbox.PostAsync("campaign", """{"type":5}""");
        Assert.Equal((400, """{"errors":["Field name is required","Field type must be of type string"]}"""), (reply.Status, reply.Body));
        Assert.Equal(404, (await sandbox.GetAsync("campaigns/999/links")).Status);
        Assert.Equal(404, (await sandbox.PutAsync("campaigns/999/edit", "{}")).Status);
        Assert.Equal(400, (await sandbox.PostAsync("campaigns/999/copy", "{}")).Status);
        var id = (await sandbox.PostAsync("campaign", """{"name":"News","type":"single"}""")).Json["id"]!.GetValue<int>();
        Assert.Equal("""{"errors":["Field listIds names a list that does not exist"]}""",
            (await sandbox.PutAsync($"campaigns/{id}/edit", """{"listIds":[999]}""")).Body);
        Assert.Equal("""{"errors":["Field segmentId names a segment that does not exist"]}""",
            (await sandbox.PutAsync($"campaigns/{id}/edit", """{"segmentId":"999"}""")).Body);
    }

    [Fact]
    public async Task Campaigns_are_ordered_by_when_they_were_sent_and_filtered_by_automation()
    {
        await using var sandbox = await Caller.WithClockAsync(new() { RefusesTooMany = false });
        var list = await ListAsync(sandbox);
        foreach (var name in (string[])["One", "Two"])
        {
            await SendAsync(sandbox, await DraftAsync(sandbox, name, $"\"listIds\":[{list}]"));
            sandbox.Time!.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(["Two", "One"], (await sandbox.GetAsync("campaigns?orders[sdate]=DESC&limit=2")).Column("campaigns", "name"));
        Assert.Equal(["One", "Two"], (await sandbox.GetAsync("campaigns?orders[ldate]=ASC")).Column("campaigns", "name")[^2..]);
        Assert.Equal("0", (await sandbox.GetAsync("campaigns?filters[seriesid]=7")).Json["meta"]!["total"]!.GetValue<string>());
    }

    [Fact]
    public async Task Who_gets_it_is_decided_when_it_is_sent()
    {
        await using var sandbox = await Caller.FastAsync();
        var list = await ListAsync(sandbox);
        foreach (var (contact, status) in new[] { (1, 1), (2, 1), (3, 2), (4, 3), (5, 0),
            (6, 1) }) await SubscribeAsync(sandbox, list, contact, status);
        var segment = (await sandbox.PostAsync("segmentsV2",
            Segments.SegmentText.Of(
                "Tagged", "and", Segments.SegmentText.Tag("tagid", "=", "1")))).Json["data"]![0]!["id"]!.GetValue<string>();
        foreach (var contact in (int[])[1, 3, 4, 5]) await TagAsync(sandbox, contact);
        var draft = await DraftAsync(sandbox, "Tagged and active", $"\"listIds\":[{list}],\"segmentId\":\"{segment}\"");
        // After the draft, and it counts all the same: 2 gets the tag, 6 loses nothing by never having it, 7 has the tag and is on no list.
        await TagAsync(sandbox, 2);
        await TagAsync(sandbox, 7);
        Assert.Equal(2, (await SendAsync(sandbox, draft)).Json["sent"]!.GetValue<int>());
        Assert.Equal(["john.doe@acme.com", SeedData.EmailOf(2)], await RecipientsAsync(sandbox, draft));
        var row = (await sandbox.GetAsync($"campaigns/{draft}")).Json["campaign"]!;
        Assert.Equal(("5", "2", "2"),
            (row["status"]!.GetValue<string>(), row["send_amt"]!.GetValue<string>(), row["total_amt"]!.GetValue<string>()));
        Assert.NotNull(row["sdate"]);
        Assert.Equal("2", (await sandbox.GetAsync($"campaigns/{draft}/campaignMessages")).Column("campaignMessages", "send_amt").Single());
        Assert.Equal("2", (await sandbox.GetAsync($"campaigns/{draft}/campaignLists")).Column("campaignLists", "list_amt").Single());
        var wholeList = await DraftAsync(sandbox, "Whole list", $"\"listIds\":[{list}]");
        Assert.Equal(3, (await SendAsync(sandbox, wholeList)).Json["sent"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_campaign_that_cannot_be_sent_says_why()
    {
        await using var sandbox = await Caller.FastAsync();
        var list = await ListAsync(sandbox);
        Assert.Contains("There is no campaign 999", await WhyAsync(999), StringComparison.Ordinal);
        var id = (await sandbox.PostAsync("campaign", """{"name":"News","type":"single"}""")).Json["id"]!.GetValue<int>();
        Assert.Contains("neither a list nor a segment", await WhyAsync(id), StringComparison.Ordinal);
        await sandbox.PutAsync($"campaigns/{id}/edit", $$"""{"listIds":[{{list}}]}""");
        Assert.Contains("no subject or no text", await WhyAsync(id), StringComparison.Ordinal);
        var draft = await DraftAsync(sandbox, "Once", $"\"listIds\":[{list}]");
        await SendAsync(sandbox, draft);
        Assert.Contains("copy makes a draft of it", await WhyAsync(draft), StringComparison.Ordinal);
        Assert.Equal("""{"errors":["Campaign DRAFT is not a draft any more"]}""".Replace("DRAFT", $"{draft}", StringComparison.Ordinal),
            (await sandbox.PutAsync($"campaigns/{draft}/edit", "{}")).Body);

        async Task<string> WhyAsync(int campaign)
        {
            var reply = await SendAsync(sandbox, campaign);
            Assert.Equal(400, reply.Status);
            return reply.Json["message"]!.GetValue<string>();
        }
    }

    [Fact]
    public async Task The_draft_of_the_seed_goes_to_a_segment()
    {
        await using var sandbox = await Caller.FastAsync();
        var list = await ListAsync(sandbox);
        var customer = (await sandbox.GetAsync("tags?search=Customer")).Column("tags", "id")[0];
        var customers = (await sandbox.GetAsync($"contacts?tagid={customer}&limit=3")).Column("contacts", "id");
        foreach (var contact in customers) await SubscribeAsync(sandbox, list, int.Parse(contact, null), 1);
        var draft = (await sandbox.GetAsync("/_sandbox/campaigns")).Json.AsArray()
            .Single(row => row!["name"]!.GetValue<string>() == "News for customers")!;
        Assert.Equal(("draft", "Customers"), (draft["status"]!.GetValue<string>(), draft["segment"]!.GetValue<string>()));
        await sandbox.PutAsync($"campaigns/{draft["id"]}/edit", $$"""{"listIds":[{{list}}]}""");
        Assert.Equal(customers.Length, (await SendAsync(sandbox, draft["id"]!.GetValue<int>())).Json["sent"]!.GetValue<int>());
        Assert.Equal(
            ["open", "https://example.com/news"], (await sandbox.GetAsync($"campaigns/{draft["id"]}/links")).Column("links", "link"));
    }

    [Fact]
    public async Task Messages_are_written_and_read_with_the_keys_of_today()
    {
        await using var sandbox = await Caller.FastAsync();
        var made = await sandbox.PostAsync("messages",
            """
            {"message":{"fromname":"AC Admin","fromemail":"noreply@example.com","reply2":"hello@example.com",
             "subject":"Hi","preheader_text":"Pre"}}
            """);
        Assert.Equal(201, made.Status);
        Assert.Equal(["fromname", "fromemail", "reply2", "subject", "preheader_text", "links", "id"],
            made.Json["message"]!.AsObject().Select(member => member.Key));
        var id = made.Json["message"]!["id"]!.GetValue<string>();
        Assert.Equal(
            ["cdate", "charset", "ed_instanceid", "ed_version", "encoding", "format", "fromemail", "fromname", "has_predictive_content",
                "hidden", "html", "htmlfetch", "id", "language_code", "links", "mdate", "name", "preheader_text", "preview_data",
                "preview_mime", "priority", "reply2", "source", "subject", "text", "textfetch", "user", "userid"],
            (await sandbox.GetAsync("messages/" + id)).Json["message"]!.AsObject().Select(member => member.Key)
                .Order(StringComparer.Ordinal));
        Assert.Equal("Newer",
            (await sandbox.PutAsync(
                "messages/" + id, """{"message":{"subject":"Newer"}}""")).Json["message"]!["subject"]!.GetValue<string>());
        Assert.Equal("{}", (await sandbox.DeleteAsync("messages/" + id)).Body);
        var gone = await sandbox.GetAsync("messages/" + id);
        Assert.Equal((404, $$"""{"message":"No Result found for Message with id {{id}}"}"""), (gone.Status, gone.Body));
    }

    internal static async Task<string> ListAsync(Caller sandbox, string name = "News") => (await sandbox.PostAsync(
        "lists",
        $$$"""
        {"list":{"name":"{{{name}}}","stringid":"{{{name}}}","sender_url":"https://example.com","sender_reminder":"You asked."}}
        """)).Json["list"]!["id"]!.GetValue<string>();

    internal static Task SubscribeAsync(Caller sandbox, string list, int contact, int status) =>
        sandbox.PostAsync("contactLists", $$$"""{"contactList":{"list":{{{list}}},"contact":{{{contact}}},"status":{{{status}}}}}""");

    internal static Task TagAsync(Caller sandbox, int contact, int tag = 1) =>
        sandbox.PostAsync("contactTags", $$$"""{"contactTag":{"contact":{{{contact}}},"tag":{{{tag}}}}}""");

    internal static Task<Reply> SendAsync(Caller sandbox, int campaign) => sandbox.PostAsync($"/_sandbox/campaigns/{campaign}/send", "");

    /// <summary>A campaign with a message, ready to be sent.</summary>
    internal static async Task<int> DraftAsync(
        Caller sandbox, string name, string to, string subject = "Hello", string text = "Text", string html = "<p>Text</p>")
    {
        var id = (await sandbox.PostAsync("campaign", $$"""{"name":"{{name}}","type":"single"}""")).Json["id"]!.GetValue<int>();
        Assert.Equal(200, (await sandbox.PutAsync($"campaigns/{id}/edit", "{" + to + "}")).Status);
        var message = (await sandbox.GetAsync($"campaigns/{id}/campaignMessages")).Column("campaignMessages", "messageid").Single();
        Assert.Equal(200,
            (await sandbox.PutAsync(
                $"messages/{message}", JsonSerializer.Serialize(new { message = new { subject, text, html } }))).Status);
        return id;
    }

    internal static async Task<string[]> RecipientsAsync(Caller sandbox, int campaign) =>
        [.. (await sandbox.GetAsync($"/_sandbox/outbox?campaign={campaign}")).Json["mails"]!.AsArray()
            .Select(mail => mail!["to"]!.GetValue<string>()).Reverse()];
}
