using System.Text;
using System.Text.Json.Nodes;

namespace Koppel.Sandbox.Tests;

public sealed class SeedDataTests
{
    [Fact]
    public async Task John_and_the_tag_Test_are_always_there_and_not_joined()
    {
        await using var sandbox = await Caller.FullAsync(new() { Seed = 1 });
        Assert.Equal((1, 0), (sandbox.Server.GetStats().Contacts, sandbox.Server.GetStats().ContactTags));
        Assert.Equal("john.doe@acme.com", (await sandbox.GetAsync("contacts/1")).Json["contact"]!["email"]!.GetValue<string>());
        Assert.Equal("Test", (await sandbox.GetAsync("tags?search=test")).Json["tags"]![0]!["tag"]!.GetValue<string>());
        foreach (var nothing in (string[])["contactTags", "contactLists", "fieldValues"])
            Assert.Empty((await sandbox.GetAsync("contacts/1/" + nothing)).Json[nothing]!.AsArray());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_larger_seed_begins_with_the_smaller_one(bool plain)
    {
        await using var small = await Caller.StartAsync(new() { Seed = 30, Plain = plain });
        await using var large = await Caller.StartAsync(new() { Seed = 300, Plain = plain });
        var few = (await small.GetAsync("/_sandbox/snapshot")).Json.AsObject();
        var many = (await large.GetAsync("/_sandbox/snapshot")).Json.AsObject();
        foreach (var (name, rows) in few.Where(member => member.Value is JsonArray))
            Assert.Equal(Texts(rows!, int.MaxValue), Texts(many[name]!, rows!.AsArray().Count));

        static string[] Texts(JsonNode rows, int count) => [.. rows.AsArray().Take(count).Select(row => row!.ToJsonString())];
    }

    [Fact]
    public async Task A_hundred_thousand_contacts_have_a_hundred_thousand_addresses()
    {
        await using var sandbox = await Caller.FullAsync(new() { Seed = 100_000 });
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
            Assert.Matches(@"^(info|[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*)(\+[a-z]+)?\.\d+@", email);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => SeedData.EmailOf(0));
    }

    [Fact]
    public async Task A_full_sandbox_has_lists_in_every_status_fields_of_several_kinds_and_companies()
    {
        await using var sandbox = await Caller.FullAsync(new() { Seed = 1000 });
        Assert.Equal(["Nieuwsbrief", "Klanten", "Events", "Leveranciers"], (await sandbox.GetAsync("lists")).Column("lists", "name"));
        Assert.Equal(["KLEUR", "GEBOORTEDATUM", "KLANTNUMMER", "TAAL", "LAND", "INTERESSES", "OPMERKING"],
            (await sandbox.GetAsync("fields")).Column("fields", "perstag"));
        var page = (await sandbox.GetAsync("contactLists?limit=100")).Column("contactLists", "status").Distinct().Order();
        Assert.Equal(["0", "1", "2", "3"], page);
        Assert.True(sandbox.Server.GetStats().Accounts > 50);
        Assert.True(
            int.Parse((await sandbox.GetAsync("accounts?count_deals=true&offset=8")).Column("accounts", "contactCount")[0], null) > 1);
    }

    [Fact]
    public async Task Some_contacts_are_what_programs_stumble_over()
    {
        await using var sandbox = await Caller.FullAsync();
        Assert.Equal("", await NameAsync(13));
        Assert.Contains('+', SeedData.EmailOf(21));
        Assert.Equal("Weiß-Großmüller", await NameAsync(34));
        Assert.Equal(60, (await sandbox.GetAsync("contacts/42/contactTags")).Json["contactTags"]!.AsArray().Count);
        Assert.True((await NameAsync(55)).Length >= 100);
        Assert.Contains(
            "🌷", (await sandbox.GetAsync("contacts/66")).Json["contact"]!["firstName"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("上田", await NameAsync(88));

        async Task<string> NameAsync(int id) => (await sandbox.GetAsync("contacts/" + id)).Json["contact"]!["lastName"]!.GetValue<string>();
    }

    [Fact]
    public async Task Names_are_spelled_with_whole_letters()
    {
        await using var sandbox = await Caller.FullAsync(new() { Seed = 500 });
        var people = (await sandbox.GetAsync("/_sandbox/snapshot")).Json["contacts"]!.AsArray();
        foreach (var name in people.SelectMany(
            contact => new[] { contact!["firstName"]!.GetValue<string>(), contact["lastName"]!.GetValue<string>() }))
            Assert.DoesNotContain(name.EnumerateRunes(),
                rune => Rune.GetUnicodeCategory(rune)
                    is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.OtherNotAssigned);
    }
}
