using System.Text.Json;

namespace Koppel.Sandbox.Tests;

public sealed class ContactsTests
{
    [Fact]
    public async Task A_created_contact_comes_back_as_it_was_sent_and_is_read_as_texts()
    {
        await using var sandbox = await Caller.FastAsync();
        var created = await sandbox.PostAsync("contacts", """{"contact":{"email":"new@example.com","phone":123,"unknown":1}}""");
        Assert.Equal(201, created.Status);
        var contact = created.Json["contact"]!;
        Assert.Equal(JsonValueKind.Number, contact["phone"]!.GetValueKind());
        Assert.Null(contact["firstName"]);
        Assert.Equal("0", contact["orgid"]!.GetValue<string>());
        var read = (await sandbox.GetAsync($"contacts/{contact["id"]}")).Json["contact"]!;
        Assert.Equal("123", read["phone"]!.GetValue<string>());
        Assert.Equal("0", read["orgid"]!.GetValue<string>());
        Assert.Null(read["organization"]);
        Assert.Equal(32, read["hash"]!.GetValue<string>().Length);
    }

    [Fact]
    public async Task A_mail_address_is_taken_whatever_its_case()
    {
        await using var sandbox = await Caller.FastAsync();
        var again = await sandbox.PostAsync("contacts", """{"contact":{"email":"John.Doe@ACME.com"}}""");
        Assert.Equal(422, again.Status);
        Assert.Equal("duplicate", again.Json["errors"]![0]!["code"]!.GetValue<string>());
        var taken = await sandbox.PutAsync("contacts/2", """{"contact":{"email":"john.doe@acme.com"}}""");
        Assert.Equal(422, taken.Status);
        var own = await sandbox.PutAsync("contacts/1", """{"contact":{"email":"JOHN.DOE@acme.com"}}""");
        Assert.Equal(200, own.Status);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("@example.com")]
    [InlineData("a@example")]
    [InlineData("a@example.c")]
    [InlineData("a b@example.com")]
    [InlineData("a,b@example.com")]
    [InlineData("a@b@example.com")]
    [InlineData("a@.com")]
    public async Task A_mail_address_that_cannot_be_one_is_refused(string email)
    {
        await using var sandbox = await Caller.FastAsync(new() { Seed = 1 });
        foreach (var path in (string[])["contacts", "contact/sync"])
        {
            var refused = await sandbox.PostAsync(path, $$$"""{"contact":{"email":"{{{email}}}"}}""");
            Assert.Equal(422, refused.Status);
            Assert.Equal("email_invalid", refused.Json["errors"]![0]!["code"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task An_update_changes_what_was_sent_and_keeps_the_rest()
    {
        await using var sandbox = await Caller.WithClockAsync();
        var before = (await sandbox.GetAsync("contacts/2")).Json["contact"]!;
        sandbox.Time!.Advance(TimeSpan.FromMinutes(5));
        var changed = (await sandbox.PutAsync("contacts/2", """{"contact":{"firstName":"Zoë"}}""")).Json["contact"]!;
        Assert.Equal("Zoë", changed["firstName"]!.GetValue<string>());
        Assert.Equal(before["lastName"]!.GetValue<string>(), changed["lastName"]!.GetValue<string>());
        Assert.Equal(before["cdate"]!.GetValue<string>(), changed["cdate"]!.GetValue<string>());
        Assert.Equal("2026-06-01T10:35:00-05:00", changed["udate"]!.GetValue<string>());
    }

    [Fact]
    public async Task Sync_creates_with_201_and_changes_with_200()
    {
        await using var sandbox = await Caller.FastAsync();
        var created =
            await sandbox.PostAsync("contact/sync", """{"contact":{"email":"sync@example.com","firstName":"A","lastName":"B"}}""");
        Assert.Equal(201, created.Status);
        Assert.Null(created.Json["contact"]!["sentcnt"]);
        var changed = await sandbox.PostAsync("contact/sync", """{"contact":{"email":"SYNC@example.com","firstName":"C"}}""");
        Assert.Equal(200, changed.Status);
        Assert.Equal("0", changed.Json["contact"]!["sentcnt"]!.GetValue<string>());
        var read = (await sandbox.GetAsync("contacts?email=sync@example.com")).Json["contacts"]![0]!;
        Assert.Equal(("C", "B", "sync@example.com"),
            (read["firstName"]!.GetValue<string>(), read["lastName"]!.GetValue<string>(), read["email"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Sync_takes_tags_only_when_told_to()
    {
        const string Body = """{"contact":{"email":"john.doe@acme.com","tags":["test","Fresh"]}}""";
        await using var plain = await Caller.FastAsync();
        await plain.PostAsync("contact/sync", Body);
        Assert.Empty((await plain.GetAsync("contacts/1/contactTags")).Json["contactTags"]!.AsArray());
        await using var taking = await Caller.FastAsync(new() { SyncTakesTags = true });
        await taking.PostAsync("contact/sync", Body);
        Assert.Equal(2, (await taking.GetAsync("contacts/1/contactTags")).Json["contactTags"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_wrong_envelope_is_ignored_so_that_attributes_are_missing()
    {
        await using var sandbox = await Caller.FastAsync();
        Assert.Equal(422, (await sandbox.PostAsync("contacts", """{"contacts":{"email":"a@example.com"}}""")).Status);
        Assert.Equal(400, (await sandbox.PostAsync("contact/sync", """{"email":"a@example.com"}""")).Status);
        Assert.Equal(200, (await sandbox.PutAsync("contacts/1", """{"person":{"firstName":"X"}}""")).Status);
        Assert.Equal("John", (await sandbox.GetAsync("contacts/1")).Json["contact"]!["firstName"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_deleted_contact_takes_its_links_along()
    {
        await using var sandbox = await Caller.FastAsync();
        await sandbox.PostAsync("contactTags", """{"contactTag":{"contact":1,"tag":1}}""");
        var links = sandbox.Server.GetStats().ContactTags;
        var deleted = await sandbox.DeleteAsync("contacts/1");
        Assert.Equal((200, "{}"), (deleted.Status, deleted.Body));
        Assert.Equal(links - 1, sandbox.Server.GetStats().ContactTags);
        Assert.Equal("0", (await sandbox.GetAsync("tags/1")).Json["tag"]!["subscriber_count"]!.GetValue<string>());
        var again = await sandbox.DeleteAsync("contacts/1");
        Assert.Equal((404, """{"message":"No Result found for Subscriber with id 1"}"""), (again.Status, again.Body));
        var created = await sandbox.PostAsync("contacts", """{"contact":{"email":"john.doe@acme.com"}}""");
        Assert.Equal("101", created.Json["contact"]!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_plural_of_sync_is_a_trap_that_creates()
    {
        await using var sandbox = await Caller.FastAsync();
        Assert.Equal(422, (await sandbox.PostAsync("contacts/sync", """{"contact":{"email":"john.doe@acme.com"}}""")).Status);
    }

    [Fact]
    public async Task Broken_JSON_and_half_a_surrogate_pair_are_refused()
    {
        await using var sandbox = await Caller.FastAsync();
        Assert.Equal(400, (await sandbox.PostAsync("contacts", "{\"contact\":")).Status);
        Assert.Equal(400, (await sandbox.PostAsync("contacts", """{"contact":{"email":"a@example.com","firstName":"\ud83d"}}""")).Status);
    }
}
