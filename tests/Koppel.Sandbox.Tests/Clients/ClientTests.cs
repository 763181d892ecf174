namespace Koppel.Sandbox.Tests.Clients;

/// <summary>
/// Clients that others wrote, in another language, work against the sandbox as they come from npm. <c>tests/npm/install.sh</c> brings
/// them.
/// </summary>
public sealed class ClientTests
{
    [Theory]
    [InlineData("active-campaign-api-node", 26)]
    [InlineData("n8n", 12, "n8n-nodes-base")]
    public async Task A_public_client_works_unchanged(string script, int steps, string? package = null)
    {
        await using var sandbox = await Caller.FullAsync(new() { Seed = 250 });
        await NodeClient.RunAsync(
            script, package ?? script, steps, ("SANDBOX_URL", sandbox.Server.Url.ToString().TrimEnd('/')),
            ("SANDBOX_TOKEN", sandbox.Server.Token));
    }
}
