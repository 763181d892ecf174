using System.Diagnostics;
using System.Text.Json;
using Koppel.Connectors;
using Koppel.Engine.Configuration;
using Koppel.Engine.Hosting;
using Koppel.Engine.Statements;

namespace Koppel.Benchmarks;

/// <summary>
/// What does the ledger cost? The same load of a million pairs in this process with and without it, against a sandbox in another.
/// </summary>
internal static class LedgerBenchmark
{
    const int Contacts = 200_000;
    const int Tags = 5;
    const int Rounds = 3;

    public static async Task RunAsync()
    {
        var koppel = await Published.KoppelAsync();
        var folder = Directory.CreateTempSubdirectory("koppel-benchmarks-");
        try
        {
            await PairsFile.WriteAsync(Path.Combine(folder.FullName, "pairs.csv"), Contacts, Tags);
            var (with, without) = (new List<double>(), new List<double>());
            // The first of each does not count: the code is compiled then.
            for (var round = 0; round <= Rounds; round++)
            {
                var (recorded, bare) =
                    (await CpuAsync(koppel, folder.FullName, hasLedger: true), await CpuAsync(koppel, folder.FullName, hasLedger: false));
                if (round == 0) continue;
                with.Add(recorded);
                without.Add(bare);
            }
            var (a, b) = (Median(with), Median(without));
            Measure.Line("with the ledger", $"{a:0.00} s of processor time, median of {Rounds}");
            Measure.Line("without", $"{b:0.00} s");
            Measure.Line("the ledger's part of the run", $"{(a - b) / a * 100:0.0} %");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Processor time of one load, in seconds.</summary>
    static async Task<double> CpuAsync(string koppel, string folder, bool hasLedger)
    {
        using var sandbox = Process.Start(
            new ProcessStartInfo(koppel, ["sandbox", "--seed", $"{Contacts}", "--time-scale", "500"]) { RedirectStandardOutput = true,
                RedirectStandardError = true })!;
        var state = Directory.CreateTempSubdirectory("koppel-benchmarks-ledger-");
        try
        {
            using var line = JsonDocument.Parse((await sandbox.StandardOutput.ReadLineAsync())!);
            var (url, token) = (line.RootElement.GetProperty("url").GetString(), line.RootElement.GetProperty("token").GetString());
            var configuration = ConfigurationReader.Read(new ConfigurationSource
            {
                Connectors = All.Connectors, WorkingFolder = folder,
                Connect = [$"ac=activecampaign;url={url};token={token}", $"files=files;path={folder}"],
            });
            await using var database = Session.Open(new EngineOptions
            {
                Connectors = All.Connectors, Connections = configuration.Connections, BaseFolder = folder,
                StateFolder = hasLedger ? state.FullName : null,
            });
            GC.Collect();
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            await foreach (var result in database.ExecuteAsync("insert into ContactTagsByEmail@ac select email, tag from pairs@files"))
                if (result is not LoadResult { Report.Outcome.Changed: > 0 }) throw new InvalidOperationException($"{result}");
            return (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
        }
        finally
        {
            sandbox.Kill();
            await sandbox.WaitForExitAsync();
            state.Delete(recursive: true);
        }
    }

    static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
