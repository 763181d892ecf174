using System.Diagnostics;
using System.Text.Json;
using Koppel.Cli.Commands;
using Koppel.Cli.Terminal;
using Koppel.Output;

namespace Koppel.EndToEnd.Tests;

/// <summary>
/// The command line. Most commands run in the process of the tests, as the program's <c>Main</c> runs them; what a test tells of a process,
/// such as signals, its environment or files that SQL names without a folder, is a process of its own.
/// </summary>
/// <param name="ExitCode">What it ended with.</param>
/// <param name="Output">What it wrote to stdout.</param>
/// <param name="Error">What it wrote to stderr.</param>
internal sealed record Koppel(int ExitCode, string Output, string Error)
{
    /// <summary>Runs a command to its end in this process.</summary>
    public static Task<Koppel> RunAsync(params string[] arguments) => RunInAsync(Path.GetTempPath(), arguments);

    /// <summary>Runs a command to its end in this process and in a working folder.</summary>
    public static async Task<Koppel> RunInAsync(string folder, params string[] arguments)
    {
        using var output = new MemoryStream();
        await using var error = new StringWriter { NewLine = "\n" };
        var screen = new Screen(output, TextWriter.Synchronized(error)) { Folder = folder };
        var code = await Task.Run(() => CommandLine.RunAsync(arguments, screen, screen.Interruption.Token));
        var run = new Koppel(code, TextEncoding.Utf8.GetString(output.ToArray()), error.ToString());
        Books.Check(run);
        return run;
    }

    /// <summary>Runs a process to its end in a working folder, with environment variables and what stands on its stdin.</summary>
    public static async Task<Koppel> ProcessAsync(
        string folder, string[] arguments, IReadOnlyDictionary<string, string>? environment = null, string input = "")
    {
        using var process = Start(folder, arguments, environment, input: input);
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
    /// <param name="input">What stands on its stdin.</param>
    public static Process Start(
        string folder, string[] arguments, IReadOnlyDictionary<string, string>? environment = null, string? under = null,
        string input = "")
    {
        var program = Path.Combine(AppContext.BaseDirectory, "koppel.dll");
        var start = new ProcessStartInfo(under ?? "dotnet", under is null ? [program, .. arguments] : ["dotnet", program, .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = folder,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Write(input);
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
