using Koppel.Sandbox;
using Koppel.Sandbox.Hosting;

namespace Koppel.Benchmarks;

/// <summary>
/// 100,000 changes as a plan: planned, written, read and applied, against the load that makes them at once on a second account of the same
/// state: memory, calls, and the size of the file.
/// </summary>
internal static class PlanBenchmark
{
    const int Contacts = 100_000;

    const string Load = """
        synchronize (select email, firstName || '!' as firstName, lastName, phone from contacts@ac where id <= 90000
            union all select 'new' || i || '@acme.com', 'New', 'Name ' || i, '' from range(10000) r(i))
        to contacts@ac with insert or update identified by email
        """;

    public static async Task RunAsync()
    {
        var koppel = await Published.KoppelAsync();
        var folder = Directory.CreateTempSubdirectory("koppel-benchmarks-");
        try
        {
            await using var account = await SandboxServer.StartAsync(new SandboxOptions { Seed = Contacts, TimeScale = 200 });
            await using var other = await SandboxServer.StartAsync(new SandboxOptions { Seed = Contacts, TimeScale = 200 });
            var planned = await RunAsync("planned and written", koppel, folder.FullName, account, "explain", Load, "--output", "p.koppel");
            var size = new FileInfo(Path.Combine(folder.FullName, "p.koppel")).Length;
            Measure.Line("", $"{size:N0} bytes, {size / (double)Contacts:0.0} a change");
            await RunAsync("without values", koppel, folder.FullName, account, "explain", Load, "--output", "d.koppel", "--no-values");
            size = new FileInfo(Path.Combine(folder.FullName, "d.koppel")).Length;
            Measure.Line("", $"{size:N0} bytes, {size / (double)Contacts:0.0} a change");
            var read = await Child.RunAsync(
                koppel, ["plan", "show", "p.koppel", "--format", "csv", "--output", "p.csv"], folder.FullName);
            Check(read);
            Measure.Line("read", $"{read.Seconds:0.0} s, {read.PeakMegabytes:0} MB at most");
            var applied = await RunAsync("applied", koppel, folder.FullName, account, "apply", "p.koppel", "--on-drift", "refuse");
            var direct = await RunAsync("loaded at once", koppel, folder.FullName, other, "query", Load, "--state", "other");
            Measure.Line(
                "calls that write", $"{applied.Writes} applied, {direct.Writes} at once: {applied.Writes / (double)direct.Writes:0.000}");
            Measure.Line("calls that read", $"{applied.Reads} applied, {direct.Reads} at once, {planned.Reads} to plan");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static async Task<(long Reads, long Writes)> RunAsync(
        string what, string koppel, string folder, SandboxServer account, params string[] command)
    {
        var before = account.GetStats().ByRoute.ToDictionary();
        var child = await Child.RunAsync(
            koppel, [.. command, "--connect", $"ac=activecampaign;url={account.Url};token={account.Token}"], folder);
        Check(child);
        var calls = account.GetStats().ByRoute
            .Select(r => (IsRead: r.Key.StartsWith("GET ", StringComparison.Ordinal), Count: r.Value - before.GetValueOrDefault(r.Key)))
            .ToList();
        var (reads, writes) = (calls.Where(c => c.IsRead).Sum(c => c.Count), calls.Where(c => !c.IsRead).Sum(c => c.Count));
        Measure.Line(what, $"{child.Seconds:0.0} s, {child.PeakMegabytes:0} MB at most, {reads} calls that read, {writes} that write");
        foreach (var line in child.Error.Split('\n').Where(l => l.Contains("rows read", StringComparison.Ordinal)))
            Console.WriteLine("  " + line);
        return (reads, writes);
    }

    static void Check(Child child)
    {
        if (child.ExitCode != 0) throw new InvalidOperationException(child.Error);
    }
}
