using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Koppel.Sandbox;
using Koppel.Sandbox.Hosting;

namespace Koppel.Benchmarks;

/// <summary>
/// Whole contacts, each with five fields, three tags and an account, into an account that does not have them: how many calls by route, how
/// long against four minutes of the limits at twenty times the pace, and how much memory? Then the same again, which writes nothing, and
/// with one field changed.
/// </summary>
internal static class WideBenchmark
{
    const double Scale = 20;

    static string Load(string colour) =>
        "insert into ContactsWithFields@ac (email, firstName, lastName, W_KLEUR, W_MAAT, W_GEBOREN, W_PUNTEN, W_PLAATS, tags, account) "
        + $"select email, first, last, {colour}, maat, geboren, punten, plaats, [tag1, tag2, tag3], account from wide@files";

    public static Task RunAsync() =>
        RunAsync(
            int.TryParse(Environment.GetEnvironmentVariable("WIDE_CONTACTS"), CultureInfo.InvariantCulture, out var fewer)
                ? fewer
                : 100_000);

    static async Task RunAsync(int contacts)
    {
        var koppel = await Published.KoppelAsync();
        var folder = Directory.CreateTempSubdirectory("koppel-benchmarks-");
        try
        {
            await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Seed = 1_000, TimeScale = Scale });
            await AddFieldsAsync(sandbox);
            await WriteAsync(Path.Combine(folder.FullName, "wide.csv"), contacts);
            string[] connect = ["--connect", $"ac=activecampaign;url={sandbox.Url};token={sandbox.Token}", "--connect",
                $"files=files;path={folder.FullName}"];
            var fewest = (contacts + 249) / 250;
            var limit = fewest / 100.0 * 60 / Scale;
            foreach (var (name, colour) in new[] { ("new", "kleur"), ("the same again", "kleur"),
                ("one field changed", "case kleur when 'Rood' then 'Groen' else 'Rood' end") })
            {
                var before = sandbox.GetStats();
                var child = await Child.RunAsync(koppel, ["query", Load(colour), .. connect, "--summary", "json"], folder.FullName);
                if (child.ExitCode != 0) throw new InvalidOperationException(child.Error);
                using var summary = JsonDocument.Parse(child.Error.Split('\n').Last(l => l.StartsWith('{')));
                var (seconds, after) = (summary.RootElement.GetProperty("seconds").GetDouble(), sandbox.GetStats());
                var routes = after.ByRoute.Select(r => (r.Key, Count: r.Value - before.ByRoute.GetValueOrDefault(r.Key)))
                    .Where(r => r.Count > 0).OrderByDescending(r => r.Count);
                var changed = summary.RootElement.GetProperty("changed").GetInt64();
                Measure.Line($"{contacts:N0} contacts, {name}",
                    $"{changed:N0} changed in {seconds:0.00} s, {seconds / limit:0.00} times the importer's {limit:0.00} s for {fewest} "
                        + $"imports; {child.PeakMegabytes:0} MB at most; {after.Throttled - before.Throttled} refused");
                Measure.Line("  calls", $"{after.Calls - before.Calls}");
                foreach (var (route, count) in routes) Measure.Line($"  {route}", $"{count}");
                await Task.Delay(TimeSpan.FromSeconds(3.5)); // The minute of the importer is over.
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static async Task AddFieldsAsync(SandboxServer sandbox)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("Api-Token", sandbox.Token);
        foreach (var (name, type) in new[] { ("W_KLEUR", "text"), ("W_MAAT", "text"), ("W_GEBOREN", "date"), ("W_PUNTEN", "number"),
            ("W_PLAATS", "text") })
        {
            (await http.PostAsJsonAsync(new Uri(sandbox.Url, "/api/3/fields"),
                new { field = new { title = name, type, perstag = name } })).EnsureSuccessStatusCode();
            await Task.Delay(TimeSpan.FromSeconds(0.2));
        }
    }

    static async Task WriteAsync(string path, int contacts)
    {
        await using var file = new StreamWriter(path);
        await file.WriteLineAsync("email,first,last,kleur,maat,geboren,punten,plaats,tag1,tag2,tag3,account");
        for (var i = 1; i <= contacts; i++)
        {
            await file.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"person{i}@wide.example.org,First {i % 997},Last "
                    + $"{i % 7_919},{(i % 2 == 0 ? "Rood" : "Blauw")},M{i % 7},19{50 + i % 50}-{1 + i % 12:00}-{1 + i % 28:00},"
                    + $"{i % 1_000 / 4.0},Plaats {i % 500},Tag {i % 20},Klant,Bron {i % 5},Bedrijf {i % 2_000}"));
        }
    }
}
