using System.Text;
using MimeKit;

namespace Koppel.Sandbox.Tests.Campaigns;

public sealed class OutboxTests
{
    [Fact]
    public async Task What_is_known_of_the_contact_stands_in_place_of_the_tags()
    {
        await using var sandbox = await Caller.WithClockAsync(new() { RefusesTooMany = false });
        var list = await CampaignTests.ListAsync(sandbox);
        await CampaignTests.SubscribeAsync(sandbox, list, 1, 1);
        var colour = await FieldAsync(sandbox, "Colour", "blue");
        await FieldAsync(sandbox, "Size", "none");
        var many = await FieldAsync(sandbox, "Likes", "");
        await sandbox.PutAsync("contacts/1", """{"contact":{"lastName":"Doe & Söhne"}}""");
        await sandbox.PostAsync("fieldValues", $$$"""{"fieldValue":{"contact":1,"field":{{{colour}}},"value":"red"}}""");
        await sandbox.PostAsync("fieldValues", $$$"""{"fieldValue":{"contact":1,"field":{{{many}}},"value":"||tea||cake||"}}""");
        await sandbox.PostAsync(
            "personalizations", """{"personalization":{"name":"Greeting","tag":"GREETING","format":"html","content":"<b>Dear</b>"}}""");
        var draft = await CampaignTests.DraftAsync(
            sandbox, "News", $"\"listIds\":[{list}]", "For %FIRSTNAME%: %COLOUR%",
            "%FULLNAME% <%EMAIL%> of %LISTNAME% since %SUBDATE%, today %TODAY%, size %SIZE%, likes %LIKES%, %UNKNOWN% 100%",
            "<p>%GREETING% %LASTNAME%</p>");
        await CampaignTests.SendAsync(sandbox, draft);
        var mail = (await sandbox.GetAsync("/_sandbox/outbox/1")).Json;
        Assert.Equal("For John: red", mail["mail"]!["subject"]!.GetValue<string>());
        Assert.Equal(
            "John Doe & Söhne <john.doe@acme.com> of News since 2026-06-01, today 2026-06-01, size none, likes tea, cake, %UNKNOWN% 100%",
            mail["text"]!.GetValue<string>());
        Assert.Equal("<p><b>Dear</b> Doe &amp; S&#246;hne</p>", mail["html"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_mail_is_a_file_that_mail_programs_read()
    {
        await using var sandbox = await Caller.FastAsync();
        var list = await CampaignTests.ListAsync(sandbox);
        await CampaignTests.SubscribeAsync(sandbox, list, 1, 1);
        var draft = await CampaignTests.DraftAsync(
            sandbox, "News", $"\"listIds\":[{list}]", "Grüße, %FIRSTNAME%", "Zoë says hello", "<p>Zoë says hello</p>");
        await CampaignTests.SendAsync(sandbox, draft);
        var reply = await sandbox.GetAsync("/_sandbox/outbox/1/eml");
        Assert.Equal("message/rfc822", reply.ContentType);
        using var message =
            await MimeMessage.LoadAsync(new MemoryStream(Encoding.UTF8.GetBytes(reply.Body)), TestContext.Current.CancellationToken);
        Assert.Equal("Grüße, John", message.Subject);
        Assert.Equal("john.doe@acme.com", message.To.Mailboxes.Single().Address);
        Assert.Equal("John Doe", message.To.Mailboxes.Single().Name);
        Assert.Equal("robin@example.com", message.From.Mailboxes.Single().Address);
        Assert.Equal(("Zoë says hello", "<p>Zoë says hello</p>"), (message.TextBody?.Trim(), message.HtmlBody?.Trim()));
        Assert.Equal($"{draft}", message.Headers["X-Sandbox-Campaign"]);
        Assert.StartsWith(
            $"<{sandbox.Server.Url}_sandbox/unsubscribe?contact=1", message.Headers["List-Unsubscribe"], StringComparison.Ordinal);
        Assert.Equal(404, (await sandbox.GetAsync("/_sandbox/outbox/2/eml")).Status);
    }

    [Fact]
    public async Task A_folder_gets_every_mail()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"koppel-outbox-{Guid.NewGuid():N}");
        try
        {
            await using var sandbox = await Caller.FastAsync(new() { OutboxFolder = folder });
            var list = await CampaignTests.ListAsync(sandbox);
            foreach (var contact in (int[])[1, 2, 3]) await CampaignTests.SubscribeAsync(sandbox, list, contact, 1);
            await CampaignTests.SendAsync(sandbox, await CampaignTests.DraftAsync(sandbox, "News", $"\"listIds\":[{list}]"));
            var files = Directory.GetFiles(folder, "*.eml").Order().ToArray();
            Assert.Equal(3, files.Length);
            Assert.EndsWith("-000001-john.doe@acme.com.eml", files[0], StringComparison.Ordinal);
            using var message = await MimeMessage.LoadAsync(files[0], TestContext.Current.CancellationToken);
            Assert.Equal("Hello", message.Subject);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Only_the_newest_thousand_are_kept_and_all_are_counted()
    {
        await using var sandbox = await Caller.FastAsync(new() { Seed = 1003 });
        var list = await CampaignTests.ListAsync(sandbox);
        for (var contact = 1; contact <= 1003; contact++) await CampaignTests.SubscribeAsync(sandbox, list, contact, 1);
        var draft = await CampaignTests.DraftAsync(sandbox, "News", $"\"listIds\":[{list}]");
        Assert.Equal(1003, (await CampaignTests.SendAsync(sandbox, draft)).Json["sent"]!.GetValue<int>());
        var page = (await sandbox.GetAsync("/_sandbox/outbox")).Json;
        Assert.Equal((1003, 1000, 50), (page["total"]!.GetValue<int>(), page["kept"]!.GetValue<int>(), page["mails"]!.AsArray().Count));
        Assert.Equal((1003, 1003), (page["mails"]![0]!["id"]!.GetValue<int>(), page["mails"]![0]!["contact"]!.GetValue<int>()));
        Assert.Equal(404, (await sandbox.GetAsync("/_sandbox/outbox/3")).Status);
        Assert.Equal(4, (await sandbox.GetAsync("/_sandbox/outbox/4")).Json["mail"]!["contact"]!.GetValue<int>());
    }

    [Fact]
    public async Task The_link_in_a_mail_takes_its_reader_off_the_list()
    {
        await using var sandbox = await Caller.FastAsync();
        var list = await CampaignTests.ListAsync(sandbox);
        await CampaignTests.SubscribeAsync(sandbox, list, 1, 1);
        var draft = await CampaignTests.DraftAsync(sandbox, "News", $"\"listIds\":[{list}]", "Hello", "Leave: %UNSUBSCRIBELINK%");
        await CampaignTests.SendAsync(sandbox, draft);
        var link = (await sandbox.GetAsync("/_sandbox/outbox/1")).Json["text"]!.GetValue<string>()["Leave: ".Length..];
        var page = await sandbox.GetAsync(new Uri(link).PathAndQuery);
        Assert.Equal((200, "text/html; charset=utf-8"), (page.Status, page.ContentType));
        Assert.Contains("<form method=\"post\"><p>Take john.doe@acme.com off the lists of this mail?", page.Body, StringComparison.Ordinal);
        Assert.Equal(["1"], (await sandbox.GetAsync("contacts/1/contactLists")).Column("contactLists", "status"));
        Assert.Equal("john.doe@acme.com has left 'News'.\n", (await sandbox.PostAsync(new Uri(link).PathAndQuery, "")).Body);
        Assert.Equal(["2"], (await sandbox.GetAsync("contacts/1/contactLists")).Column("contactLists", "status"));
        Assert.Equal("1", (await sandbox.GetAsync($"campaigns/{draft}")).Json["campaign"]!["unsubscribes"]!.GetValue<string>());
        Assert.Equal("john.doe@acme.com was on no list of it.\n", (await sandbox.PostAsync(new Uri(link).PathAndQuery, "")).Body);
        Assert.Equal(404, (await sandbox.PostAsync("/_sandbox/unsubscribe?contact=999", "")).Status);
        Assert.Equal(404, (await sandbox.GetAsync("/_sandbox/unsubscribe?contact=999")).Status);
    }

    [Fact]
    public async Task A_snapshot_keeps_mails_and_campaigns_and_a_reset_forgets_them()
    {
        await using var sandbox = await Caller.FastAsync();
        var list = await CampaignTests.ListAsync(sandbox);
        await CampaignTests.SubscribeAsync(sandbox, list, 1, 1);
        await CampaignTests.SendAsync(sandbox, await CampaignTests.DraftAsync(sandbox, "News", $"\"listIds\":[{list}]"));
        var (mail, snapshot) = ((await sandbox.GetAsync("/_sandbox/outbox/1")).Body, (await sandbox.GetAsync("/_sandbox/snapshot")).Body);
        await sandbox.PostAsync("/_sandbox/reset", "");
        Assert.Equal(0, (await sandbox.GetAsync("/_sandbox/outbox")).Json["total"]!.GetValue<int>());
        Assert.DoesNotContain("News", (await sandbox.GetAsync("campaigns")).Column("campaigns", "name"));
        await sandbox.PutAsync("/_sandbox/snapshot", snapshot);
        Assert.Equal(mail, (await sandbox.GetAsync("/_sandbox/outbox/1")).Body);
        Assert.Equal(snapshot, (await sandbox.GetAsync("/_sandbox/snapshot")).Body);
    }

    static async Task<string> FieldAsync(Caller sandbox, string title, string byDefault) =>
        (await sandbox.PostAsync("fields",
            $$$"""{"field":{"title":"{{{title}}}","type":"text","defval":"{{{byDefault}}}"}}""")).Json["field"]!["id"]!.GetValue<string>();
}
