using System.Diagnostics;
using System.Globalization;

namespace Koppel.Benchmarks.DuckDbTests;

/// <summary>
/// DuckDB's own test files (the folder <c>test/sql</c> of its source, of the version that Koppel has): each record through DuckDB.NET and
/// through a session. Each file has a process of its own, so that a crash costs one file.
/// </summary>
internal static class DuckDbTestsBenchmark
{
    /// <summary>The verb that runs one file.</summary>
    public const string OneFile = "duckdb-test-file";

    static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>Runs all files under a folder; gives the exit code.</summary>
    public static async Task<int> RunAsync(string folder)
    {
        var files = Directory.EnumerateFiles(folder, "*.test", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        var (records, passed, less, known, lost) = (0L, 0L, 0L, 0L, 0);
        await Parallel.ForEachAsync(
            files, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (file, cancellationToken) =>
        {
            var output = await OutputAsync(file, folder, cancellationToken);
            foreach (var fields in output.Split('\n').Select(l => l.Split('\t')))
            {
                if (fields[0] == "records")
                {
                    Interlocked.Add(ref records, Number(fields[1]));
                    Interlocked.Add(ref passed, Number(fields[2]));
                }
                else if (fields[0] == "differs" && KnownDifferences.ReasonFor(fields[^1]) is not null)
                {
                    Interlocked.Increment(ref known);
                }
                else if (fields[0] == "differs")
                {
                    Interlocked.Increment(ref less);
                    Console.WriteLine($"{Path.GetRelativePath(folder, file)}:{fields[1]}: {fields[2]}: {fields[^1]}");
                }
            }
            if (output.Contains("records\t", StringComparison.Ordinal)) return;
            Interlocked.Increment(ref lost);
            Console.WriteLine($"{Path.GetRelativePath(folder, file)}: did not end");
        });
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{files.Count:N0} files, {records:N0} records, of which DuckDB.NET passes {passed:N0}; Koppel passes {less:N0} less, "
                + $"{known:N0} more differ for a known reason; {lost} files did not end"));
        return less == 0 && lost == 0 ? 0 : 1;
    }

    static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    static async Task<string> OutputAsync(string file, string folder, CancellationToken cancellationToken)
    {
        // The files name others from the root of DuckDB's source.
        var root = Path.GetFullPath(Path.Combine(folder, "..", ".."));
        var start = new ProcessStartInfo(Environment.ProcessPath!, [OneFile, Path.GetFullPath(file)]) { RedirectStandardOutput = true,
            RedirectStandardError = true, WorkingDirectory = root };
        using var process = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Longest);
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }
        await error;
        return await output;
    }
}
