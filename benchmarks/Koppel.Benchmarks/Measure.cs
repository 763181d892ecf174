using System.Diagnostics;

namespace Koppel.Benchmarks;

/// <summary>Takes times and writes them down.</summary>
internal static class Measure
{
    /// <summary>The seconds of the fastest of several runs, after one that does not count: noise only ever adds.</summary>
    public static async Task<double> BestAsync(int runs, Func<Task> run)
    {
        var best = double.MaxValue;
        for (var i = 0; i <= runs; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            await run();
            if (i > 0) best = Math.Min(best, Stopwatch.GetElapsedTime(begun).TotalSeconds);
        }
        return best;
    }

    /// <summary>A line of the report.</summary>
    public static void Line(string what, string value) => Console.WriteLine($"  {what,-34} {value}");
}
