namespace Koppel.Sandbox.Tests.Salesforce.Rest;

/// <summary>Results that do not fit on one page.</summary>
public sealed class PagesTests
{
    [Fact]
    public async Task A_result_is_read_page_by_page_at_the_addresses_that_are_told()
    {
        await using var org = await OrgCaller.FastAsync(new() { Seed = 4_500 });
        Assert.Equal("2000 2000 500", await SizesAsync(org, "SELECT Id FROM Contact"));
    }

    [Fact]
    public async Task A_caller_may_wish_for_smaller_pages_and_long_texts_make_them_smaller_too()
    {
        await using var org = await OrgCaller.FastAsync(new() { Seed = 1_100 });
        Assert.Equal("1000 100", await SizesAsync(org, "SELECT Id, Description FROM Contact"));
        Assert.Equal("400 400 300", await SizesAsync(org, "SELECT Id FROM Contact", "batchSize=400"));
        Assert.Equal("200 200 200 200 200 100", await SizesAsync(org, "SELECT Id FROM Contact", "batchSize=7"));
    }

    [Fact]
    public async Task Children_count_towards_the_size_of_a_page()
    {
        await using var org = await OrgCaller.FastAsync(new() { Seed = 1_100, QueryPage = 200 });
        var reply = await org.QueryAsync("SELECT Id, (SELECT Id FROM Contacts) FROM Account WHERE Id IN (SELECT AccountId FROM Contact)");
        var rows = reply.Json["records"]!.AsArray();
        Assert.InRange(rows.Count, 1, 100);
        Assert.InRange(rows.Sum(row => 1 + row!["Contacts"]!["totalSize"]!.GetValue<int>()), 200, 400);
    }

    [Fact]
    public async Task Pages_may_be_of_different_sizes()
    {
        await using var org = await OrgCaller.FastAsync(new() { Seed = 1_500, QueryPage = 200, PagesVary = true });
        var sizes = (await SizesAsync(org, "SELECT Id FROM Contact")).Split(' ').Select(int.Parse).ToArray();
        Assert.Equal(1_500, sizes.Sum());
        Assert.True(sizes[..^1].Distinct().Count() > 1, string.Join(' ', sizes));
    }

    [Theory]
    [InlineData("query/0r8KO0000000099AAA-2000")]
    [InlineData("query/nonsense")]
    [InlineData("query/0r8KO00000000010AA-99999")]
    public async Task A_page_that_there_is_not_is_refused(string path)
    {
        await using var org = await OrgCaller.FastAsync(new() { Seed = 300, QueryPage = 200 });
        Assert.Equal(200, (await org.QueryAsync("SELECT Id FROM Contact")).Status);
        var reply = await org.GetAsync(path);
        Assert.Equal((400, "INVALID_QUERY_LOCATOR"), (reply.Status, reply.Code()));
    }

    [Fact]
    public async Task A_result_is_kept_two_days_and_a_page_can_be_read_again()
    {
        await using var org = await OrgCaller.WithClockAsync(new() { Seed = 300, QueryPage = 200, SessionLife = TimeSpan.FromDays(9) });
        var next = (await org.QueryAsync("SELECT Id FROM Contact")).Text("nextRecordsUrl");
        org.Time!.Advance(TimeSpan.FromHours(47));
        Assert.Equal((await org.GetAsync(next)).Body, (await org.GetAsync(next)).Body);
        org.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal("INVALID_QUERY_LOCATOR", (await org.GetAsync(next)).Code());
    }

    static async Task<string> SizesAsync(OrgCaller org, string query, string? options = null)
    {
        var (sizes, ids, url) = (new List<int>(), new HashSet<string>(), $"query?q={Uri.EscapeDataString(query)}");
        while (true)
        {
            var reply = await org.SendAsync("GET", url, change: request =>
            {
                if (options is not null) request.Headers.Add("Sforce-Query-Options", options);
            });
            Assert.True(reply.Status == 200, reply.Body);
            var rows = reply.Json["records"]!.AsArray();
            sizes.Add(rows.Count);
            ids.UnionWith(rows.Select(row => row!["Id"]!.GetValue<string>()));
            Assert.Equal(ids.Count, sizes.Sum());
            if (reply.Json["done"]!.GetValue<bool>()) return string.Join(' ', sizes);
            url = reply.Text("nextRecordsUrl");
            Assert.StartsWith("/services/data/v60.0/query/0r8", url, StringComparison.Ordinal);
        }
    }
}
