using System.Text.Json.Nodes;

namespace Koppel.Sandbox.Tests.Viewer;

/// <summary>What a contact's page tells about the calls that changed it.</summary>
public sealed class JournalTests
{
    [Fact]
    public async Task A_contact_tells_which_call_changed_what_the_newest_first()
    {
        await using var sandbox = await Caller.FastAsync();
        await sandbox.PutAsync("contacts/1", """{"contact":{"firstName":"Jan","lastName":"Doe","phone":"1"}}""");
        await sandbox.PostAsync("contactTags", """{"contactTag":{"contact":1,"tag":11}}""");
        await sandbox.PostAsync("contactTags", """{"contactTag":{"contact":1,"tag":11}}""");
        await sandbox.DeleteAsync("tags/11");
        Assert.Equal(
            [
                "4 DELETE /api/3/tags/{id}: tag Press -> ",
                "2 POST /api/3/contactTags: tag  -> Press",
                "1 PUT /api/3/contacts/{id}: first name John -> Jan",
                "1 PUT /api/3/contacts/{id}: phone +1-202-555-0101 -> 1",
            ],
            await ChangesAsync(sandbox, "contacts/1"));
    }

    [Fact]
    public async Task An_import_names_the_call_that_queued_it_though_it_is_done_later()
    {
        await using var sandbox = await Caller.WithClockAsync();
        await sandbox.ImportAsync("""{"email":"john.doe@acme.com","last_name":"Roe","customer_acct_name":"Acme","tags":["Press"]}""");
        await sandbox.GetAsync("users/me");
        Assert.Empty(await ChangesAsync(sandbox, "contacts/1"));
        sandbox.Time!.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(
            [
                "1 POST /api/3/import/bulk_import: account  -> Acme",
                "1 POST /api/3/import/bulk_import: last name Doe -> Roe",
                "1 POST /api/3/import/bulk_import: tag  -> Press",
            ],
            (await ChangesAsync(sandbox, "contacts/1")).Order(StringComparer.Ordinal));
        Assert.Equal(3, (await ChangesAsync(sandbox, "log/1")).Length);
        Assert.Empty(await ChangesAsync(sandbox, "log/2"));
    }

    [Fact]
    public async Task A_seed_and_a_snapshot_are_beginnings_and_no_changes()
    {
        await using var sandbox = await Caller.FastAsync(new() { Seed = 20 });
        Assert.Empty(await ChangesAsync(sandbox, "contacts/7"));
        await sandbox.PutAsync("contacts/7", """{"contact":{"firstName":"Jan"}}""");
        Assert.Single(await ChangesAsync(sandbox, "contacts/7"));
        await sandbox.PutAsync("/_sandbox/snapshot", (await sandbox.GetAsync("/_sandbox/snapshot")).Body);
        Assert.Empty(await ChangesAsync(sandbox, "contacts/7"));
    }

    [Fact]
    public async Task A_contact_that_came_and_went_is_told_by_its_calls()
    {
        await using var sandbox = await Caller.FastAsync();
        await sandbox.PostAsync("contacts", """{"contact":{"email":"new@example.com"}}""");
        await sandbox.DeleteAsync("contacts/101");
        Assert.Equal(["1 POST /api/3/contacts: contact  -> new@example.com"], await ChangesAsync(sandbox, "log/1"));
        Assert.Equal(["2 DELETE /api/3/contacts/{id}: contact new@example.com -> "], await ChangesAsync(sandbox, "log/2"));
        Assert.Equal(404, (await sandbox.GetAsync("/_sandbox/contacts/101")).Status);
    }

    [Fact]
    public async Task Only_the_latest_hundred_thousand_changes_are_kept()
    {
        await using var sandbox = await Caller.FastAsync(new() { Seed = 80_000 });
        await sandbox.PutAsync("contacts/1", """{"contact":{"firstName":"Jan"}}""");
        await sandbox.PostAsync("contactTags", """{"contactTag":{"contact":1,"tag":11}}""");
        Assert.Equal(2, (await ChangesAsync(sandbox, "contacts/1")).Length);
        // Two tags go, each from so many contacts that the first changes give way.
        var tags = (await sandbox.GetAsync("/_sandbox/tags")).Json.AsArray();
        var calls = 0;
        for (var gone = 0; gone < 100_000; gone += tags[calls++]!["contacts"]!.GetValue<int>())
            await sandbox.DeleteAsync("tags/" + tags[calls]!["id"]);
        var changes = await ChangesAsync(sandbox, "contacts/1");
        Assert.DoesNotContain(changes, change => change.StartsWith("1 ", StringComparison.Ordinal));
    }

    static async Task<string[]> ChangesAsync(Caller sandbox, string page) =>
        [.. (await sandbox.GetAsync("/_sandbox/" + page)).Json["changes"]!.AsArray().Select(Line)];

    static string Line(JsonNode? change) =>
        $"{change!["call"]} {change["route"]}: {change["what"]} {change["before"]} -> {change["after"]}";
}
