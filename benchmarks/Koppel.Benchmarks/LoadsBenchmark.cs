using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Koppel.Sandbox;
using Koppel.Sandbox.Hosting;

namespace Koppel.Benchmarks;

/// <summary>
/// The main job in several sizes, at twenty times the pace: how many calls does it make, against the fewest possible; how long does it
/// take, against what the limits ask for; and how long did its plan say?
/// </summary>
internal static partial class LoadsBenchmark
{
    const double Scale = 20;

    static readonly string[] Forms =
    [
        "insert into ContactTagsByContactId@ac (contact, tag) select c.id, t.id from pairs@files p join contacts@ac c on c.email = "
            + "p.email join tags@ac t on t.tag = p.tag",
        "insert into ContactTagsByEmail@ac select email, tag from pairs@files",
    ];

    public static async Task RunAsync()
    {
        var koppel = await Published.KoppelAsync();
        foreach (var contacts in new[] { 1_000, 10_000, 100_000 })
            foreach (var tags in new[] { 1, 5 })
                foreach (var sql in Forms) await LoadAsync(koppel, contacts, tags, sql);
    }

    static async Task LoadAsync(string koppel, int contacts, int tags, string sql)
    {
        var folder = Directory.CreateTempSubdirectory("koppel-benchmarks-");
        try
        {
            await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Seed = contacts, TimeScale = Scale });
            string[] connect = ["--connect", $"ac=activecampaign;url={sandbox.Url};token={sandbox.Token}", "--connect",
                $"files=files;path={folder.FullName}"];
            await PairsFile.WriteAsync(Path.Combine(folder.FullName, "pairs.csv"), contacts, tags);
            if (tags > 1)
                await Child.RunAsync(koppel,
                    ["query", $"insert into tags@ac (tag) select 'Tag ' || i from range(2, {tags + 1}) r(i)", .. connect], folder.FullName);

            var plan = await Child.RunAsync(koppel, ["explain", sql, .. connect], folder.FullName);
            var planned = Seconds().Match(plan.Output);
            await Task.Delay(TimeSpan.FromSeconds(1.5)); // The windows of the plan's calls are over.
            var (first, calls, refused) = await RunAsync(koppel, folder.FullName, sandbox, [sql, .. connect]);
            var (_, again, _) = await RunAsync(koppel, folder.FullName, sandbox, [sql, .. connect]);

            var (reads, imports) = ((contacts + 99) / 100 + 1, (contacts + 249) / 250);
            var fewest = reads + (2 * imports);
            var limit = Math.Max(fewest / 5.0, imports / 100.0 * 60) / Scale;
            var told = double.Parse(planned.Groups[1].Value, CultureInfo.InvariantCulture);
            Measure.Line($"{contacts:N0} x {tags}, {(sql.Contains("join", StringComparison.Ordinal) ? "by ids" : "by names")}",
                $"{calls} calls, {(double)calls / fewest:0.000} times the fewest ({refused} refused); {first:0.00} s, "
                    + $"{first / limit:0.00} times the limits' {limit:0.00} s; planned {told:0.00} s, {told / first:0.00} of it; again: "
                    + $"{again - reads} calls to write");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static async Task<(double Seconds, long Calls, long Refused)> RunAsync(
        string koppel, string folder, SandboxServer sandbox, string[] arguments)
    {
        var before = sandbox.GetStats();
        var child = await Child.RunAsync(koppel, ["query", .. arguments, "--summary", "json"], folder);
        if (child.ExitCode != 0) throw new InvalidOperationException(child.Error);
        using var summary = JsonDocument.Parse(child.Error.Split('\n').Last(l => l.StartsWith('{')));
        var after = sandbox.GetStats();
        return (summary.RootElement.GetProperty("seconds").GetDouble(), after.Calls - before.Calls, after.Throttled - before.Throttled);
    }

    [GeneratedRegex(@"takes +([\d.]+) s at")]
    private static partial Regex Seconds();
}
