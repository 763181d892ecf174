using System.Globalization;
using System.Text;

namespace Koppel.Benchmarks;

/// <summary>
/// A large CSV into memory: what the look at the whole file costs beside DuckDB's own reading, the first time and with its profile.
/// </summary>
internal static class CsvBenchmark
{
    const int Rows = 1_000_000;
    const int Runs = 3;

    public static async Task RunAsync()
    {
        var koppel = await Published.KoppelAsync();
        var folder = Directory.CreateTempSubdirectory("koppel-benchmarks-");
        try
        {
            var file = Path.Combine(folder.FullName, "big.csv");
            await WriteAsync(file);
            File.SetLastWriteTimeUtc(file, new DateTime(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc));
            var state = Path.Combine(folder.FullName, "state");
            async Task<double> TimeAsync(string source, bool isFirst)
            {
                var best = double.MaxValue;
                for (var i = 0; i < Runs; i++)
                {
                    if (isFirst && Directory.Exists(state)) Directory.Delete(state, recursive: true);
                    var before = OfChildren();
                    var child = await Child.RunAsync(koppel,
                        ["query", $"create table x@inmemorystorage as select * from {source}", "--state", state, "--connect",
                            $"src=files;path={folder.FullName}"], folder.FullName);
                    if (child.ExitCode != 0) throw new InvalidOperationException(child.Error);
                    best = Math.Min(best, OfChildren() - before);
                }
                return best;
            }
            var raw = await TimeAsync($"read_csv('{file}')", isFirst: false);
            var first = await TimeAsync("big@src", isFirst: true);
            var again = await TimeAsync("big@src", isFirst: false);
            Measure.Line("the file", $"{new FileInfo(file).Length / 1e6:0} MB, {Rows:N0} rows of 10 columns");
            Measure.Line("DuckDB's read_csv", $"{raw:0.00} s of processor time");
            Measure.Line("koppel, the first time", $"{first:0.00} s, {first / raw:0.00} times as much");
            Measure.Line("koppel, with the file's profile", $"{again:0.00} s, {again / raw:0.00} times as much");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Seconds of processor time of all children that have ended; 0 where the system does not tell.</summary>
    static double OfChildren()
    {
        if (!OperatingSystem.IsLinux()) return 0;
        var fields = File.ReadAllText("/proc/self/stat").Split(' ');
        return (long.Parse(fields[15], CultureInfo.InvariantCulture) + long.Parse(fields[16], CultureInfo.InvariantCulture)) / 100.0;
    }

    static async Task WriteAsync(string path)
    {
        await using var file = new StreamWriter(path, false, new UTF8Encoding(false));
        await file.WriteLineAsync("id,email,first,last,city,amount,day,at,optin,note");
        for (var i = 0; i < Rows; i++)
        {
            await file.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{i},contact{i}@example.org,First {i % 977},Last {i % 7919},City "
                    + $"{i % 311},{i % 1000}.{i % 100:00},2026-0{(i % 9) + 1}-{(i % 28) + 1:00},2026-01-05 "
                    + $"10:{i % 60:00}:00,{(i % 3 == 0 ? "yes" : "no")},\"note, number {i % 101}\""));
        }
    }
}
