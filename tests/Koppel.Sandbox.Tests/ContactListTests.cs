namespace Koppel.Sandbox.Tests;

public sealed class ContactListTests
{
    [Fact]
    public async Task A_page_holds_20_unless_asked_and_never_more_than_100()
    {
        await using var sandbox = await Caller.FastAsync(new() { Seed = 250 });
        Assert.Equal(20, (await IdsAsync(sandbox, "")).Length);
        Assert.Equal(100, (await IdsAsync(sandbox, "limit=1000")).Length);
        Assert.Equal(
            ["241", "250"], (await IdsAsync(sandbox, "limit=100&offset=240"))[^10..] is [var first, .., var last] ? [first, last] : []);
        Assert.Empty(await IdsAsync(sandbox, "offset=250"));
    }

    [Fact]
    public async Task A_page_above_100_can_be_refused_instead()
    {
        await using var sandbox = await Caller.FastAsync(new() { LargeLimitAnswer = 422 });
        foreach (var list in (string[])["contacts", "tags", "contactTags"])
        {
            Assert.Equal(422, (await sandbox.GetAsync(list + "?limit=101")).Status);
            Assert.Equal(200, (await sandbox.GetAsync(list + "?limit=100")).Status);
        }
    }

    [Fact]
    public async Task Meta_tells_the_total_as_text_and_repeats_the_query()
    {
        await using var sandbox = await Caller.FastAsync(new() { Seed = 50 });
        var meta = (await sandbox.GetAsync("contacts?limit=5&offset=10&search=a&tagid=2")).Json["meta"]!;
        Assert.Equal(System.Text.Json.JsonValueKind.String, meta["total"]!.GetValueKind());
        var input = meta["page_input"]!;
        Assert.Equal((5, 10, 2, "a", -1),
            (input["limit"]!.GetValue<int>(), input["offset"]!.GetValue<int>(), input["tagid"]!.GetValue<int>(),
                input["search"]!.GetValue<string>(), input["status"]!.GetValue<int>()));
    }

    [Theory]
    [InlineData("id_greater=95", "96 97 98 99 100")]
    [InlineData("id_less=4", "1 2 3")]
    [InlineData("id_greater=10&id_less=14", "11 12 13")]
    [InlineData("id_greater=10&id_less=10", "")]
    [InlineData("id_greater=10&id_less=14&orders[id]=DESC", "13 12 11")]
    [InlineData("orders[id]=DESC&limit=2&offset=1", "99 98")]
    [InlineData("orders%5Bid%5D=ASC&limit=2&id_greater=5", "6 7")]
    [InlineData("ids[]=7&ids[]=3&ids[]=7&ids[]=999", "3 7")]
    [InlineData("ids[0]=7&ids[1]=3", "3 7")]
    [InlineData("email=JOHN.DOE@acme.com", "1")]
    [InlineData("email=john.doe", "")]
    [InlineData("email_like=DOE@", "1")]
    [InlineData("search=john doe", "1")]
    [InlineData("email=john.doe@acme.com&id_greater=1", "")]
    [InlineData("email=john.doe@acme.com&tagid=1", "")]
    [InlineData("phone=%2B1-202-555-0101", "1")]
    [InlineData("phone=202", "")]
    [InlineData("status=2", "")]
    [InlineData("status=1&limit=1", "1")]
    [InlineData("status=-1&limit=1", "1")]
    [InlineData("unknown=1&filters[nothing]=2&limit=1", "1")]
    public async Task A_list_holds_what_was_asked_for(string query, string expected)
    {
        await using var sandbox = await Caller.FastAsync();
        Assert.Equal(expected, string.Join(' ', await IdsAsync(sandbox, query)));
    }

    [Fact]
    public async Task A_tag_lists_its_contacts()
    {
        await using var sandbox = await Caller.FastAsync();
        Assert.Empty(await IdsAsync(sandbox, "tagid=1"));
        foreach (var contact in (int[])[9, 3, 5])
            await sandbox.PostAsync("contactTags", $$$"""{"contactTag":{"contact":{{{contact}}},"tag":1}}""");
        Assert.Equal(["3", "5", "9"], await IdsAsync(sandbox, "tagid=1"));
        Assert.Equal(["5", "9"], await IdsAsync(sandbox, "tagid=1&id_greater=3"));
        Assert.Equal(["3", "5"], await IdsAsync(sandbox, "tagid=1&id_less=9"));
        Assert.Equal(["5", "3"], await IdsAsync(sandbox, "tagid=1&id_less=9&orders[id]=DESC"));
        Assert.Equal(["9"], await IdsAsync(sandbox, "tagid=1&limit=1&offset=2"));
        Assert.Equal(["5"], await IdsAsync(sandbox, "tagid=1&ids[]=5&ids[]=6"));
        Assert.Equal(["5"], await IdsAsync(sandbox, "tagid=1&email_like=.5@"));
        Assert.Empty(await IdsAsync(sandbox, "tagid=1&id_greater=9"));
        Assert.Empty(await IdsAsync(sandbox, "tagid=1&id_greater=2147483647&id_less=2"));
        Assert.Empty(await IdsAsync(sandbox, "tagid=99"));
    }

    [Fact]
    public async Task Orders_count_in_the_order_in_which_they_are_written()
    {
        await using var sandbox = await Caller.FastAsync(new() { Seed = 90 });
        var reply = await sandbox.GetAsync("contacts?orders[first_name]=DESC&orders[email]=ASC&limit=100");
        var names = reply.Json["contacts"]!.AsArray()
            .Select(row => (First: row!["firstName"]!.GetValue<string>(), Email: row["email"]!.GetValue<string>())).ToArray();
        Assert.Equal(
            names.OrderByDescending(name => name.First, StringComparer.OrdinalIgnoreCase)
                .ThenBy(name => name.Email, StringComparer.OrdinalIgnoreCase), names);
        var byMail = (await sandbox.GetAsync("contacts?orders[email]=DESC&limit=3&offset=2")).Column("contacts", "email");
        var all = Enumerable.Range(1, 90).Select(SeedData.EmailOf).OrderDescending(StringComparer.OrdinalIgnoreCase).Skip(2).Take(3);
        Assert.Equal(all, byMail);
    }

    [Fact]
    public async Task Dates_are_compared_as_Central_time_unless_they_say_otherwise()
    {
        await using var sandbox = await Caller.WithClockAsync(new() { Seed = 3 });
        await sandbox.PutAsync("contacts/2", """{"contact":{"firstName":"X"}}""");
        Assert.Equal(["2"], await IdsAsync(sandbox, "filters[updated_after]=2026-06-01"));
        Assert.Equal(["2"],
            await IdsAsync(sandbox, "filters[updated_after]=2026-06-01T10:29:59-05:00&filters[updated_before]=2026-06-01T15:30:01Z"));
        Assert.Empty(await IdsAsync(sandbox, "filters[updated_after]=2026-06-01 10:30:00"));
        sandbox.Time!.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["1", "3"], await IdsAsync(sandbox, "filters[updated_before]=2026-06-01 10:30:00"));
        Assert.Equal(3, (await IdsAsync(sandbox, "filters[created_before]=2024-01-09&filters[created_after]=2024-01-07")).Length);
    }

    [Fact]
    public async Task Include_brings_the_links_of_the_contacts_on_the_page_and_their_tags()
    {
        await using var sandbox = await Caller.FastAsync();
        var plain = (await sandbox.GetAsync("contacts?limit=10&offset=10")).Json;
        Assert.Null(plain["contactTags"]);
        var links = await sandbox.GetAsync("contacts?limit=10&offset=10&include=contactTags");
        Assert.Null(links.Json["tags"]);
        Assert.NotEmpty(links.Json["contactTags"]!.AsArray());
        Assert.Empty(links.Column("contactTags", "contact").Except(links.Column("contacts", "id")));
        var withTags = await sandbox.GetAsync("contacts?limit=10&offset=10&include=contactTags.tag");
        Assert.Equal(links.Column("contactTags", "id"), withTags.Column("contactTags", "id"));
        Assert.Equal(withTags.Column("contactTags", "tag").Distinct().Order(), withTags.Column("tags", "id").Order());
        var one = await sandbox.GetAsync("contacts/4?include=contactTags,geoIps");
        Assert.Equal((await sandbox.GetAsync("contacts/4/contactTags")).Column("contactTags", "id"), one.Column("contactTags", "id"));
    }

    [Fact]
    public async Task Walking_by_id_and_walking_by_offset_give_the_same_contacts()
    {
        await using var sandbox = await Caller.FastAsync(new() { Seed = 345 });
        await sandbox.DeleteAsync("contacts/100");
        await sandbox.DeleteAsync("contacts/101");
        List<string> byId = [], byOffset = [];
        for (var last = "0"; ;)
        {
            var page = await IdsAsync(sandbox, $"orders[id]=ASC&limit=100&id_greater={last}");
            if (page.Length == 0) break;
            byId.AddRange(page);
            last = page[^1];
        }

        for (var offset = 0; offset < 400; offset += 100) byOffset.AddRange(await IdsAsync(sandbox, $"limit=100&offset={offset}"));
        Assert.Equal(343, byId.Count);
        Assert.Equal(byId, byOffset);
    }

    static async Task<string[]> IdsAsync(Caller sandbox, string query) =>
        (await sandbox.GetAsync("contacts?" + query)).Column("contacts", "id");
}
