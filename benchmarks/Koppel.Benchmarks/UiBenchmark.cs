using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Koppel.Benchmarks;

/// <summary>
/// The query tool as its user has it: how long its start takes, against a web program that does nothing; what a first visit carries; the
/// last rows of a large result; memory. What the page does in a browser is measured by tests/npm/ui/measure.js, where node is there.
/// </summary>
internal static class UiBenchmark
{
    const int Runs = 20;
    const string Million =
        "select i, i * 2 as a, i % 97 as b, 'name ' || i as c, 'city ' || (i % 400) as d, i / 3.0 as e, "
        + "date '2020-01-01' + (i % 2000)::int as f, i % 2 = 0 as g, 'tag ' || (i % 31) as h, 'note ' || (i % 1009) as j "
        + "from range(1000000) t(i)";

    public static async Task RunAsync()
    {
        var koppel = await Published.KoppelAsync();
        var empty = await EmptyAsync();
        using var folder = new ScratchFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "koppel.toml"), "[connections.shop]\ntype = \"files\"\npath = \".\"\n");
        var without = await MedianAsync(() => StartAsync(empty, folder.Path, [], "/"));
        var own = await MedianAsync(() => StartAsync(koppel, folder.Path, RunningUi.Command, "/api/v1/connections"));
        var demo = await MedianAsync(() => StartAsync(koppel, folder.Path, [.. RunningUi.Command, "--demo"], "/api/v1/connections"));
        Measure.Line("an empty web program", $"{without * 1000:0} ms until its first answer, median of {Runs}");
        Measure.Line("koppel ui", $"{own * 1000:0} ms until GET /api/v1/connections answers: {own / without:0.00} times that");
        Measure.Line("koppel ui --demo", $"{demo * 1000:0} ms: {demo / without:0.00} times that");

        await using var running = await RunningUi.StartAsync(koppel, folder.Path, [.. RunningUi.Command, "--demo"]);
        await VisitAsync(running);
        await ResultAsync(running);
        Measure.Line("memory with it", $"{running.PeakMegabytes:0} MB at most");
        await BrowseAsync(running);
        Measure.Line("memory with a second one", $"{running.PeakMegabytes:0} MB at most, one million rows more in a browser");
    }

    static async Task<double> MedianAsync(Func<Task<double>> start)
    {
        await start();
        var times = new List<double>();
        for (var i = 0; i < Runs; i++) times.Add(await start());
        times.Sort();
        return times[Runs / 2];
    }

    static async Task<double> StartAsync(string program, string folder, string[] arguments, string path)
    {
        // Each start is the first of its folder.
        foreach (var left in Directory.GetDirectories(folder, ".koppel")) Directory.Delete(left, recursive: true);
        var begun = Stopwatch.GetTimestamp();
        await using var running = await RunningUi.StartAsync(program, folder, arguments);
        await running.Http.GetStringAsync(path);
        return Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    /// <summary>Every file that the page asks for, as a browser gets it.</summary>
    static async Task VisitAsync(RunningUi running)
    {
        var (bytes, files) = (0L, 0);
        var open = new Queue<string>(["/"]);
        var seen = new HashSet<string>(open, StringComparer.Ordinal);
        while (open.TryDequeue(out var path))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("Accept-Encoding", "br");
            using var answer = await running.Http.SendAsync(request);
            var body = await answer.Content.ReadAsByteArrayAsync();
            (bytes, files) = (bytes + body.Length, files + 1);
            var text = answer.Content.Headers.ContentEncoding.Contains("br") ? Unpack(body) : Encoding.UTF8.GetString(body);
            foreach (var link in path.Contains("/vendor/", StringComparison.Ordinal) ? [] : Links(text, path))
                if (seen.Add(link)) open.Enqueue(link);
        }
        Measure.Line("the first visit", string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} bytes in {files} files over the wire"));
    }

    static async Task ResultAsync(RunningUi running)
    {
        var session = (await running.PostAsync("sessions", [])).GetProperty("session").GetString()!;
        var begun = Stopwatch.GetTimestamp();
        await running.PostAsync($"sessions/{session}/runs", new JsonObject { ["script"] = Million, ["mode"] = "run" });
        JsonElement result;
        do
        {
            await Task.Delay(50);
            result = (await running.GetAsync("results")).EnumerateArray().FirstOrDefault();
        }
        while (result.ValueKind == JsonValueKind.Undefined || !result.GetProperty("isComplete").GetBoolean());
        Measure.Line("1,000,000 rows of 10 kept", $"{Stopwatch.GetElapsedTime(begun).TotalSeconds:0.00} s");
        var id = result.GetProperty("id").GetString()!;
        var page = await Measure.BestAsync(5, () => running.Http.GetStringAsync($"/api/v1/results/{id}/rows?from=999800&count=200"));
        Measure.Line("their last 200", $"{page * 1000:0} ms");
    }

    static async Task BrowseAsync(RunningUi running)
    {
        var npm = Path.Combine(Published.Root(), "tests", "npm");
        if (!Directory.Exists(Path.Combine(npm, "node_modules", "playwright-core")))
        {
            Measure.Line("in a browser", "not measured: tests/npm/install.sh installs what it takes");
            return;
        }
        var child = await Child.RunAsync("node", [Path.Combine(npm, "ui", "measure.js"), running.NewPage, "/usr/bin/chromium"]);
        var lines = (child.Output + child.Error).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (var line in lines) Console.WriteLine($"  {line}");
    }

    static IEnumerable<string> Links(string text, string from)
    {
        var parts = text.Split('\'', '"');
        for (var i = 1; i < parts.Length; i += 2)
            if (parts[i].EndsWith(".js", StringComparison.Ordinal) || parts[i].EndsWith(".css", StringComparison.Ordinal))
                yield return new Uri(new Uri(new Uri("http://x"), from), parts[i]).AbsolutePath;
    }

    static string Unpack(byte[] body)
    {
        using var plain = new StreamReader(new System.IO.Compression.BrotliStream(
            new MemoryStream(body), System.IO.Compression.CompressionMode.Decompress));
        return plain.ReadToEnd();
    }

    static async Task<string> EmptyAsync()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "koppel-benchmarks", "empty-web-source")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "empty-web.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
            </Project>
            """);
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), """
            var app = WebApplication.CreateBuilder(args).Build();
            app.Urls.Add("http://127.0.0.1:0");
            app.MapGet("/", () => "Hello");
            await app.StartAsync();
            Console.WriteLine(app.Urls.First());
            await app.WaitForShutdownAsync();
            """);
        return await Published.PublishAsync(folder, "empty-web");
    }
}
