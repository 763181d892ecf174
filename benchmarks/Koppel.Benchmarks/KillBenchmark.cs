using Koppel.Sandbox;
using Koppel.Sandbox.Hosting;

namespace Koppel.Benchmarks;

/// <summary>
/// A load under faults, killed at random moments and gone on with each time: is every pair there, once, and accounted for?
/// </summary>
internal static class KillBenchmark
{
    const int Pairs = 20_000;
    const int Kills = 200;

    static readonly string[] Faults =
        ["429:0.02", "500-before:0.02", "500-after:0.02", "cut:0.02", "503:0.01", "garbage:0.01", "slow:0.01", "import-interrupted:0.02"];

    public static async Task RunAsync()
    {
        await RunAsync(isPlanned: false);
        await RunAsync(isPlanned: true);
    }

    /// <summary>At once, or as a plan that was made before.</summary>
    static async Task RunAsync(bool isPlanned)
    {
        const string sql = "insert into ContactTagsByContactId@ac (contact, tag) select id, 1 from contacts@ac";
        var koppel = await Published.KoppelAsync();
        var folder = Directory.CreateTempSubdirectory("koppel-benchmarks-");
        try
        {
            // Slow enough that so many moments lie within one load: a second of the sandbox's clock is a seventh of ours.
            await using var sandbox = await SandboxServer.StartAsync(
                new SandboxOptions { Seed = Pairs, TimeScale = 7, Faults = [.. Faults.Select(FaultRule.Parse)] });
            string[] connect = ["--connect", $"ac=activecampaign;url={sandbox.Url};token={sandbox.Token}"];
            var load = new KilledLoad(koppel, folder.FullName, connect);
            var before = sandbox.GetStats().ContactTags;
            var had = int.Parse(await load.AskAsync("select count(*) from contactTags@ac where tag = 1"));
            // What is there already stands in no plan.
            var rows = isPlanned ? Pairs - had : Pairs;
            string[] plan = ["explain", sql, "--output", "p.koppel", .. connect];
            while (isPlanned && (await Child.RunAsync(koppel, plan, folder.FullName)).ExitCode != 0)
            {
                // Faults strike it too.
            }

            // Reading takes about six seconds.
            await load.RunAsync(isPlanned ? ["apply", "p.koppel"] : ["query", sql], rows, Kills, reading: 14_000, sending: 900);

            var now = sandbox.GetStats().ContactTags;
            var books = await load.BooksAsync();
            Measure.Line(isPlanned ? "a plan, killed" : "killed", $"{load.Kills} times");
            Measure.Line("gave up", $"{load.GaveUp} times, for the many faults");
            Measure.Line("pairs in the sandbox", $"{now - before} new; wanted {Pairs - had}");
            Measure.Line("the ledger's books", $"{books} (read = changed + unchanged + rejected + not sent)");
            Measure.Line("right", $"{now - before == Pairs - had && books == $"{rows} = {Pairs - had} + {rows - Pairs + had} + 0 + 0"}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
