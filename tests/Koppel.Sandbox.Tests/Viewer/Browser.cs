using System.Diagnostics;
using Koppel.Sandbox.Hosting;

namespace Koppel.Sandbox.Tests.Viewer;

/// <summary>Runs a script of tests/npm/viewer, which drives a headless Chromium over the viewer.</summary>
static class Browser
{
    static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    static readonly string Npm = Path.Combine(Root(), "tests", "npm");

    /// <summary>Runs a script against a sandbox; node, Chromium and the packages of tests/npm must be there.</summary>
    public static Task RunAsync(string script, SandboxServer sandbox) => RunAsync(sandbox.Viewer, script);

    /// <summary>Runs a script against a viewer, with more arguments.</summary>
    public static async Task RunAsync(Uri viewer, string script, params string[] more)
    {
        var chromium = Names.Select(Find).FirstOrDefault(path => path is not null);
        var node = Find("node");
        Needs.Installed(node is not null, "node is not installed, so no browser can be driven.");
        Needs.Installed(chromium is not null, "Chromium is not installed, so nobody looks at the viewer.");
        var hasPackages = Directory.Exists(Path.Combine(Npm, "node_modules", "playwright-core"));
        Needs.Installed(hasPackages, "The packages are not there: run tests/npm/install.sh.");
        var start = new ProcessStartInfo(node!,
            [Path.Combine(Npm, "viewer", script), viewer.ToString(), chromium!, .. more]) { RedirectStandardOutput = true,
                RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        TestContext.Current.TestOutputHelper?.WriteLine(await output);
        Assert.True(process.ExitCode == 0, await errors);
    }

    static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);

    static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Koppel.slnx")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The checkout was not found above the tests.");
        return folder.FullName;
    }
}
