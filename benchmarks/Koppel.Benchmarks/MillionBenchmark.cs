using Koppel.Sandbox;
using Koppel.Sandbox.Hosting;

namespace Koppel.Benchmarks;

/// <summary>A million pairs, planned and run: how much memory does the program take at most?</summary>
internal static class MillionBenchmark
{
    static readonly (string Name, string Sql)[] Forms =
    [
        ("by ids",
            "insert into ContactTagsByContactId@ac (contact, tag) select c.id, t.id from pairs@files p join contacts@ac c on c.email = "
            + "p.email join tags@ac t on t.tag = p.tag"),
        ("by names", "insert into ContactTagsByEmail@ac select email, tag from pairs@files"),
    ];

    public static async Task RunAsync()
    {
        var koppel = await Published.KoppelAsync();
        foreach (var (contacts, tags) in new[] { (200_000, 5), (1_000_000, 1) })
            foreach (var form in Forms) await LoadAsync(koppel, contacts, tags, form);
    }

    static async Task LoadAsync(string koppel, int contacts, int tags, (string Name, string Sql) form)
    {
        var folder = Directory.CreateTempSubdirectory("koppel-benchmarks-");
        try
        {
            await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Seed = contacts, TimeScale = 1_000 });
            string[] connect = ["--connect", $"ac=activecampaign;url={sandbox.Url};token={sandbox.Token}", "--connect",
                $"files=files;path={folder.FullName}"];
            await PairsFile.WriteAsync(Path.Combine(folder.FullName, "pairs.csv"), contacts, tags);
            if (tags > 1)
                await Child.RunAsync(koppel,
                    ["query", $"insert into tags@ac (tag) select 'Tag ' || i from range(2, {tags + 1}) r(i)", .. connect], folder.FullName);
            var plan = await Child.RunAsync(koppel, ["explain", form.Sql, .. connect], folder.FullName);
            var run = await Child.RunAsync(koppel, ["query", form.Sql, .. connect], folder.FullName);
            var again = await Child.RunAsync(koppel, ["query", form.Sql, .. connect], folder.FullName);
            if (run.ExitCode != 0) throw new InvalidOperationException(run.Error);
            Measure.Line($"{contacts:N0} x {tags}, {form.Name}",
                $"plan {plan.PeakMegabytes:0} MB, run {run.PeakMegabytes:0} MB, again {again.PeakMegabytes:0} MB at most");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
