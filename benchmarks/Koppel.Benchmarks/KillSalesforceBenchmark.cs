using Koppel.Sandbox;
using Koppel.Sandbox.Hosting;

namespace Koppel.Benchmarks;

/// <summary>
/// New contacts without a key, none of which may be written twice, under faults, killed again and again and gone on with.
/// </summary>
internal static class KillSalesforceBenchmark
{
    const int Rows = 20_000;
    const int Kills = 50;

    static readonly string[] Faults = ["500-before:0.02", "503:0.02", "cut:0.02", "slow:0.02"];

    const string Insert = """
        insert into Contact@sf (LastName, FirstName, Department)
        select case when x % 50 = 49 then null else 'Name ' || x end, 'First', 'kill' from range(20000) r(x)
        """;

    const string Upsert = """
        insert into Contact@sf (External_Id__c, LastName, Department)
        select 'K-' || x, 'Name ' || x, 'kill' from range(20000) r(x) on conflict (External_Id__c) do update
        """;

    public static async Task RunAsync()
    {
        var koppel = await Published.KoppelAsync();
        foreach (var (name, sql, wanted) in new[] { ("insert without a key", Insert, Rows / 50 * 49), ("upsert", Upsert, Rows) })
            await RunAsync(koppel, name, sql, wanted);
    }

    static async Task RunAsync(string koppel, string name, string sql, int wanted)
    {
        var folder = Directory.CreateTempSubdirectory("koppel-benchmarks-");
        try
        {
            await using var server = await SalesforceServer.StartAsync(
                new SalesforceOptions { Seed = 10, TimeScale = 0.3, Faults = [.. Faults.Select(FaultRule.ParseSalesforce)] });
            string[] connect = ["--connect", $"{SalesforceBenchmark.Connection(server)};bulk_above=1000"];
            var load = new KilledLoad(koppel, folder.FullName, connect) { Arrived = () => server.GetStats().Calls };
            await load.RunAsync(sql, Rows, Kills, reading: 400, sending: 500);
            var there = int.Parse(await load.AskAsync("select count(*) from Contact@sf where Department = 'kill'"));
            var different = int.Parse(await load.AskAsync("select count(distinct LastName) from Contact@sf where Department = 'kill'"));
            var books = await load.BooksAsync();
            Measure.Line(name, $"killed {load.Kills} times, gave up {load.GaveUp} times for the many faults");
            Measure.Line("contacts", $"{there} with {different} names; wanted {wanted}");
            Measure.Line("the ledger's books", $"{books} (read = changed + unchanged + rejected + not sent)");
            Measure.Line("right", $"{there == wanted && different == wanted && books == $"{Rows} = {wanted} + 0 + {Rows - wanted} + 0"}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
