using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Koppel.Sandbox;
using Koppel.Sandbox.Hosting;

namespace Koppel.Benchmarks;

/// <summary>
/// Salesforce: a million contacts through a job of the Bulk API, against DuckDB's read_csv of the same pages from disk; look-ups by
/// addresses; 100,000 upserts.
/// </summary>
internal static class SalesforceBenchmark
{
    const int Contacts = 1_000_000;
    const int Runs = 5;
    const string Columns = "Id, Email, LastName, FirstName, AccountId, Phone, CreatedDate, MailingCity, MailingCountry, OwnerId";

    static readonly string Figures =
        string.Join(", ", Columns.Split(", ").Select(c => c == "CreatedDate" ? $"max({c})" : $"count({c})"));

    public static async Task RunAsync()
    {
        var koppel = await Published.KoppelAsync();
        var folder = Directory.CreateTempSubdirectory("koppel-benchmarks-");
        try
        {
            await using var server = await SalesforceServer.StartAsync(new SalesforceOptions { Seed = Contacts, TimeScale = 1_000 });
            string[] connect = ["--connect", Connection(server)];
            var pages = Path.Combine(folder.FullName, "pages");
            await DownloadAsync(server, pages);
            await ReadAsync(koppel, folder.FullName, pages, connect);
            foreach (var count in new[] { 1_000, 10_000 }) await LookUpAsync(server, koppel, folder.FullName, connect, count);
            await UpsertAsync(server, koppel, folder.FullName, connect);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>What tells koppel of the sandbox.</summary>
    internal static string Connection(SalesforceServer server) =>
        $"sf=salesforce;url={server.Url};client_id={server.ClientId};client_secret={server.ClientSecret};reserve=0";

    static async Task ReadAsync(string koppel, string folder, string pages, string[] connect)
    {
        var (ours, theirs, peak) = (new List<double>(), new List<double>(), 0.0);
        var empty = Median(await Child.TimesAsync(Runs, koppel, "query", "select 1"));
        for (var i = 0; i < Runs; i++)
        {
            var raw = await Child.RunAsync(koppel,
                ["query", $"select {Figures} from read_csv('{pages}/*.csv', header = true, types = {{'CreatedDate': 'TIMESTAMPTZ'}})"],
                folder);
            var own = await Child.RunAsync(koppel, ["query", $"select {Figures} from Contact@sf", "--verbose", .. connect], folder);
            if (own.ExitCode != 0) throw new InvalidOperationException(own.Error);
            if (own.Output != raw.Output) throw new InvalidOperationException($"{own.Output} is not {raw.Output}");
            peak = Math.Max(peak, own.PeakMegabytes);
            theirs.Add(raw.Seconds - empty);
            ours.Add(own.Seconds - SecondsToComplete(own.Error));
        }
        Measure.Line(
            "the pages", $"{Directory.GetFiles(pages).Length}, {Directory.GetFiles(pages).Sum(f => new FileInfo(f).Length) / 1e6:0} MB");
        Measure.Line("read_csv of them from disk", $"{Median(theirs):0.00} s");
        Measure.Line("from JobComplete to the end", $"{Median(ours):0.00} s, {Median(ours) / Median(theirs):0.00} times as much");
        Measure.Line("memory at most", $"{peak:0} MB");
    }

    /// <summary>
    /// How long it took until the list of pages was asked for: the line of the log that tells it, against the first line.
    /// </summary>
    static double SecondsToComplete(string log)
    {
        var times = log.Split('\n').Where(l => l.Length > 12 && TimeSpan.TryParse(l[..12], CultureInfo.InvariantCulture, out _)).ToList();
        var pages = times.First(l => l.Contains("/resultPages", StringComparison.Ordinal));
        // What comes before the first line, the start of the program, is no part of reading either.
        var start = TimeSpan.Parse(times[0][..12], CultureInfo.InvariantCulture);
        return (TimeSpan.Parse(pages[..12], CultureInfo.InvariantCulture) - start).TotalSeconds;
    }

    static async Task LookUpAsync(SalesforceServer server, string koppel, string folder, string[] connect, int count)
    {
        var file = Path.Combine(folder, "addresses.csv");
        var addresses = Directory.GetFiles(Path.Combine(folder, "pages")).Order().SelectMany(File.ReadLines)
            .Where(l => !l.Contains("Email", StringComparison.Ordinal)).Select(l => l.Split(',')[1].Trim('"')).Take(count).ToList();
        await File.WriteAllLinesAsync(file, addresses.Prepend("email"));
        var before = Asked(server);
        var child = await Child.RunAsync(koppel,
            ["query", $"create table a@memory as select email from '{file}'; "
                + "select count(*) from a@memory a join Contact@sf c on c.Email = a.email", "--format", "csv", .. connect], folder);
        if (child.ExitCode != 0) throw new InvalidOperationException(child.Error);
        var bytes = addresses.Sum(a => Uri.EscapeDataString(a).Length);
        Measure.Line($"{count:N0} addresses looked up", $"{Asked(server) - before} calls; their "
            + $"{bytes:N0} bytes, encoded, by 15,500 are {(bytes + 15_499) / 15_500}");
    }

    static async Task UpsertAsync(SalesforceServer server, string koppel, string folder, string[] connect)
    {
        var before = Routes(server);
        var child = await Child.RunAsync(koppel,
            ["query", """
                insert into Contact@sf (External_Id__c, LastName, FirstName, Email, AccountId)
                select 'K-' || i, 'Name ' || i, 'First', 'k' || i || '@example.com', case when i % 1000 = 0 then '001KO0000099999' end
                from range(100000) r(i) on conflict (External_Id__c) do update
                """, .. connect], folder);
        if (child.ExitCode is not (0 or 3)) throw new InvalidOperationException(child.Error);
        Measure.Line("100,000 upserts", $"{child.Seconds:0.0} s, {child.PeakMegabytes:0} MB; {child.Error.Split('\n')[0]}");
        foreach (var (route, calls) in Routes(server)
            .Where(r => r.Value > before.GetValueOrDefault(r.Key) && r.Key.Contains("jobs", StringComparison.Ordinal)))
            Measure.Line("", $"{calls - before.GetValueOrDefault(route)} x {route}");
    }

    static Dictionary<string, long> Routes(SalesforceServer server) => new(server.GetStats().ByRoute);

    /// <summary>Queries, and those that travel as one call.</summary>
    static long Asked(SalesforceServer server) => server.GetStats().ByRoute
        .Where(r => r.Key is "GET /services/data/{version}/query" or "POST /services/data/{version}/composite").Sum(r => r.Value);

    static double Median(List<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    static async Task DownloadAsync(SalesforceServer server, string folder)
    {
        Directory.CreateDirectory(folder);
        using var http = new HttpClient { BaseAddress = server.Url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.Token);
        const string jobs = "/services/data/v67.0/jobs/query";
        using var body = new StringContent(
            JsonSerializer.Serialize(new { operation = "query", query = $"SELECT {Columns} FROM Contact" }), Encoding.UTF8,
            "application/json");
        using var made = await http.PostAsync(jobs, body);
        var id = JsonDocument.Parse(await made.Content.ReadAsStringAsync()).RootElement.GetProperty("id").GetString();
        while (!(await http.GetStringAsync($"{jobs}/{id}")).Contains("JobComplete", StringComparison.Ordinal)) await Task.Delay(50);
        var number = 0;
        for (var next = $"{jobs}/{id}/resultPages"; next is not null;)
        {
            var list = JsonDocument.Parse(await http.GetStringAsync(next)).RootElement;
            foreach (var page in list.GetProperty("resultPages").EnumerateArray())
                await File.WriteAllBytesAsync(
                    Path.Combine(folder, $"{number++:000}.csv"), await http.GetByteArrayAsync(page.GetProperty("resultUrl").GetString()));
            next = list.TryGetProperty("nextRecordsUrl", out var url) ? url.GetString() : null;
        }
    }
}
