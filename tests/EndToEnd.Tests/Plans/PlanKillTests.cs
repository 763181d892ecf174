using static Koppel.EndToEnd.Tests.Undoing;

namespace Koppel.EndToEnd.Tests.Plans;

/// <summary>A plan is applied by processes that are killed.</summary>
public sealed class PlanKillTests
{
    [Fact]
    public async Task One_that_is_killed_again_and_again_and_meets_faults_ends_as_it_was_planned()
    {
        await using var sandbox = await Sandbox.StartAsync(contacts: 1_000, timeScale: 100);
        await DoneAsync(sandbox, "explain", "update contacts@ac set lastName = 'Planned ' || id where id <= 900", "--output", "p.koppel");
        await DoneAsync(
            sandbox, "query", "update contacts@ac set lastName = 'Else' where id in (7, 8, 9)", "--state", "else");
        await sandbox.SetFaultsAsync("500-after:0.03", "cut:0.03", "503:0.02");

        var killed = await KilledLoad.RunAsync(
            sandbox, ["apply", "p.koppel"], kills: 12, () => sandbox.Server.GetStats().Calls, least: 3, most: 14);

        Assert.InRange(killed, 3, 12);
        await sandbox.SetFaultsAsync();
        Assert.Equal("lastName,n\nElse,3\nPlanned,897\n", await ReadAsync(sandbox,
            "select split_part(lastName, ' ', 1) as lastName, count(*) as n from contacts@ac where id <= 900 group by all order by all"));
        Assert.Equal("read,changed,unchanged,rejected,not_sent\n900,897,3,0,0\n", await ReadAsync(sandbox,
            "select read, changed, unchanged, rejected, not_sent from runs@koppel where run = 1"));
        var again = await sandbox.RunAsync("apply", "p.koppel");
        Assert.Contains("was applied already, by run 1", again.Error, StringComparison.Ordinal);
    }
}
