using Koppel.Sandbox;
using Koppel.Sandbox.Hosting;

namespace Koppel.Benchmarks;

/// <summary>
/// The same with calls that must not be made twice: each account is a call of its own, and the sandbox takes a name as often as it comes,
/// so that an account that was created twice is seen. One row in fifty is a name again in other letters, one in fifty has none.
/// </summary>
internal static class KillAccountsBenchmark
{
    const int Rows = 2_000;
    const int Accounts = Rows / 50 * 48;
    const int Odd = Rows / 50;
    const int Kills = 200;

    static readonly string[] Faults =
        ["429:0.02", "500-before:0.02", "500-after:0.02", "cut:0.02", "503:0.01", "garbage:0.01", "slow:0.01"];

    static readonly string Sql = $"""
        insert into accounts@ac (name, accountUrl)
        select case x % 50 when 49 then ' ' when 48 then upper('Mühle ' || (x - 1)) || ' ' else 'Mühle ' || x end,
            'https://www.example.com/' || x from range({Rows}) r(x)
        """;

    public static async Task RunAsync()
    {
        var koppel = await Published.KoppelAsync();
        var folder = Directory.CreateTempSubdirectory("koppel-benchmarks-");
        try
        {
            await using var sandbox = await SandboxServer.StartAsync(
                new SandboxOptions { TimeScale = 10, AccountsMayRepeat = true, Faults = [.. Faults.Select(FaultRule.Parse)] });
            var (posts, inTheMiddle) = (0L, 0);
            var load = new KilledLoad(koppel, folder.FullName, ["--connect", $"ac=activecampaign;url={sandbox.Url};token={sandbox.Token}"])
            {
                Arrived = () => sandbox.GetStats().Calls,
                Killed = () =>
                {
                    var now = Posts(sandbox);
                    if (now > posts) inTheMiddle++;
                    posts = now;
                },
            };
            var before = sandbox.GetStats().Accounts;

            await load.RunAsync(Sql, Rows, Kills, reading: 300, sending: 800);

            var made = sandbox.GetStats().Accounts - before;
            var different =
                int.Parse(
                    await load.AskAsync("select count(distinct lower(trim(name))) from accounts@ac where lower(name) like 'mühle %'"));
            var rejects = int.Parse(await load.AskAsync("select count(*) from rejects@koppel"));
            var books = await load.BooksAsync();
            Measure.Line("killed", $"{load.Kills} times, {inTheMiddle} of them while it was creating");
            Measure.Line("gave up", $"{load.GaveUp} times, for the many faults");
            Measure.Line("calls that create", $"{Posts(sandbox)}, refused and lost ones included");
            Measure.Line("accounts in the sandbox", $"{made} new with {different} names; wanted {Accounts}");
            Measure.Line("the ledger's books", $"{books} (read = changed + unchanged + rejected + not sent), {rejects} rejects told");
            Measure.Line("right",
                $"{made == Accounts && different == Accounts && rejects == Odd && books == $"{Rows} = {Accounts} + {Odd} + {Odd} + 0"}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static long Posts(SandboxServer sandbox) => sandbox.GetStats().ByRoute.GetValueOrDefault("POST /api/3/accounts");
}
