namespace Koppel.Sandbox.Tests.Salesforce.Soap;

/// <summary>Records come back from the recycle bin.</summary>
public sealed class UndeleteTests
{
    [Fact]
    public async Task A_record_comes_back_with_all_that_went_along_with_it()
    {
        await using var org = await OrgCaller.FastAsync(new() { Seed = 1 });
        var account = await org.CreateAsync("Account", """{"Name":"Back"}""");
        var contact = await org.CreateAsync("Contact", $$"""{"LastName":"Along","AccountId":"{{account}}"}""");
        var other = await org.CreateAsync("Contact", $$"""{"LastName":"Other","ReportsToId":"{{contact}}"}""");
        Assert.Equal(204, (await org.SendAsync("DELETE", "sobjects/Account/" + account)).Status);
        Assert.Equal(0, await org.CountAsync($"SELECT Id FROM Contact WHERE Id = '{contact}' OR ReportsToId != null"));
        var reply = await UndeleteAsync(org, account, org.Server.Token);
        Assert.Equal(200, reply.Status);
        Assert.Contains($"<id>{account}</id><success>true</success>", reply.Body, StringComparison.Ordinal);
        Assert.Equal("Along|(Back)|",
            await org.LinesAsync($"SELECT LastName, Account.Name, ReportsToId FROM Contact WHERE Id = '{contact}'"));
        Assert.Equal(contact, await org.LinesAsync($"SELECT ReportsToId FROM Contact WHERE Id = '{other}'"));
    }

    [Fact]
    public async Task What_is_not_in_the_bin_is_refused_by_itself_and_a_wrong_session_as_a_whole()
    {
        await using var org = await OrgCaller.FastAsync(new() { Seed = 1 });
        var live = await org.CreateAsync("Account", """{"Name":"Live"}""");
        var refused = await UndeleteAsync(org, live, org.Server.Token);
        Assert.Equal(200, refused.Status);
        Assert.Contains("<statusCode>UNDELETE_FAILED</statusCode>", refused.Body, StringComparison.Ordinal);
        var wrong = await UndeleteAsync(org, live, "another");
        Assert.Equal(500, wrong.Status);
        Assert.Contains("sf:INVALID_SESSION_ID", wrong.Body, StringComparison.Ordinal);
        Assert.Equal(500, (await org.SendAsync("POST", "/services/Soap/u/60.0", "no xml", "text/xml")).Status);
    }

    static Task<Reply> UndeleteAsync(OrgCaller org, string id, string session) => org.SendAsync("POST", "/services/Soap/u/60.0", $"""
        <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns="urn:partner.soap.sforce.com">
        <soapenv:Header><SessionHeader><sessionId>{session}</sessionId></SessionHeader></soapenv:Header>
        <soapenv:Body><undelete><ids>{id}</ids></undelete></soapenv:Body></soapenv:Envelope>
        """, "text/xml");
}
