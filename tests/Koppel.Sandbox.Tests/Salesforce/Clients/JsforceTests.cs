namespace Koppel.Sandbox.Tests.Salesforce.Clients;

/// <summary>A client that others wrote works against the sandbox as it comes from npm.</summary>
public sealed class JsforceTests
{
    [Fact]
    public async Task The_usual_client_from_JavaScript_works_unchanged()
    {
        await using var org = await OrgCaller.FastAsync(new() { Seed = 2_500 });
        var server = org.Server;
        var output = await Node.RunAsync("jsforce", "jsforce", "",
            ("SANDBOX_URL", server.Url.ToString().TrimEnd('/')), ("SANDBOX_TOKEN", server.Token), ("CLIENT_ID", server.ClientId),
            ("CLIENT_SECRET", server.ClientSecret), ("USERNAME", server.Username), ("PASSWORD", server.Password));
        Assert.EndsWith("17 steps\n", output, StringComparison.Ordinal);
    }
}
