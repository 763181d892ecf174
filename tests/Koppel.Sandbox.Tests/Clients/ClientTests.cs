using System.Diagnostics;
using System.Runtime.CompilerServices;

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
        var folder = Path.Combine(Folder(), "..", "..", "npm");
        var isThere = Directory.Exists(Path.Combine(folder, "node_modules", package ?? script));
        Needs.Installed(isThere, $"The npm package {package ?? script} is not installed: run tests/npm/install.sh.");
        await using var sandbox = await Caller.FullAsync(new() { Seed = 250 });
        var start = new ProcessStartInfo(
            "node", [Path.Combine(folder, "clients", script + ".js")]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["SANDBOX_URL"] = sandbox.Server.Url.ToString().TrimEnd('/');
        start.Environment["SANDBOX_TOKEN"] = sandbox.Server.Token;

        using var node = Process.Start(start)!;
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken),
            node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(node.ExitCode == 0, await output + await errors);
        Assert.EndsWith($"{steps} steps\n", await output, StringComparison.Ordinal);
    }

    static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
