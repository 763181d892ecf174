using System.Diagnostics;
using System.Text.Json;

namespace Koppel.EndToEnd.Tests;

/// <summary>The program as a process of its own.</summary>
/// <param name="ExitCode">What it ended with.</param>
/// <param name="Output">What it wrote to stdout.</param>
/// <param name="Error">What it wrote to stderr.</param>
internal sealed record Koppel(int ExitCode, string Output, string Error)
{
    /// <summary>Runs it to its end.</summary>
    public static Task<Koppel> RunAsync(params string[] arguments) => RunInAsync(Path.GetTempPath(), arguments);

    /// <summary>Runs it to its end in a working folder.</summary>
    public static Task<Koppel> RunInAsync(string folder, params string[] arguments) =>
        RunInAsync(folder, arguments, new Dictionary<string, string>());

    /// <summary>Runs it to its end in a working folder, with environment variables.</summary>
    public static async Task<Koppel> RunInAsync(string folder, string[] arguments, IReadOnlyDictionary<string, string> environment)
    {
        using var process = Start(folder, arguments, environment);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        var run = new Koppel(process.ExitCode, await output, await error);
        Books.Check(run);
        return run;
    }

    /// <summary>Starts it.</summary>
    /// <param name="folder">The working folder.</param>
    /// <param name="arguments">What stands behind <c>koppel</c>.</param>
    /// <param name="environment">Variables beside those of this process.</param>
    /// <param name="under">A program that starts it, such as <c>nohup</c>; null for none.</param>
    public static Process Start(
        string folder, string[] arguments, IReadOnlyDictionary<string, string>? environment = null, string? under = null)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "koppel.dll");
        var start = new ProcessStartInfo(under ?? "dotnet", under is null ? [program, .. arguments] : ["dotnet", program, .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = folder,
        };
        start.Environment["XDG_DATA_HOME"] = Path.Combine(Path.GetTempPath(), "koppel-tests-data"); // Not among the user's own.
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    /// <summary>The lines of JSON at the end of stderr, one a load.</summary>
    public IReadOnlyList<JsonElement> Summaries =>
        [.. Error.Split('\n').Where(l => l.StartsWith("{\"run\":", StringComparison.Ordinal))
            .Select(l => JsonDocument.Parse(l).RootElement)];

    /// <summary>Read, changed, unchanged, rejected and not sent of a load.</summary>
    public (long Read, long Changed, long Unchanged, long Rejected, long NotSent) Load(int number = 0)
    {
        var load = Summaries[number];
        long Of(string name) => load.GetProperty(name).GetInt64();
        return (Of("read"), Of("changed"), Of("unchanged"), Of("rejected"), Of("notSent"));
    }
}
