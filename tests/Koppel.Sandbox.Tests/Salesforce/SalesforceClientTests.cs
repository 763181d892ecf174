using System.Text.Json;
using Koppel.Sandbox.Tests.Clients;

namespace Koppel.Sandbox.Tests.Salesforce;

/// <summary>Clients of Salesforce that others wrote work against the sandbox as they come from npm.</summary>
public sealed class SalesforceClientTests
{
    [Theory]
    [InlineData("jsforce", 17)]
    [InlineData("node-sf-bulk2", 4)]
    public async Task A_public_client_works_unchanged(string script, int steps)
    {
        await using var org = await OrgCaller.FastAsync(new() { Seed = 2500 });
        var server = org.Server;
        var told = JsonSerializer.Serialize(new
        {
            url = server.Url.ToString().TrimEnd('/'), token = server.Token, clientId = server.ClientId, clientSecret = server.ClientSecret,
            username = server.Username, password = server.Password,
        });
        await NodeClient.RunAsync(script, script, steps, ("SANDBOX_ORG", told));
    }
}
