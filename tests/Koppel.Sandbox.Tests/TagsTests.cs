namespace Koppel.Sandbox.Tests;

public sealed class TagsTests
{
    [Fact]
    public async Task Names_are_unique_for_each_type_whatever_their_case()
    {
        await using var sandbox = await Caller.FastAsync();
        var again = await sandbox.PostAsync("tags", """{"tag":{"tag":"TEST","tagType":"contact"}}""");
        Assert.Equal(200, again.Status);
        Assert.Equal(("1", "Test"), (again.Json["tag"]!["id"]!.GetValue<string>(), again.Json["tag"]!["tag"]!.GetValue<string>()));
        Assert.Equal(201, (await sandbox.PostAsync("tags", """{"tag":{"tag":"test","tagType":"template"}}""")).Status);
    }

    [Fact]
    public async Task A_name_that_exists_can_be_refused_instead()
    {
        await using var sandbox = await Caller.FastAsync(new() { ExistingTagAnswer = 422 });
        var refused = await sandbox.PostAsync("tags", """{"tag":{"tag":"test","tagType":"contact"}}""");
        Assert.Equal((422, "duplicate"), (refused.Status, refused.Json["errors"]![0]!["code"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_name_that_exists_can_be_answered_with_the_words_of_the_database()
    {
        await using var sandbox = await Caller.FastAsync(new() { ExistingTagAnswer = 500 });
        var failed = await sandbox.PostAsync("tags", """{"tag":{"tag":"test","tagType":"contact"}}""");
        Assert.Equal((500, "Duplicate entry 'contact-Test' for key 'typetag'"), (failed.Status, failed.Json["error"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_tag_without_a_type_is_kept_but_not_listed()
    {
        await using var sandbox = await Caller.FastAsync();
        var created = await sandbox.PostAsync("tags", """{"tag":{"tag":"Hidden"}}""");
        Assert.Equal(201, created.Status);
        Assert.Equal("0", (await sandbox.GetAsync("tags?search=hidden")).Json["meta"]!["total"]!.GetValue<string>());
        Assert.Equal(200, (await sandbox.GetAsync($"tags/{created.Json["tag"]!["id"]}")).Status);
    }

    [Theory]
    [InlineData("search=webinar", "Webinar 2025,Webinar 2026")]
    [InlineData("filters[search][eq]=TEST", "Test")]
    [InlineData("filters[search][contains]=INAR", "Webinar 2025,Webinar 2026")]
    [InlineData("filters[search][starts_with]=t", "Test,Trade fair,Trial")]
    [InlineData("filters[search][gte]=trial", "Webinar 2025,Webinar 2026,VIP,Trial")]
    [InlineData("filters[search][gt]=trial", "Webinar 2025,Webinar 2026,VIP")]
    [InlineData("filters[search][lt]=Churned", "Café")]
    [InlineData("filters[search][lte]=Churned", "Churned,Café")]
    [InlineData("filters[search][eq]=nothing", "")]
    [InlineData("filters[search][contains]=web&orders[search]=DESC", "Webinar 2026,Webinar 2025")]
    [InlineData("filters[search][contains]=er&orders[search]=ASC&limit=3", "Customer,Enterprise,German")]
    public async Task A_list_holds_what_was_asked_for(string query, string expected)
    {
        await using var sandbox = await Caller.FastAsync();
        Assert.Equal(expected, string.Join(',', (await sandbox.GetAsync("tags?" + query)).Column("tags", "tag")));
    }

    [Fact]
    public async Task Weight_puts_the_exact_match_first()
    {
        await using var sandbox = await Caller.FastAsync();
        await sandbox.PostAsync("tags", """{"tag":{"tag":"A test","tagType":"contact"}}""");
        var names = (await sandbox.GetAsync("tags?filters[search][contains]=test&orders[search]=weight")).Column("tags", "tag");
        Assert.Equal(["Test", "A test"], names);
        Assert.DoesNotContain("Test", (await sandbox.GetAsync("tags?filters[search][neq]=test&limit=100")).Column("tags", "tag"));
    }

    [Fact]
    public async Task A_tag_can_be_renamed_but_not_to_the_name_of_another()
    {
        await using var sandbox = await Caller.FastAsync();
        var changed = (await sandbox.PutAsync("tags/1", """{"tag":{"tag":"Tried","description":"é"}}""")).Json["tag"]!;
        Assert.Equal(("Tried", "contact", "é"),
            (changed["tag"]!.GetValue<string>(), changed["tagType"]!.GetValue<string>(), changed["description"]!.GetValue<string>()));
        Assert.Equal(422, (await sandbox.PutAsync("tags/1", """{"tag":{"tag":"customer"}}""")).Status);
        Assert.Equal(200, (await sandbox.PutAsync("tags/1", """{"tag":{"tag":"TRIED"}}""")).Status);
        Assert.Equal(201, (await sandbox.PostAsync("tags", """{"tag":{"tag":"Test","tagType":"contact"}}""")).Status);
    }

    [Fact]
    public async Task A_deleted_tag_takes_its_links_along()
    {
        await using var sandbox = await Caller.FastAsync();
        var before = sandbox.Server.GetStats();
        var count = int.Parse((await sandbox.GetAsync("tags/2")).Json["tag"]!["subscriber_count"]!.GetValue<string>(), null);
        Assert.True(count > 0);
        Assert.Equal("{}", (await sandbox.DeleteAsync("tags/2")).Body);
        var after = sandbox.Server.GetStats();
        Assert.Equal((before.Tags - 1, before.ContactTags - count), (after.Tags, after.ContactTags));
        Assert.DoesNotContain("2", (await sandbox.GetAsync("contactTags?limit=100")).Column("contactTags", "tag"));
        Assert.Equal(404, (await sandbox.DeleteAsync("tags/2")).Status);
    }

    [Fact]
    public async Task A_tag_needs_a_name()
    {
        await using var sandbox = await Caller.FastAsync();
        Assert.Equal("field_missing",
            (await sandbox.PostAsync("tags", """{"tag":{"tagType":"contact"}}""")).Json["errors"]![0]!["code"]!.GetValue<string>());
    }
}
