namespace Koppel.Sandbox.Tests;

public sealed class SeedDataTests
{
    [Fact]
    public async Task John_and_the_tag_Test_are_always_there_and_not_joined()
    {
        await using var sandbox = await Caller.FastAsync(new() { Seed = 1 });
        Assert.Equal((1, 21, 0), (sandbox.Server.GetStats().Contacts, sandbox.Server.GetStats().Tags, sandbox.Server.GetStats().ContactTags));
        Assert.Equal("john.doe@acme.com", (await sandbox.GetAsync("contacts/1")).Json["contact"]!["email"]!.GetValue<string>());
        Assert.Equal("Test", (await sandbox.GetAsync("tags?search=test")).Json["tags"]![0]!["tag"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_larger_seed_begins_with_the_smaller_one()
    {
        await using var small = await Caller.FastAsync(new() { Seed = 30 });
        await using var large = await Caller.FastAsync(new() { Seed = 300 });
        var few = (await small.GetAsync("/_sandbox/snapshot")).Json;
        var many = (await large.GetAsync("/_sandbox/snapshot")).Json;
        Assert.Equal(Texts(few, "contacts", 30), Texts(many, "contacts", 30));
        Assert.Equal(Texts(few, "tags", 21), Texts(many, "tags", 21));
        Assert.Equal(Texts(few, "contactTags", 40), Texts(many, "contactTags", 40));

        static string[] Texts(System.Text.Json.Nodes.JsonNode snapshot, string list, int count) => [.. snapshot[list]!.AsArray().Take(count).Select(row => row!.ToJsonString())];
    }

    [Fact]
    public async Task A_hundred_thousand_contacts_have_a_hundred_thousand_addresses()
    {
        await using var sandbox = await Caller.FastAsync(new() { Seed = 100_000 });
        Assert.Equal(100_000, sandbox.Server.GetStats().Contacts);
        var last = (await sandbox.GetAsync("contacts?email=" + Uri.EscapeDataString(SeedData.EmailOf(100_000)))).Json["contacts"]![0]!;
        Assert.Equal("100000", last["id"]!.GetValue<string>());
        Assert.Equal("1", (await sandbox.GetAsync("contacts?id_greater=99999")).Json["meta"]!["total"]!.GetValue<string>());
    }

    [Fact]
    public void Addresses_are_plain_and_in_domains_that_are_free_for_examples()
    {
        Assert.Equal("john.doe@acme.com", SeedData.EmailOf(1));
        for (var n = 2; n < 3000; n++)
        {
            var email = SeedData.EmailOf(n);
            Assert.True(ActiveCampaign.Wire.EmailAddress.IsValid(email) && email.All(char.IsAscii), email);
            Assert.Matches(@"[@.]example\.(com|org|net)$", email);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => SeedData.EmailOf(0));
    }
}
