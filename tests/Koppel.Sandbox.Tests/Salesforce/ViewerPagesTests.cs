using System.Text.RegularExpressions;

namespace Koppel.Sandbox.Tests.Salesforce;

/// <summary>What the viewer of the Salesforce sandbox shows.</summary>
public sealed partial class ViewerPagesTests
{
    [Fact]
    public async Task Every_file_is_served_and_all_that_are_its_own_are_reached()
    {
        await using var org = await OrgCaller.FastAsync();
        var (waiting, seen) = (new Queue<string>(["/"]), new HashSet<string>());
        while (waiting.TryDequeue(out var path))
        {
            if (!seen.Add(path)) continue;
            var file = await org.GetAsync(path);
            Assert.True(file.Status == 200, $"{path} answers {file.Status}.");
            Assert.DoesNotContain("innerHTML", file.Body, StringComparison.Ordinal);
            foreach (Match match in Reference().Matches(file.Body))
                waiting.Enqueue(new Uri(new Uri(org.Server.Viewer, path), match.Groups[1].Value).AbsolutePath);
        }

        var own = typeof(Hosting.SalesforceServer).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("salesforce/", StringComparison.Ordinal) && name != "salesforce/pages.js");
        Assert.Empty(own.Select(name => "/viewer/" + name).Except(seen));
    }

    [Fact]
    public async Task Axe_has_no_objection_to_any_page_light_or_dark_wide_or_narrow()
    {
        await using var org = await OrgCaller.FastAsync();
        await Viewer.Browser.RunAsync(org.Server.Viewer, "axe.js", "./salesforce-places.js");
    }

    [Fact]
    public async Task Objects_lead_to_their_records_and_these_to_those_that_they_name()
    {
        await using var org = await OrgCaller.FastAsync();
        var objects = (await org.GetAsync("/_sandbox/objects")).Json.AsArray();
        var contacts = objects.Single(row => row!["name"]!.ToString() == "Contact")!;
        Assert.Equal((100, "003"), (contacts["records"]!.GetValue<int>(), contacts["keyPrefix"]!.ToString()));
        var found = (await org.GetAsync("/_sandbox/records?object=contact&search=JOHN.doe")).Json;
        Assert.Equal((1, "Name"), (found["total"]!.GetValue<int>(), found["columns"]![0]!.ToString()));
        var id = found["records"]![0]!["id"]!.ToString();
        var john = (await org.GetAsync("/_sandbox/record?id=" + id)).Json;
        Assert.Equal(("Contact", "John Doe"), (john["object"]!.ToString(), john["name"]!.ToString()));
        var account = john["values"]!.AsArray().Single(field => field!["name"]!.ToString() == "AccountId")!;
        Assert.True(account["refersTo"]!.GetValue<bool>());
        Assert.Equal("Acme", (await org.GetAsync("/_sandbox/record?id=" + account["value"])).Text("name"));
        Assert.Equal(404, (await org.GetAsync("/_sandbox/record?id=003KO0000000zzzAAA")).Status);
        Assert.Equal(404, (await org.GetAsync("/_sandbox/records?object=Nothing")).Status);
        var page = (await org.GetAsync("/_sandbox/records?object=Contact&offset=60")).Json;
        Assert.Equal((100, 60, 40), (page["total"]!.GetValue<int>(), page["offset"]!.GetValue<int>(), page["records"]!.AsArray().Count));
    }

    [Fact]
    public async Task What_lies_in_the_recycle_bin_is_shown_where_it_is_asked_for()
    {
        await using var org = await OrgCaller.FastAsync();
        var id = (await org.GetAsync("/_sandbox/records?object=Lead")).Json["records"]![0]!["id"]!.ToString();
        Assert.Equal(204, (await org.SendAsync("DELETE", "sobjects/Lead/" + id)).Status);
        Assert.Equal(id, (await org.GetAsync("/_sandbox/records?object=Lead&where=bin")).Json["records"]![0]!["id"]!.ToString());
        Assert.True((await org.GetAsync("/_sandbox/record?id=" + id)).Json["isDeleted"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Jobs_are_told_with_the_rows_that_failed()
    {
        await using var org = await OrgCaller.FastAsync();
        var query = await org.QueryJobAsync("SELECT Id FROM Contact");
        var ingest = await org.IngestAsync("insert", "Contact", "LastName,Email\nA,a@example.com\n,b@example.com\n");
        var jobs = (await org.GetAsync("/_sandbox/jobs")).Json.AsArray();
        Assert.Equal([ingest, query], jobs.Select(job => job!["id"]!.ToString()));
        Assert.Equal((2, 1), (jobs[0]!["processed"]!.GetValue<int>(), jobs[0]!["failed"]!.GetValue<int>()));
        Assert.Equal(100, jobs[1]!["processed"]!.GetValue<int>());
        var error = (await org.GetAsync("/_sandbox/job?id=" + ingest)).Json["errors"]![0]!;
        Assert.Equal((2, "b@example.com"), (error["row"]!.GetValue<int>(), error["values"]![1]!.ToString()));
        Assert.StartsWith("REQUIRED_FIELD_MISSING", error["error"]!.ToString(), StringComparison.Ordinal);
    }

    [GeneratedRegex("""(?:from |import |src=|href=)["']((?:\./|\.\./|viewer/)[\w./-]+)["']""")]
    private static partial Regex Reference();
}
