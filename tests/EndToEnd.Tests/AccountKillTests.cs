using Koppel.Sandbox;

namespace Koppel.EndToEnd.Tests;

/// <summary>
/// A load whose calls must not be made twice, killed in the middle of them again and again. The sandbox takes an account's name as often as
/// it comes, so that one that was created twice is seen.
/// </summary>
public sealed class AccountKillTests
{
    const string Post = "POST /api/3/accounts";
    const int Kills = 8;

    static readonly string[] Faults =
        ["429:0.02", "500-before:0.03", "500-after:0.03", "cut:0.03", "503:0.02", "garbage:0.02", "slow:0.01"];

    /// <summary>400 rows: 384 names, 8 of them again in other letters, and 8 of nothing but a blank.</summary>
    const string Load = """
        insert into accounts@ac (name, accountUrl)
        select case x % 50 when 49 then ' ' when 48 then upper('Mühle "' || (x - 1) || '" + 5%') || ' ' else 'Mühle "' || x || '" + 5%' end
        ,      'https://www.example.com/' || x
        from   range(400) r(x)
        """;

    [Fact]
    public async Task Accounts_that_are_loaded_under_faults_and_kills_are_there_once_and_accounted_for()
    {
        await using var sandbox = await Sandbox.StartAsync(new SandboxOptions
        {
            Seed = 1, TimeScale = 50, AccountsMayRepeat = true, Faults = [.. Faults.Select(FaultRule.Parse)],
        });
        Assert.Equal(Kills, await KilledLoad.RunAsync(sandbox, Load, Kills, () => sandbox.Count(Post), 10, 40));

        await sandbox.SetFaultsAsync();
        var names =
            (await ReadAsync(sandbox, "select trim(lower(name)) from accounts@ac where accountUrl is not null order by id")).ToList();
        Assert.Equal(384, names.Count);
        Assert.Equal(384, names.Distinct().Count());
        Assert.Equal(384 + 8, sandbox.Server.GetStats().Accounts);
        Assert.Equal(["400,384,8,8,0"], await ReadAsync(sandbox, "select read, changed, unchanged, rejected, not_sent from runs@koppel"));
        Assert.Equal(
            Enumerable.Range(1, 8).Select(i => $"{i * 50}"), await ReadAsync(sandbox, "select row from rejects@koppel order by row"));

        var writes = sandbox.Writes;
        var again = await sandbox.RunAsync("query", Load, "--summary", "json");
        Assert.Equal((400, 0, 392, 8, 0), again.Load());
        Assert.Equal(writes, sandbox.Writes);
    }

    static async Task<IEnumerable<string>> ReadAsync(Sandbox sandbox, string sql)
    {
        var run = await sandbox.RunAsync("query", sql, "--format", "csv");
        Assert.True(run.ExitCode == 0, run.Error);
        return run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1);
    }
}
