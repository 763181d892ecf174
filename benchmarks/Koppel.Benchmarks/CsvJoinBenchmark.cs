using System.Globalization;
using System.Text;
using DuckDB.NET.Data;
using Koppel.Sandbox;
using Koppel.Sandbox.Hosting;

namespace Koppel.Benchmarks;

/// <summary>A large file against an account: does it stream, and what does it cost beside the calls?</summary>
internal static class CsvJoinBenchmark
{
    const int Rows = 1_000_000;
    const int Contacts = 100_000;

    public static async Task RunAsync()
    {
        var koppel = await Published.KoppelAsync();
        var folder = Directory.CreateTempSubdirectory("koppel-benchmarks-");
        try
        {
            var (orders, people) = (Path.Combine(folder.FullName, "orders.csv"), Path.Combine(folder.FullName, "people.csv"));
            await WriteAsync(orders, people);
            await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Seed = Contacts, TimeScale = 1_000 });
            var child = await Child.RunAsync(koppel,
            [
                "query", "select count(*), sum(o.amount) from orders@files o join contacts@ac c on c.email = o.email", "--format", "csv",
                "--connect", $"ac=activecampaign;url={sandbox.Url};token={sandbox.Token}", "--connect",
                $"files=files;path={folder.FullName}",
            ]);
            if (child.ExitCode != 0) throw new InvalidOperationException(child.Error);

            await using var duck = new DuckDBConnection("DataSource=:memory:");
            await duck.OpenAsync();
            await using var command = duck.CreateCommand();
            command.CommandText =
                $"select count(*), sum(o.amount) from read_csv('{orders}') o join read_csv('{people}') c on c.email = o.email";
            var raw = await Measure.BestAsync(2, () => command.ExecuteScalarAsync());
            var calls = sandbox.GetStats().Calls;
            Measure.Line("koppel",
                $"{child.Seconds:0.0} s, {child.PeakMegabytes:0} MB at most, {calls} calls, answer {child.Output.Split('\n')[1]}");
            Measure.Line("DuckDB alone, both from CSV", $"{raw:0.00} s");
            Measure.Line("the file", $"{new FileInfo(orders).Length / 1e6:0} MB, {Rows:N0} rows");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static async Task WriteAsync(string orders, string people)
    {
        await using var file = new StreamWriter(orders, false, Encoding.UTF8);
        await file.WriteLineAsync("email,product,amount,day");
        for (var i = 0; i < Rows; i++)
            await file.WriteLineAsync(
                string.Create(CultureInfo.InvariantCulture,
                    $"{SeedData.EmailOf((i % Contacts) + 1)},product {i % 97},{i % 1000}.50,2026-0{(i % 9) + 1}-11"));
        await using var other = new StreamWriter(people, false, Encoding.UTF8);
        await other.WriteLineAsync("email");
        for (var i = 1; i <= Contacts; i++) await other.WriteLineAsync(SeedData.EmailOf(i));
    }
}
