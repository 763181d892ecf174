using System.Diagnostics;

namespace Koppel.Testing;

/// <summary>
/// Scripts of tests/npm, which node runs. Without node, Chromium or the packages a test skips and says why; in CI it fails.
/// </summary>
internal static class NodeScript
{
    static readonly string[] Browsers = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    static readonly string Npm = Path.Combine(Root(), "tests", "npm");

    /// <summary>Chromium's path; the test ends here where there is none.</summary>
    public static string Chromium()
    {
        var chromium = Browsers.Select(Find).FirstOrDefault(path => path is not null);
        Needs.Installed(chromium is not null, "Chromium is not installed, so nobody looks at the page.");
        return chromium;
    }

    /// <summary>Runs a script to its end, which must be 0, and gives what it wrote.</summary>
    public static async Task<string> RunAsync(string script, params string[] arguments)
    {
        var node = Find("node");
        Needs.Installed(node is not null, "node is not installed, so no script of tests/npm can run.");
        var hasPackages = Directory.Exists(Path.Combine(Npm, "node_modules", "playwright-core"));
        Needs.Installed(hasPackages, "The packages are not there: run tests/npm/install.sh.");
        var start = new ProcessStartInfo(node, [Path.Combine(Npm, script), .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        var told = await output;
        TestContext.Current.TestOutputHelper?.WriteLine(told);
        Assert.True(process.ExitCode == 0, $"{told}{await errors}");
        return told;
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
