namespace Koppel.EndToEnd.Tests;

/// <summary>A connection's <c>confirm_above</c>: a large load asks, or needs <c>--yes</c> where nobody can be asked.</summary>
public sealed class ConfirmTests
{
    const string Load = "insert into ContactTagsByEmail@ac select email, 'Test' from contacts@ac where id <= 3";

    [Fact]
    public async Task A_large_load_is_refused_without_a_terminal_and_runs_with_yes()
    {
        await using var sandbox = await Sandbox.StartAsync();
        string[] connect = ["--connect", sandbox.Connect + ";confirm_above=2"];

        var refused = await Koppel.RunInAsync(sandbox.Folder, ["query", Load + "; select 'never' as x", .. connect]);
        Assert.Equal((1, ""), (refused.ExitCode, refused.Output));
        Assert.StartsWith(
            "The load would change 3 rows of ContactTagsByEmail@ac, more than the 2 that ac allows without a confirmation "
            + "(confirm_above). Nothing was sent.", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, sandbox.Writes);

        var resumed = await Koppel.RunInAsync(sandbox.Folder, ["resume", "1", .. connect]);
        Assert.Equal((1, 0), (resumed.ExitCode, sandbox.Writes));
        var runs = await sandbox.RunAsync("query", "select status, read, not_sent from runs@koppel", "--format", "csv");
        Assert.Equal("status,read,not_sent\nfailed,0,0\n", runs.Output);

        var confirmed = await Koppel.RunInAsync(sandbox.Folder, ["resume", "1", "--yes", "--summary", "json", .. connect]);
        Assert.True(confirmed.ExitCode == 0, confirmed.Error);
        Assert.Equal((3, 3, 0, 0, 0), confirmed.Load());
        var again = await Koppel.RunInAsync(sandbox.Folder, ["query", Load, "--summary", "json", .. connect]);
        Assert.Equal((3, 0, 3, 0, 0), again.Load());
    }

    [Fact]
    public async Task A_script_cannot_lift_the_limit_of_its_connection()
    {
        await using var sandbox = await Sandbox.StartAsync();
        var run = await Koppel.RunInAsync(
            sandbox.Folder, ["query", "set confirm_above@ac = 1000", "--connect", sandbox.Connect + ";confirm_above=2"]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("confirm_above", run.Error, StringComparison.Ordinal);
    }
}
