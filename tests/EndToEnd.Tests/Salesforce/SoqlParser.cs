using System.Diagnostics;
using System.Text.Json;

namespace Koppel.EndToEnd.Tests.Salesforce;

/// <summary>
/// Salesforce's own parser of SOQL, the npm package <c>@salesforce/soql-common</c>, in a program of node's that is started once. It ends
/// with this process, when nothing more can come.
/// </summary>
internal static class SoqlParser
{
    static readonly string Npm = Path.Combine(Repository.Root, "tests", "npm");
    static readonly SemaphoreSlim Turn = new(1);
    static readonly Lazy<Process> Program = new(Start);

    /// <summary>Whether the package is installed.</summary>
    public static bool IsThere { get; } = Directory.Exists(Path.Combine(Npm, "node_modules", "@salesforce", "soql-common"));

    /// <summary>The texts that it refuses, each with its reason.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(IEnumerable<string> texts)
    {
        List<string> faults = [];
        await Turn.WaitAsync();
        try
        {
            var program = Program.Value;
            foreach (var text in texts)
            {
                await program.StandardInput.WriteLineAsync(JsonSerializer.Serialize(text));
                await program.StandardInput.FlushAsync();
                var answer = await program.StandardOutput.ReadLineAsync()
                    ?? throw new InvalidOperationException($"The parser ended: {await program.StandardError.ReadToEndAsync()}");
                if (JsonSerializer.Deserialize<string>(answer) is { Length: > 0 } fault) faults.Add($"{text}: {fault}");
            }
            return faults;
        }
        finally
        {
            Turn.Release();
        }
    }

    static Process Start() => Process.Start(new ProcessStartInfo("node", [Path.Combine(Npm, "clients", "soql-parser.js")])
    {
        RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
    })!;
}
