using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Koppel.Benchmarks;

/// <summary>
/// The sandbox as a process of its own: how many simple reads a second does it answer, and how much memory do 1,000,000 contacts take?
/// The reader runs on the same machine. The baseline is the same reader against a server that answers three bytes.
/// </summary>
internal static class SandboxBenchmark
{
    const int Contacts = 1_000_000;
    const int Readers = 8;
    static readonly TimeSpan Length = TimeSpan.FromSeconds(4);

    static readonly (string What, Func<int, string> Path)[] Reads =
    [
        ("one contact by id", n => $"contacts/{n}"),
        ("a contact by address", n => $"contacts?email={Koppel.Sandbox.SeedData.EmailOf(n)}"),
        ("one tag", n => $"tags/{1 + (n % 20)}"),
        ("a contact's tags", n => $"contacts/{n}/contactTags"),
        ("a contact's values of fields", n => $"contacts/{n}/fieldValues"),
        ("a page of 20 contacts by id", n => $"contacts?orders[id]=ASC&id_greater={n}"),
        ("a page of 100 contacts with tags", n => $"contacts?orders[id]=ASC&id_greater={n}&limit=100&include=contactTags"),
    ];

    public static async Task RunAsync()
    {
        var koppel = await Published.KoppelAsync();
        var begun = Stopwatch.GetTimestamp();
        using var sandbox = Process.Start(
            new ProcessStartInfo(koppel, ["sandbox", "--seed", Contacts.ToString(CultureInfo.InvariantCulture), "--time-scale", "10000000"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        try
        {
            using var line = JsonDocument.Parse((await sandbox.StandardOutput.ReadLineAsync())!);
            var (url, token) =
                (new Uri(line.RootElement.GetProperty("url").GetString()!), line.RootElement.GetProperty("token").GetString()!);
            Measure.Line($"{Contacts:N0} contacts",
                $"{Stopwatch.GetElapsedTime(begun).TotalSeconds:0.0} s until it serves, {Megabytes(sandbox.Id, "VmRSS"):0} MB resident, "
                    + $"{Megabytes(sandbox.Id, "VmHWM"):0} MB at most");
            var nothing = await BaselineAsync();
            Measure.Line("baseline: three bytes", $"{nothing:N0} answers a second");
            foreach (var (what, path) in Reads)
            {
                var rate = await RateAsync(new Uri(url, "/api/3/"), token, path);
                Measure.Line(what, $"{rate:N0} a second, {rate / nothing:0.00} of the baseline");
            }
            Measure.Line(
                "after all reads", $"{Megabytes(sandbox.Id, "VmRSS"):0} MB resident, {Megabytes(sandbox.Id, "VmHWM"):0} MB at most");
        }
        finally
        {
            sandbox.Kill();
        }
    }

    /// <summary>Answers a second, with a few connections that each wait for their answer.</summary>
    static async Task<double> RateAsync(Uri address, string token, Func<int, string> path)
    {
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Readers }) { BaseAddress = address };
        client.DefaultRequestHeaders.Add("Api-Token", token);
        await ReadAsync(client, path, 0, TimeSpan.FromSeconds(1)); // Warm.
        var begun = Stopwatch.GetTimestamp();
        var answers = await Task.WhenAll(Enumerable.Range(0, Readers).Select(reader => ReadAsync(client, path, reader, Length)));
        return answers.Sum() / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    static async Task<long> ReadAsync(HttpClient client, Func<int, string> path, int reader, TimeSpan length)
    {
        var (random, begun, answers) = (new Random(reader), Stopwatch.GetTimestamp(), 0L);
        while (Stopwatch.GetElapsedTime(begun) < length)
        {
            using var answer = await client.GetAsync(path(random.Next(1, Contacts)));
            if (answer.StatusCode != HttpStatusCode.OK)
                throw new InvalidOperationException($"{answer.RequestMessage!.RequestUri} was answered {answer.StatusCode}.");
            await answer.Content.ReadAsByteArrayAsync();
            answers++;
        }
        return answers;
    }

    static async Task<double> BaselineAsync()
    {
        await using var server = Quiet().Build();
        server.Urls.Add("http://127.0.0.1:0");
        server.Run(context => context.Response.WriteAsync("{ }"));
        await server.StartAsync();
        return await RateAsync(new Uri(server.Urls.First()), "none", n => n.ToString(CultureInfo.InvariantCulture));
    }

    static WebApplicationBuilder Quiet()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        return builder;
    }

    static double Megabytes(int process, string what)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(l => l.StartsWith(what + ":", StringComparison.Ordinal));
        return double.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
