using System.Text.Json;

namespace Koppel.Sandbox.Tests.Salesforce.Clients;

/// <summary>Bulk jobs and sessions of clients that others wrote, as they come from npm.</summary>
public sealed class JobClientTests
{
    [Theory]
    [InlineData("jsforce-jobs", "jsforce", 9)]
    [InlineData("node-sf-bulk2", "node-sf-bulk2", 4)]
    public async Task A_public_client_works_unchanged(string script, string package, int steps)
    {
        await using var org = await OrgCaller.FastAsync(new() { Seed = 2500 });
        var server = org.Server;
        var told = JsonSerializer.Serialize(new
        {
            url = server.Url.ToString().TrimEnd('/'), token = server.Token, clientId = server.ClientId, clientSecret = server.ClientSecret,
            username = server.Username, password = server.Password,
        });
        var output = await Node.RunAsync(script, package, "", ("SANDBOX_ORG", told));
        Assert.EndsWith($"\n{steps} steps\n", output, StringComparison.Ordinal);
    }
}
