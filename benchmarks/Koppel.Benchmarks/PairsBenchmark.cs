using System.Globalization;
using System.Text;
using Koppel.Sandbox;
using Koppel.Sandbox.Hosting;

namespace Koppel.Benchmarks;

/// <summary>The main job at scale: how many calls and how much memory do 100,000 pairs take?</summary>
internal static class PairsBenchmark
{
    const int Contacts = 100_000;

    public static Task RunAsync() => LoadAsync(Contacts, timeScale: 200);

    /// <summary>Loads a new tag for each contact from a CSV file, in a process of its own, twice.</summary>
    public static async Task LoadAsync(int contacts, double timeScale)
    {
        var koppel = await Published.KoppelAsync();
        var folder = Directory.CreateTempSubdirectory("koppel-benchmarks-");
        try
        {
            await using (var file = new StreamWriter(Path.Combine(folder.FullName, "pairs.csv"), false, Encoding.UTF8))
            {
                await file.WriteLineAsync("email,tag");
                for (var i = 1; i <= contacts; i++)
                    await file.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{SeedData.EmailOf(i)},Test"));
            }
            await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Seed = contacts, TimeScale = timeScale });
            string[] arguments =
            [
                "query",
                """
                insert into ContactTagsByContactId@ac (contact, tag)
                select ctt.id, tag.id
                from   pairs@files p
                join   contacts@ac ctt on ctt.email = p.email
                join   tags@ac tag on tag.tag = p.tag
                """,
                "--connect", $"ac=activecampaign;url={sandbox.Url};token={sandbox.Token}", "--connect",
                $"files=files;path={folder.FullName}",
            ];
            foreach (var run in new[] { "first run", "second run" })
            {
                var before = sandbox.GetStats();
                var child = await Child.RunAsync(koppel, arguments);
                if (child.ExitCode != 0) throw new InvalidOperationException(child.Error);
                var after = sandbox.GetStats();
                Measure.Line(run, $"{child.Seconds:0.0} s at {timeScale:0} times the pace, {child.PeakMegabytes:0} MB at most");
                foreach (var (route, count) in after.ByRoute.OrderBy(r => r.Key, StringComparer.Ordinal))
                    if (count - before.ByRoute.GetValueOrDefault(route) is > 0 and var calls) Measure.Line("  " + route, $"{calls}");
                Measure.Line("  answers of 429", $"{after.Throttled - before.Throttled}");
                foreach (var line in child.Error.Split('\n').Where(l => l.Contains("rows read", StringComparison.Ordinal)))
                    Console.WriteLine("  " + line);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
