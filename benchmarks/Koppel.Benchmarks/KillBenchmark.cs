using System.Diagnostics;
using Koppel.Sandbox;

namespace Koppel.Benchmarks;

/// <summary>A load under faults, killed at random moments and gone on with each time: is every pair there, once, and accounted for?</summary>
internal static class KillBenchmark
{
    const int Pairs = 20_000;
    const int Kills = 200;

    static readonly string[] Faults =
        ["429:0.02", "500-before:0.02", "500-after:0.02", "cut:0.02", "503:0.01", "garbage:0.01", "slow:0.01", "import-interrupted:0.02"];

    public static async Task RunAsync()
    {
        var koppel = await Published.KoppelAsync();
        var folder = Directory.CreateTempSubdirectory("koppel-benchmarks-");
        try
        {
            // Slow enough that so many moments lie within one load: a second of the sandbox's clock is a seventh of ours.
            await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Seed = Pairs, TimeScale = 7, Faults = [.. Faults.Select(FaultRule.Parse)] });
            string[] connect = ["--connect", $"ac=activecampaign;url={sandbox.Url};token={sandbox.Token}"];
            string[] begin = ["query", "insert into ContactTagsByContactId@ac (contact, tag) select id, 1 from contacts@ac", .. connect];
            var before = sandbox.GetStats().ContactTags;
            var had = int.Parse(await AskAsync(koppel, folder.FullName, "select count(*) from contactTags@ac where tag = 1", connect));

            var random = new Random(1);
            var (kills, arguments, isPlanned) = (0, begin, false);
            // Reading takes about six seconds; what is killed before the plan is in the ledger begins again.
            while (!await RunAsync(koppel, folder.FullName, arguments, kills >= Kills ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(random.Next(150, isPlanned ? 900 : 14_000))))
            {
                kills++;
                var state = await AskAsync(koppel, folder.FullName, "select count(*) || ' ' || coalesce(max(read), 0) from runs@koppel", connect);
                arguments = state.StartsWith('0') ? begin : ["resume", "1", .. connect];
                isPlanned = !state.EndsWith(" 0", StringComparison.Ordinal);
            }
            var now = sandbox.GetStats().ContactTags;
            var books = await AskAsync(koppel, folder.FullName, "select read || ' = ' || changed || ' + ' || unchanged || ' + ' || rejected || ' + ' || not_sent from runs@koppel", connect);
            Measure.Line("killed", $"{kills} times");
            Measure.Line("pairs in the sandbox", $"{now - before} new; wanted {Pairs - had}");
            Measure.Line("the ledger's books", $"{books} (read = changed + unchanged + rejected + not sent)");
            Measure.Line("right", $"{now - before == Pairs - had && books == $"{Pairs} = {Pairs - had} + {had} + 0 + 0"}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Runs it until it ends or its time is up; tells whether it came to its end.</summary>
    static async Task<bool> RunAsync(string koppel, string folder, string[] arguments, TimeSpan patience)
    {
        using var process = Process.Start(new ProcessStartInfo(koppel, arguments) { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true })!;
        var told = Task.WhenAll(process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEndAsync());
        using var timer = new CancellationTokenSource(patience);
        try
        {
            await process.WaitForExitAsync(timer.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync();
            await told;
            return false;
        }
        return process.ExitCode is 0 or 3 ? true : throw new InvalidOperationException((await told)[0]);
    }

    static async Task<string> AskAsync(string koppel, string folder, string sql, string[] connect)
    {
        while (true)
        {
            var child = await Child.RunAsync(koppel, ["query", sql, "--format", "csv", .. connect], folder);
            if (child.ExitCode == 0) return child.Output.Split('\n')[1];
        }
    }
}
