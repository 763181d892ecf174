using System.Text.Json.Nodes;

namespace Koppel.Sandbox.Tests.Salesforce;

/// <summary>Query jobs of the Bulk API 2.0.</summary>
public sealed class BulkQueryTests
{
    [Fact]
    public async Task A_job_takes_several_polls_and_tells_where_it_stands()
    {
        await using var org = await OrgCaller.WithClockAsync();
        var id = await org.QueryJobAsync("SELECT Id, Email FROM Contact");
        Assert.StartsWith("750", id, StringComparison.Ordinal);
        Assert.Equal("UploadComplete", await StateAsync());
        Assert.Equal("INVALIDJOBSTATE", (await org.GetAsync($"jobs/query/{id}/results")).Code());
        org.Time!.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("InProgress", await StateAsync());
        org.Time!.Advance(TimeSpan.FromSeconds(2));
        var done = (await org.GetAsync("jobs/query/" + id)).Json;
        Assert.Equal(("JobComplete", "Contact", "V2Query", 100),
            (Text(done, "state"), Text(done, "object"), Text(done, "jobType"), done["numberRecordsProcessed"]!.GetValue<int>()));
        Assert.Equal("""["id","operation","object","createdById","createdDate","systemModstamp","state"]""",
            new JsonArray([.. done.AsObject().Take(7).Select(member => (JsonNode)member.Key)]).ToJsonString());

        async Task<string> StateAsync() => (await org.GetAsync("jobs/query/" + id)).Text("state");
    }

    [Fact]
    public async Task All_rows_come_in_pages_of_sizes_that_the_server_chooses_and_a_page_can_be_had_again()
    {
        await using var org = await OrgCaller.FastAsync(new() { Seed = 500 });
        var id = await org.QueryJobAsync("SELECT Id, Email, Account.Name FROM Contact");
        var (ids, sizes, locator) = (new List<string>(), new List<int>(), "");
        do
        {
            var path = $"jobs/query/{id}/results?maxRecords=60{(locator.Length > 0 ? "&locator=" + locator : "")}";
            var page = await org.GetAsync(path);
            Assert.Equal(page.Body, (await org.GetAsync(path)).Body);
            var rows = BulkCalls.Rows(page.Body);
            Assert.Equal(["Id", "Email", "Account.Name"], rows[0]);
            Assert.Equal(page.Header("Sforce-NumberOfRecords"), $"{rows.Length - 1}");
            ids.AddRange(rows.Skip(1).Select(row => row[0]));
            sizes.Add(rows.Length - 1);
            locator = page.Header("Sforce-Locator")!;
        }
        while (locator != "null");

        Assert.Equal((500, 500), (ids.Count, ids.Distinct().Count()));
        Assert.NotEqual(ids.Order(StringComparer.Ordinal), ids);
        Assert.True(sizes.Max() <= 60 && sizes.SkipLast(1).Distinct().Count() > 1, string.Join(' ', sizes));
    }

    [Fact]
    public async Task The_pages_can_be_had_side_by_side_five_at_a_time()
    {
        await using var org = await OrgCaller.FastAsync(new() { Seed = 500 });
        var id = await org.QueryJobAsync("SELECT Id FROM Contact");
        var (ids, pages) = (new List<string>(), 0);
        for (var next = $"/services/data/v60.0/jobs/query/{id}/resultPages?maxRecords=60"; next is not null;)
        {
            var list = (await org.GetAsync(next)).Json;
            var urls = list["resultPages"]!.AsArray().Select(page => Text(page!, "resultUrl")).ToArray();
            next = list["nextRecordsUrl"]?.GetValue<string>();
            Assert.Equal(next is null, list["done"]!.GetValue<bool>());
            Assert.True(next is null ? urls.Length <= 5 : urls.Length == 5);
            foreach (var url in urls) ids.AddRange((await org.RowsAsync(url)).Skip(1).Select(row => row[0]));
            pages += urls.Length;
        }

        Assert.True(pages > 5, $"{pages} pages");
        Assert.Equal((500, 500), (ids.Count, ids.Distinct().Count()));
    }

    [Fact]
    public async Task An_order_that_was_asked_for_is_kept()
    {
        await using var org = await OrgCaller.FastAsync();
        var id = await org.QueryJobAsync("SELECT Id FROM Contact ORDER BY Id DESC");
        var ids = (await org.RowsAsync($"jobs/query/{id}/results")).Skip(1).Select(row => row[0]).ToArray();
        Assert.Equal(ids.OrderDescending(StringComparer.Ordinal), ids);
    }

    [Fact]
    public async Task Values_stand_in_quotes_and_what_is_null_is_empty()
    {
        await using var org = await OrgCaller.FastAsync();
        var id = await org.QueryJobAsync(
            "SELECT Email, IsDeleted, CreatedDate, Birthdate, Account.Name FROM Contact WHERE Email = 'john.doe@acme.com'");
        var body = (await org.GetAsync($"jobs/query/{id}/results")).Body;
        Assert.Matches("""
            ^"Email","IsDeleted","CreatedDate","Birthdate","Account.Name"
            "john.doe@acme.com","false","\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.000Z","[-0-9]*","[^"]*"
            $
            """.ReplaceLineEndings("\n").TrimEnd('$') + "$", body);
    }

    [Theory]
    [InlineData("SELECT COUNT() FROM Contact", "API_ERROR", "Aggregate functions")]
    [InlineData("SELECT LeadSource, COUNT(Id) FROM Contact GROUP BY LeadSource", "API_ERROR", "GROUP BY")]
    [InlineData("SELECT Id FROM Contact LIMIT 1 OFFSET 1", "API_ERROR", "OFFSET")]
    [InlineData("SELECT Id, MailingAddress FROM Contact", "FEATURE_NOT_ENABLED", "Selecting compound data not supported in Bulk Query")]
    [InlineData("SELECT Id, (SELECT Id FROM Contacts) FROM Account", "API_ERROR", "Aggregate Relationships")]
    [InlineData("SELECT Id FROM TaskStatus", "INVALIDENTITY", "Entity 'TaskStatus' is not supported by the Bulk API.")]
    [InlineData("SELECT Nothing FROM Contact", "API_ERROR", "No such column 'Nothing'")]
    [InlineData("SELECT", "API_ERROR", "")]
    public async Task What_a_job_does_not_run_is_refused_when_it_is_made(string soql, string code, string words)
    {
        await using var org = await OrgCaller.FastAsync();
        var reply = await org.SendAsync("POST", "jobs/query", new JsonObject { ["operation"] = "query", ["query"] = soql }.ToJsonString());
        Assert.Equal((400, code), (reply.Status, reply.Code()));
        Assert.Contains(words, Text(reply.Json[0]!, "message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_can_be_aborted_and_deleted_and_is_listed_until_then()
    {
        await using var org = await OrgCaller.WithClockAsync();
        var id = await org.QueryJobAsync("SELECT Id FROM Contact");
        Assert.Equal("INVALIDJOBSTATE", (await org.SendAsync("DELETE", "jobs/query/" + id)).Code());
        Assert.Equal("Aborted", (await org.SendAsync("PATCH", "jobs/query/" + id, """{"state":"Aborted"}""")).Text("state"));
        org.Time!.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("Aborted", Text((await org.GetAsync("jobs/query")).Json["records"]![0]!, "state"));
        Assert.Equal(204, (await org.SendAsync("DELETE", "jobs/query/" + id)).Status);
        var gone = await org.GetAsync("jobs/query/" + id);
        Assert.Equal((404, "NOT_FOUND"), (gone.Status, gone.Code()));
    }

    [Fact]
    public async Task Another_version_of_the_API_than_that_of_the_job_is_a_conflict()
    {
        await using var org = await OrgCaller.FastAsync();
        var id = await org.QueryJobAsync("SELECT Id FROM Contact");
        Assert.Equal(409, (await org.GetAsync($"/services/data/v59.0/jobs/query/{id}")).Status);
    }

    [Fact]
    public async Task A_query_can_fail_and_a_page_can_be_lost_on_demand()
    {
        await using var org = await OrgCaller.WithFaultsAsync("query-fails@1", "locator-gone@1");
        var failed = (await org.GetAsync("jobs/query/" + await org.QueryJobAsync("SELECT Id FROM Contact"))).Json;
        Assert.Equal("Failed", Text(failed, "state"));
        Assert.StartsWith("InternalServerError", Text(failed, "errorMessage"), StringComparison.Ordinal);
        var id = await org.QueryJobAsync("SELECT Id FROM Contact");
        Assert.Equal("INVALID_QUERY_LOCATOR", (await org.GetAsync($"jobs/query/{id}/results")).Code());
        Assert.Equal(200, (await org.GetAsync($"jobs/query/{id}/results")).Status);
        Assert.Equal("INVALID_QUERY_LOCATOR", (await org.GetAsync($"jobs/query/{id}/results?locator=nonsense")).Code());
    }

    static string Text(JsonNode node, string name) => node[name]!.ToString();
}
