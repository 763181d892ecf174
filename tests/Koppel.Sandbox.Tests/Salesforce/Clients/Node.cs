using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Koppel.Sandbox.Tests.Salesforce.Clients;

/// <summary>Programs of <c>tests/npm/clients</c>, which use packages as they come from npm.</summary>
static class Node
{
    /// <summary>Runs one to its end.</summary>
    /// <param name="script">Its name.</param>
    /// <param name="package">The package that it needs; the test is skipped without it.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="environment">What it is told.</param>
    /// <returns>What it wrote.</returns>
    public static async Task<string> RunAsync(
        string script, string package, string input = "", params IEnumerable<(string Name, string Value)> environment)
    {
        var folder = Path.Combine(Here(), "..", "..", "..", "npm");
        Needs.Installed(Directory.Exists(Path.Combine(folder, "node_modules", package)),
            $"The npm package {package} is not installed: run tests/npm/install.sh.");
        var start = new ProcessStartInfo("node", [Path.Combine(folder, "clients", script + ".js")])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var node = Process.Start(start)!;
        var cancelled = TestContext.Current.CancellationToken;
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(cancelled), node.StandardError.ReadToEndAsync(cancelled));
        await node.StandardInput.WriteAsync(input);
        node.StandardInput.Close();
        await node.WaitForExitAsync(cancelled);
        Assert.True(node.ExitCode == 0, await output + await errors);
        return await output;
    }

    static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
