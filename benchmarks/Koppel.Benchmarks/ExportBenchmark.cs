using System.Globalization;
using DuckDB.NET.Data;

namespace Koppel.Benchmarks;

/// <summary>
/// How long a large result takes to be written as CSV and as JSON, against DuckDB's own <c>copy</c> in a process of its own.
/// </summary>
internal static class ExportBenchmark
{
    /// <summary>The argument that makes this program the baseline: it runs one statement in DuckDB.</summary>
    public const string Baseline = "duckdb";

    const int Runs = 5;

    const string Rows = """
        select range as id, 'person' || range || '@example.com' as email, 'Person number ' || range as name, range % 97 as score,
            (range / 8)::double as ratio, (range * 1.01)::decimal(18,2) as amount, date '2020-01-01' + (range % 2000)::integer as day,
            timestamp '2020-01-01' + to_seconds(range) as at, range % 2 = 0 as active,
            case when range % 3 = 0 then null else 'a, "quoted" text' end as note from range(1000000)
        """;

    public static async Task RunAsync()
    {
        var koppel = await Published.KoppelAsync();
        var folder = Directory.CreateTempSubdirectory("koppel-benchmarks-").FullName;
        try
        {
            foreach (var format in (string[])["csv", "json"])
            {
                var (ours, theirs) = (Path.Combine(folder, $"ours.{format}"), Path.Combine(folder, $"theirs.{format}"));
                var with = await BestAsync(koppel, "query", Rows, "--output", ours);
                var without = await BestAsync(Environment.ProcessPath!, Baseline,
                    $"copy ({Rows}) to '{theirs}' (format {format}, {(format == "csv" ? "header" : "array")} true)");
                Measure.Line($"{format}: koppel",
                    $"{with.Wall:0.00} s, {with.Processor:0.00} s of processor, {new FileInfo(ours).Length / 1e6:0} MB");
                Measure.Line($"{format}: DuckDB's copy",
                    $"{without.Wall:0.00} s, {without.Processor:0.00} s of processor, {new FileInfo(theirs).Length / 1e6:0} MB");
                Measure.Line(
                    $"{format}: ratio", $"{with.Wall / without.Wall:0.00}, of processor {with.Processor / without.Processor:0.00}");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Runs a statement in DuckDB, as the baseline.</summary>
    public static void Run(string sql)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The shortest run, and the least processor time: noise only ever adds.</summary>
    static async Task<(double Wall, double Processor)> BestAsync(string program, params string[] arguments)
    {
        var (wall, processor) = (double.MaxValue, double.MaxValue);
        for (var i = 0; i < Runs; i++)
        {
            // The shell tells at its end what its children took.
            var child = await Child.RunAsync("sh", ["-c", "\"$@\" || exit 1; times", "sh", program, .. arguments]);
            if (child.ExitCode != 0) throw new InvalidOperationException(child.Error + child.Output);
            (wall, processor) = (Math.Min(wall, child.Seconds), Math.Min(processor, ProcessorTime(child.Output)));
        }
        return (wall, processor);
    }

    /// <summary>
    /// The second line of <c>times</c>, such as <c>0m1.25s 0m0.10s</c>: the children's time in the program and in the system.
    /// </summary>
    static double ProcessorTime(string output) =>
        output.TrimEnd().Split('\n')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Sum(part =>
    {
        var m = part.IndexOf('m', StringComparison.Ordinal);
        return (60 * double.Parse(part[..m], CultureInfo.InvariantCulture))
            + double.Parse(part[(m + 1)..].TrimEnd('s'), CultureInfo.InvariantCulture);
    });
}
