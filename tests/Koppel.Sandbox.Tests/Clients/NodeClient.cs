using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Koppel.Sandbox.Tests.Clients;

/// <summary>Runs a script of tests/npm/clients, which walks through a client from npm.</summary>
static class NodeClient
{
    static readonly string Npm = Path.Combine(Folder(), "..", "..", "npm");

    /// <summary>Runs it and counts the steps that it did.</summary>
    /// <param name="script">The script.</param>
    /// <param name="package">The package that it walks through.</param>
    /// <param name="steps">How many steps it has.</param>
    /// <param name="environment">What it is told of the sandbox.</param>
    public static async Task RunAsync(string script, string package, int steps, params (string Name, string Value)[] environment)
    {
        var isThere = Directory.Exists(Path.Combine(Npm, "node_modules", package));
        Needs.Installed(isThere, $"The npm package {package} is not installed: run tests/npm/install.sh.");
        var start = new ProcessStartInfo(
            "node", [Path.Combine(Npm, "clients", script + ".js")]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;

        using var node = Process.Start(start)!;
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken),
            node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(node.ExitCode == 0, await output + await errors);
        Assert.EndsWith($"{steps} steps\n", await output, StringComparison.Ordinal);
    }

    static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
