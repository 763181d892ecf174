namespace Koppel.Sandbox.Tests.Salesforce.Clients;

/// <summary>Clients that others wrote work against the sandbox as they come from npm. <c>tests/npm/install.sh</c> brings them.</summary>
public sealed class ClientTests
{
    [Theory]
    [InlineData("jsforce", "jsforce", 31)]
    [InlineData("jsforce-jobs", "jsforce", 19)]
    [InlineData("node-sf-bulk2", "node-sf-bulk2", 9)]
    public async Task A_public_client_works_unchanged(string script, string package, int steps)
    {
        await using var org = await OrgCaller.FastAsync(new() { Seed = 2_500 });
        var server = org.Server;
        var output = await Node.RunAsync(script, package, "",
            ("SANDBOX_URL", server.Url.ToString().TrimEnd('/')), ("SANDBOX_TOKEN", server.Token), ("SANDBOX_CLIENT_ID", server.ClientId),
            ("SANDBOX_CLIENT_SECRET", server.ClientSecret), ("SANDBOX_USERNAME", server.Username),
            ("SANDBOX_PASSWORD", server.Password), ("SANDBOX_REFRESH_TOKEN", server.RefreshToken));
        Assert.EndsWith($"\n{steps} steps\n", output, StringComparison.Ordinal);
    }
}
