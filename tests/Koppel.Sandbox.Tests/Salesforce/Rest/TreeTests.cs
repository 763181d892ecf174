namespace Koppel.Sandbox.Tests.Salesforce.Rest;

/// <summary>Records are created with those below them; and what others ask for besides: recent records, tools, tokens.</summary>
public sealed class TreeTests
{
    const string Tree = """
        {"records":[{"attributes":{"type":"Account","referenceId":"a"},"Name":"Tree","Contacts":{"records":[
        {"attributes":{"type":"Contact","referenceId":"c1"},"LastName":"Leaf"},
        {"attributes":{"type":"Contact","referenceId":"c2"},"LastName":"LAST"}]}},
        {"attributes":{"type":"Account","referenceId":"b"},"Name":"Alone"}]}
        """;

    [Fact]
    public async Task Records_are_created_with_those_that_belong_to_them()
    {
        await using var org = await OrgCaller.FastAsync();
        var reply = await org.SendAsync("POST", "composite/tree/Account", Tree);
        Assert.True(reply.Status == 201, reply.Body);
        Assert.Equal(["a", "b", "c1", "c2"], reply.Json["results"]!.AsArray().Select(one => one!["referenceId"]!.ToString()));
        Assert.Equal("Leaf|(Tree)", await org.LinesAsync("SELECT LastName, Account.Name FROM Contact WHERE LastName = 'Leaf'"));
    }

    [Fact]
    public async Task One_that_is_refused_keeps_all_from_being_created()
    {
        await using var org = await OrgCaller.FastAsync();
        var reply =
            await org.SendAsync("POST", "composite/tree/Account", Tree.Replace("\"LastName\":\"LAST\"", "\"Email\":\"no address\""));
        Assert.Equal((400, "true"), (reply.Status, reply.Text("hasErrors")));
        var only = reply.Json["results"]!.AsArray().Single()!;
        Assert.Equal(("c2", "INVALID_EMAIL_ADDRESS"), (only["referenceId"]!.ToString(), only["errors"]![0]!["statusCode"]!.ToString()));
        Assert.Equal(0, await org.CountAsync("SELECT Id FROM Account WHERE Name IN ('Tree', 'Alone')"));
    }

    [Fact]
    public async Task Records_that_somebody_looked_at_are_recent_the_last_one_first()
    {
        await using var org = await OrgCaller.WithClockAsync();
        Assert.Empty((await org.GetAsync("recent")).Json.AsArray());
        await org.LinesAsync("SELECT Id FROM Contact WHERE Email = 'john.doe@acme.com' FOR VIEW");
        org.Time!.Advance(TimeSpan.FromSeconds(5));
        await org.LinesAsync("SELECT Id FROM Account WHERE Name = 'Acme' FOR REFERENCE");
        Assert.Equal(["Acme", "John Doe"], (await org.GetAsync("recent")).Json.AsArray().Select(one => one!["Name"]!.ToString()));
        Assert.Single((await org.GetAsync("recent?limit=1")).Json.AsArray());
        Assert.Equal("John Doe", (await org.GetAsync("sobjects/Contact")).Json["recentItems"]![0]!["Name"]!.ToString());
        Assert.Equal(400, (await org.GetAsync("recent?limit=201")).Status);
    }

    [Fact]
    public async Task Tools_ask_how_the_org_is_set_up()
    {
        await using var org = await OrgCaller.FastAsync();
        var found = await org.GetAsync("tooling/query?q=SELECT+Name+FROM+ApexTrigger");
        Assert.Equal("AccountRegion", found.Json["records"]![0]!["Name"]!.ToString());
        Assert.Contains("/tooling/sobjects/ApexTrigger/", found.Body, StringComparison.Ordinal);
        Assert.Equal("INVALID_TYPE", (await org.GetAsync("tooling/query?q=SELECT+Id+FROM+Contact")).Code());
    }

    [Fact]
    public async Task An_app_asks_whether_a_token_is_still_good()
    {
        await using var org = await OrgCaller.FastAsync();
        Assert.Equal("access_token", (await AskAsync(org.Server.Token)).Text("token_type"));
        Assert.Equal("refresh_token", (await AskAsync(org.Server.RefreshToken)).Text("token_type"));
        Assert.Equal("""{"active":false}""", (await AskAsync("another")).Body);
        Assert.Equal("invalid_client", (await AskAsync(org.Server.Token, "wrong")).Text("error"));

        Task<Reply> AskAsync(string token, string? secret = null) => org.SendAsync("POST", "/services/oauth2/introspect",
            $"token={Uri.EscapeDataString(token)}&client_id={org.Server.ClientId}&client_secret={secret ?? org.Server.ClientSecret}",
            "application/x-www-form-urlencoded");
    }
}
