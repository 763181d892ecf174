using System.Diagnostics;
using Koppel.Sandbox;
using Koppel.Sandbox.Hosting;

namespace Koppel.EndToEnd.Tests.Salesforce;

/// <summary>
/// Clients that others wrote work against the Salesforce sandbox as they come from npm. <c>tests/npm/install.sh</c> brings them.
/// </summary>
public sealed class ClientTests
{
    [Theory]
    [InlineData("jsforce", 28)]
    [InlineData("node-sf-bulk2", 9)]
    public async Task A_public_client_works_unchanged(string package, int steps)
    {
        var folder = Path.Combine(Repository.Root, "tests", "npm");
        Needs.Installed(Directory.Exists(Path.Combine(folder, "node_modules", package)),
            $"The npm package {package} is not installed: run tests/npm/install.sh.");
        await using var server = await SalesforceServer.StartAsync(
            new SalesforceOptions { Seed = 250, TimeScale = 100 }, TestContext.Current.CancellationToken);
        var start = new ProcessStartInfo("node", [Path.Combine(folder, "clients", package + "-org.js")])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["SANDBOX_URL"] = server.Url.GetLeftPart(UriPartial.Authority);
        start.Environment["SANDBOX_TOKEN"] = server.Token;
        start.Environment["SANDBOX_CLIENT_ID"] = server.ClientId;
        start.Environment["SANDBOX_CLIENT_SECRET"] = server.ClientSecret;
        start.Environment["SANDBOX_USERNAME"] = server.Username;
        start.Environment["SANDBOX_PASSWORD"] = server.Password;
        start.Environment["SANDBOX_REFRESH_TOKEN"] = server.RefreshToken;

        using var node = Process.Start(start)!;
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken),
            node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(node.ExitCode == 0, await output + await errors);
        Assert.EndsWith($"{steps} steps\n", await output, StringComparison.Ordinal);
    }
}
