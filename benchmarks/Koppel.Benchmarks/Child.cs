using System.Diagnostics;
using System.Globalization;

namespace Koppel.Benchmarks;

/// <summary>A program that is run and watched from outside.</summary>
/// <param name="Seconds">From start to exit.</param>
/// <param name="PeakMegabytes">The most memory that it had resident, or 0 where the system does not tell.</param>
/// <param name="ExitCode">What it ended with.</param>
/// <param name="Output">What it wrote to stdout.</param>
/// <param name="Error">What it wrote to stderr.</param>
internal sealed record Child(double Seconds, double PeakMegabytes, int ExitCode, string Output, string Error)
{
    /// <summary>Runs a program to its end.</summary>
    public static async Task<Child> RunAsync(string program, IEnumerable<string> arguments, string? folder = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder ?? Path.GetTempPath(),
        };
        var begun = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        var exit = process.WaitForExitAsync();
        var peak = 0.0;
        while (await Task.WhenAny(exit, Task.Delay(20)) != exit) peak = Math.Max(peak, HighWater(process.Id));
        await exit;
        return new Child(Stopwatch.GetElapsedTime(begun).TotalSeconds, peak, process.ExitCode, await output, await error);
    }

    /// <summary>Runs a program as often as asked; the seconds of each run in order. Nothing is watched, so that nothing disturbs.</summary>
    public static async Task<List<double>> TimesAsync(int runs, string program, params string[] arguments)
    {
        var times = new List<double>();
        for (var i = 0; i < runs; i++)
        {
            var start = new ProcessStartInfo(
                program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
            var begun = Stopwatch.GetTimestamp();
            using var process = Process.Start(start)!;
            await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync(), process.WaitForExitAsync());
            times.Add(Stopwatch.GetElapsedTime(begun).TotalSeconds);
        }
        times.Sort();
        return times;
    }

    static double HighWater(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null
                ? 0
                : double.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            return 0; // It has just ended, or this is no Linux.
        }
    }
}
