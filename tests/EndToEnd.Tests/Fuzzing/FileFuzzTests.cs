using System.Diagnostics;
using System.Globalization;
using Koppel.Fuzzing;

namespace Koppel.EndToEnd.Tests.Fuzzing;

/// <summary>
/// Mutated files never end the process. They are read in a process of their own, which is this test assembly again: so a crash inside
/// DuckDB costs one case, is counted, and the cases behind it are run all the same.
/// </summary>
public sealed class FileFuzzTests
{
    const string Child = "KOPPEL_FUZZ_CHILD";
    const int Usual = 60;

    [Theory]
    [InlineData("csv")]
    [InlineData("json")]
    [InlineData("jsonl")]
    [InlineData("parquet")]
    public async Task A_mutated_file_is_read_or_told_why_not(string kind)
    {
        var folder = Directory.CreateTempSubdirectory("koppel-fuzz-");
        try
        {
            var (from, end) = (FuzzCases.From, FuzzCases.From + FuzzCases.Count(Usual));
            var faults = new List<string>();
            while (from < end)
            {
                var (exitCode, error) = await RunChildAsync(folder.FullName, kind, from, end - from);
                var log = await File.ReadAllLinesAsync(Path.Combine(folder.FullName, "log"), TestContext.Current.CancellationToken);
                faults.AddRange(log.Where(l => l.Contains(' ', StringComparison.Ordinal)));
                var last = int.Parse(log[^1].Split(' ')[0], CultureInfo.InvariantCulture);
                if (last < end - 1) faults.Add($"{last} ended the process with {exitCode}: {error}. {FuzzCases.Again(last)}");
                from = last + 1;
            }

            Assert.True(
                faults.Count == 0, $"{faults.Count} of {FuzzCases.Count(Usual)} {kind} files:\n{string.Join('\n', faults.Take(20))}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>
    /// What runs in the process of its own: a line for each case, its number before it is begun, and the fault behind it.
    /// </summary>
    [Fact(Explicit = true)]
    public async Task Cases_of_a_child()
    {
        if (Environment.GetEnvironmentVariable(Child)?.Split('|') is not [var folder, var kind]) return;
        var files = new FuzzFiles(Path.Combine(folder, "data"));
        Directory.CreateDirectory(Path.Combine(folder, "data"));
        await using var log = new StreamWriter(Path.Combine(folder, "log")) { AutoFlush = true };
        foreach (var (number, random) in FuzzCases.All(Usual))
        {
            await log.WriteAsync(number.ToString(CultureInfo.InvariantCulture));
            if (await files.TryAsync(kind, random) is { } fault)
                await log.WriteAsync(
                    $" {fault.GetType().Name}: {fault.Message.ReplaceLineEndings(" ")} {fault.StackTrace?.ReplaceLineEndings(" ")}. "
                    + $"{FuzzCases.Again(number)}");
            await log.WriteLineAsync();
        }
    }

    static async Task<(int ExitCode, string Error)> RunChildAsync(string folder, string kind, int from, int count)
    {
        var start = new ProcessStartInfo("dotnet",
            [Path.Combine(AppContext.BaseDirectory, "EndToEnd.Tests.dll"), "-explicit", "only", "-method",
                $"{typeof(FileFuzzTests).FullName}.{nameof(Cases_of_a_child)}"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder,
        };
        start.Environment[Child] = $"{folder}|{kind}";
        start.Environment["KOPPEL_FUZZ_FROM"] = from.ToString(CultureInfo.InvariantCulture);
        start.Environment["KOPPEL_FUZZ_COUNT"] = count.ToString(CultureInfo.InvariantCulture);
        start.Environment["KOPPEL_FUZZ_SEED"] = FuzzCases.Seed.ToString(CultureInfo.InvariantCulture);
        start.Environment.Remove("KOPPEL_FUZZ_SECONDS");
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), error, process.WaitForExitAsync());
        return (process.ExitCode, (await error).ReplaceLineEndings(" "));
    }
}
