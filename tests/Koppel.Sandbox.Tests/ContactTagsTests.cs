using System.Text.Json;

namespace Koppel.Sandbox.Tests;

public sealed class ContactTagsTests
{
    [Fact]
    public async Task A_link_is_made_once_and_a_repeat_changes_nothing()
    {
        await using var sandbox = await Caller.WithClockAsync();
        var first = await sandbox.PostAsync("contactTags", """{"contactTag":{"contact":1,"tag":"1"}}""");
        Assert.Equal(201, first.Status);
        Assert.Equal(JsonValueKind.Number, first.Json["contactTag"]!["contact"]!.GetValueKind());
        Assert.Equal("2026-06-01T10:30:00-05:00", first.Json["contacts"]![0]!["udate"]!.GetValue<string>());
        sandbox.Time!.Advance(TimeSpan.FromMinutes(1));
        var repeat = await sandbox.PostAsync("contactTags", """{"contactTag":{"contact":"1","tag":1}}""");
        Assert.Equal(200, repeat.Status);
        Assert.Equal(first.Json["contactTag"]!["id"]!.GetValue<string>(), repeat.Json["contactTag"]!["id"]!.GetValue<string>());
        Assert.Equal(first.Json["contactTag"]!["cdate"]!.GetValue<string>(), repeat.Json["contactTag"]!["cdate"]!.GetValue<string>());
        Assert.Equal("2026-06-01T10:30:00-05:00", repeat.Json["contacts"]![0]!["udate"]!.GetValue<string>());
        Assert.Equal("1", (await sandbox.GetAsync("tags/1")).Json["tag"]!["subscriber_count"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_is_missing_is_told_in_three_ways()
    {
        await using var sandbox = await Caller.FastAsync();
        var noTag = await sandbox.PostAsync("contactTags", """{"contactTag":{"contact":1}}""");
        Assert.Equal((400, "No tag id provided"), (noTag.Status, noTag.Json["errors"]![0]!["detail"]!.GetValue<string>()));
        var tagName = await sandbox.PostAsync("contactTags", """{"contactTag":{"contact":1,"tag":"Test"}}""");
        Assert.Equal(400, tagName.Status);
        var noContact = await sandbox.PostAsync("contactTags", """{"contactTag":{"tag":1}}""");
        Assert.Equal((422, "Missing attribute"), (noContact.Status, noContact.Json["errors"]![0]!["title"]!.GetValue<string>()));
        var nobody = await sandbox.PostAsync("contactTags", """{"contactTag":{"contact":999,"tag":1}}""");
        Assert.Equal((404, "Contact not found"), (nobody.Status, nobody.Json["errors"]![0]!["detail"]!.GetValue<string>()));
        var noSuchTag = await sandbox.PostAsync("contactTags", """{"contactTag":{"contact":1,"tag":999}}""");
        Assert.Equal(404, noSuchTag.Status);
    }

    [Fact]
    public async Task Disputed_statuses_can_be_switched()
    {
        await using var sandbox =
            await Caller.FastAsync(new() { NewContactTagAnswer = 200, MissingTagAnswer = 422, UnknownTagAnswer = 422 });
        Assert.Equal(200, (await sandbox.PostAsync("contactTags", """{"contactTag":{"contact":1,"tag":1}}""")).Status);
        Assert.Equal(422, (await sandbox.PostAsync("contactTags", """{"contactTag":{"contact":1}}""")).Status);
        Assert.Equal(422, (await sandbox.PostAsync("contactTags", """{"contactTag":{"contact":1,"tag":999}}""")).Status);
    }

    [Fact]
    public async Task A_link_is_deleted_once()
    {
        await using var sandbox = await Caller.FastAsync();
        var id = (await sandbox.PostAsync(
            "contactTags", """{"contactTag":{"contact":1,"tag":1}}""")).Json["contactTag"]!["id"]!.GetValue<string>();
        Assert.Equal(200, (await sandbox.GetAsync("contactTags/" + id)).Status);
        var deleted = await sandbox.DeleteAsync("contactTags/" + id);
        Assert.Equal((200, "{}"), (deleted.Status, deleted.Body));
        var again = await sandbox.DeleteAsync("contactTags/" + id);
        Assert.Equal((404, $$"""{"message":"No Result found for SubscriberTag with id {{id}}"}"""), (again.Status, again.Body));
        Assert.Empty((await sandbox.GetAsync("contacts/1/contactTags")).Json["contactTags"]!.AsArray());
        var anew = await sandbox.PostAsync("contactTags", """{"contactTag":{"contact":1,"tag":1}}""");
        Assert.NotEqual(id, anew.Json["contactTag"]!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_list_is_paged_by_offset_and_ignores_filters()
    {
        await using var sandbox = await Caller.FastAsync();
        var all = sandbox.Server.GetStats().ContactTags;
        var page = await sandbox.GetAsync("contactTags?limit=3&offset=2&filters[tag]=2");
        Assert.Equal(["3", "4", "5"], page.Column("contactTags", "id"));
        Assert.Equal(all.ToString(System.Globalization.CultureInfo.InvariantCulture), page.Json["meta"]!["total"]!.GetValue<string>());
        var ofContact = (await sandbox.GetAsync("contacts/4/contactTags")).Json;
        Assert.Null(ofContact["meta"]);
        Assert.Equal(404, (await sandbox.GetAsync("contacts/999/contactTags")).Status);
    }

    [Fact]
    public async Task An_empty_id_means_zero()
    {
        await using var sandbox = await Caller.FastAsync();
        var reply = await sandbox.DeleteAsync("contactTags/");
        Assert.Equal((404, """{"message":"No Result found for SubscriberTag with id 0"}"""), (reply.Status, reply.Body));
        Assert.Equal(201, (await sandbox.PostAsync("contactTags/", """{"contactTag":{"contact":1,"tag":1}}""")).Status);
    }
}
