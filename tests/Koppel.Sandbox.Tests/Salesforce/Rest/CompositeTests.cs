namespace Koppel.Sandbox.Tests.Salesforce.Rest;

/// <summary>Several calls in one.</summary>
public sealed class CompositeTests
{
    [Fact]
    public async Task Later_calls_name_what_earlier_ones_answered()
    {
        await using var org = await OrgCaller.FastAsync(new() { Seed = 1 });
        var reply = await org.SendAsync("POST", "composite", """
            {"compositeRequest":[
            {"method":"POST","referenceId":"a","url":"/services/data/v60.0/sobjects/Account","body":{"Name":"Composite \"x\""}},
            {"method":"POST","referenceId":"c","url":"/services/data/v60.0/sobjects/Contact","body":{"LastName":"Inside","AccountId":"@{a.id}"}},
            {"method":"GET","referenceId":"q","url":"/services/data/v60.0/query/?q=SELECT Account.Name FROM Contact WHERE Id = '@{c.id}'"},
            {"method":"GET","referenceId":"x","url":"/services/data/v60.0/query/?q=select count() from XYZZY"},
            {"method":"GET","referenceId":"f","url":"/services/data/v60.0/sobjects/Foo"}]}
            """);
        var parts = reply.Json["compositeResponse"]!.AsArray();
        Assert.Equal("201 201 200 400 404", string.Join(' ', parts.Select(part => part!["httpStatusCode"])));
        Assert.Equal("Composite \"x\"", parts[2]!["body"]!["records"]![0]!["Account"]!["Name"]!.GetValue<string>());
        Assert.Equal("INVALID_TYPE", parts[3]!["body"]![0]!["errorCode"]!.GetValue<string>());
        Assert.StartsWith("/services/data/v60.0/sobjects/Account/001", parts[0]!["httpHeaders"]!["Location"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("api-usage=1/15000", reply.Header("Sforce-Limit-Info"));
    }

    [Fact]
    public async Task All_or_none_takes_all_calls_back()
    {
        await using var org = await OrgCaller.FastAsync(new() { Seed = 1 });
        var reply = await org.SendAsync("POST", "composite", """
            {"allOrNone":true,"compositeRequest":[
            {"method":"POST","referenceId":"a","url":"/services/data/v60.0/sobjects/Account","body":{"Name":"Back"}},
            {"method":"POST","referenceId":"b","url":"/services/data/v60.0/sobjects/Account","body":{}},
            {"method":"POST","referenceId":"c","url":"/services/data/v60.0/sobjects/Account","body":{"Name":"Back"}}]}
            """);
        Assert.Equal("PROCESSING_HALTED REQUIRED_FIELD_MISSING PROCESSING_HALTED",
            string.Join(' ', reply.Json["compositeResponse"]!.AsArray().Select(part => part!["body"]![0]!["errorCode"])));
        Assert.Equal(0, await org.CountAsync("SELECT Id FROM Account WHERE Name = 'Back'"));
    }

    [Fact]
    public async Task Each_graph_is_done_or_taken_back_by_itself()
    {
        await using var org = await OrgCaller.FastAsync(new() { Seed = 1 });
        var reply = await org.SendAsync("POST", "composite/graph", """
            {"graphs":[{"graphId":"1","compositeRequest":[{"method":"POST","referenceId":"a","url":"/services/data/v60.0/sobjects/Account","body":{"Name":"Graph 1"}}]},
            {"graphId":"2","compositeRequest":[{"method":"POST","referenceId":"a","url":"/services/data/v60.0/sobjects/Account","body":{"Name":"Graph 2"}},
            {"method":"POST","referenceId":"b","url":"/services/data/v60.0/sobjects/Contact","body":{"AccountId":"@{a.id}"}}]}]}
            """);
        Assert.Equal("1 True 2 False", string.Join(' ', reply.Json["graphs"]!.AsArray().Select(graph => $"{graph!["graphId"]} {graph["isSuccessful"]!.GetValue<bool>()}")));
        Assert.Equal("Graph 1", await org.LinesAsync("SELECT Name FROM Account WHERE Name LIKE 'Graph%'"));
    }

    [Fact]
    public async Task A_batch_of_calls_tells_each_status()
    {
        await using var org = await OrgCaller.FastAsync(new() { Seed = 1 });
        var reply = await org.SendAsync("POST", "composite/batch", """
            {"batchRequests":[{"method":"GET","url":"v60.0/sobjects/Account/Customer_Number__c/C-00001?fields=Name"},
            {"method":"PATCH","url":"v60.0/sobjects/Account/Customer_Number__c/C-00001","richInput":{"Site":"x"}},{"method":"GET","url":"v60.0/nothing"}]}
            """);
        Assert.Equal("200 200 404", string.Join(' ', reply.Json["results"]!.AsArray().Select(one => one!["statusCode"])));
        Assert.True(reply.Json["hasErrors"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Limits_are_told_and_counts_that_are_about_right()
    {
        await using var org = await OrgCaller.WithClockAsync(new() { Seed = 5, SessionLife = TimeSpan.FromDays(1) });
        var limits = (await org.GetAsync("limits")).Json["DailyApiRequests"]!;
        Assert.Equal((15_000, 14_999), (limits["Max"]!.GetValue<int>(), limits["Remaining"]!.GetValue<int>()));
        async Task<string> CountsAsync() => (await org.GetAsync("limits/recordCount?sObjects=Contact,Asset")).Body;
        const string Five = """{"sObjects":[{"count":5,"name":"Contact"}]}""";
        Assert.Equal(Five, await CountsAsync());
        await org.CreateAsync("Contact", """{"LastName":"Six"}""");
        Assert.Equal(Five, await CountsAsync());
        org.Time!.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal("""{"sObjects":[{"count":6,"name":"Contact"}]}""", await CountsAsync());
    }
}
