using System.Diagnostics;
using System.Globalization;

namespace Koppel.EndToEnd.Tests;

/// <summary>Ctrl-C, SIGTERM and SIGHUP, with real processes and signals.</summary>
public sealed class SignalTests
{
    const int Rows = 40;

    /// <summary>One call a row, a few of them at once.</summary>
    const string Load = "insert into tags@ac (tag) select 'new ' || i from range(40) r(i)";

    const string Stopping = "Stopping: the calls under way are finished. Press Ctrl-C again to stop at once.\n";

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task The_first_signal_lets_calls_come_to_their_end_and_says_how_to_go_on(string signal)
    {
        await using var sandbox = await Sandbox.StartAsync(contacts: 10, timeScale: 5, "slow:1:POST /api/3/tags");
        using var process = Start(sandbox);
        await UntilAsync(() => sandbox.Writes > 0);
        await SignalAsync(process, signal);
        var (code, error) = await EndAsync(process);

        Assert.Equal(130, code);
        Assert.StartsWith(Stopping, error, StringComparison.Ordinal);
        Assert.Contains("\n  status    stopped\n", error, StringComparison.Ordinal);
        Assert.EndsWith("  run 1     go on with it: koppel resume 1\nInterrupted in statement 1.\n", error, StringComparison.Ordinal);
        Assert.DoesNotContain("may have arrived", error, StringComparison.Ordinal);

        var (sent, books) = (await NewTagsAsync(sandbox), await BooksAsync(sandbox));
        Assert.InRange(sent, 1, Rows - 1);
        Assert.Equal(["stopped", $"{sent}", $"{Rows - sent}"], books);
        var resumed = await sandbox.RunAsync("resume", "1");
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Equal(["completed", "40", "0"], await BooksAsync(sandbox));
        Assert.Equal(Rows, await NewTagsAsync(sandbox));
    }

    [Fact]
    public async Task The_second_signal_stops_at_once_and_what_was_under_way_is_told_and_settled_later()
    {
        await using var sandbox = await Sandbox.StartAsync(contacts: 10, timeScale: 5, "slow:1:POST /api/3/tags");
        using var process = Start(sandbox);
        await UntilAsync(() => sandbox.Writes > 0);
        await SignalAsync(process, "INT");
        await process.StandardError.ReadLineAsync();
        await SignalAsync(process, "INT");
        var (code, error) = await EndAsync(process);

        Assert.Equal(130, code);
        Assert.Contains("may have arrived", error, StringComparison.Ordinal);
        Assert.Contains("go on with it: koppel resume 1", error, StringComparison.Ordinal);
        await sandbox.SetFaultsAsync();
        Assert.Equal(0, (await sandbox.RunAsync("resume", "1")).ExitCode);
        Assert.Equal(["completed", "40", "0"], await BooksAsync(sandbox));
        Assert.Equal(Rows, await NewTagsAsync(sandbox));
    }

    [Fact]
    public async Task What_only_reads_is_cut_off_by_the_first()
    {
        await using var sandbox = await Sandbox.StartAsync(contacts: 100, timeScale: 1, "slow:1");
        SkipWithoutSignals();
        using var process = Koppel.Start(sandbox.Folder, ["query", Read, "--connect", sandbox.Connect + ";confirm_above=1000"]);
        await UntilAsync(() => sandbox.Server.GetStats().ByRoute.Count > 0);
        await SignalAsync(process, "INT");
        var (code, error) = await EndAsync(process);
        Assert.Equal((130, 0), (code, sandbox.Writes));
        Assert.DoesNotContain(Stopping, error, StringComparison.Ordinal);
        Assert.EndsWith("  run 1     go on with it: koppel resume 1\nInterrupted in statement 1.\n", error, StringComparison.Ordinal);
        Assert.Equal("stopped", (await BooksAsync(sandbox))[0]);
    }

    [Fact]
    public async Task A_load_that_may_send_while_it_reads_is_stopped_as_one_that_sends()
    {
        await using var sandbox = await Sandbox.StartAsync(contacts: 100, timeScale: 1, "slow:1");
        SkipWithoutSignals();
        using var process = Koppel.Start(sandbox.Folder, ["query", Read, "--connect", sandbox.Connect]);
        await UntilAsync(() => sandbox.Server.GetStats().ByRoute.Count > 0);
        await SignalAsync(process, "INT");
        var (code, error) = await EndAsync(process);
        Assert.Equal((130, 0), (code, sandbox.Writes));
        Assert.StartsWith(Stopping, error, StringComparison.Ordinal);
        Assert.EndsWith("  run 1     go on with it: koppel resume 1\nInterrupted in statement 1.\n", error, StringComparison.Ordinal);
        Assert.Equal("stopped", (await BooksAsync(sandbox))[0]);
    }

    [Fact]
    public async Task Under_nohup_a_load_goes_on_when_the_terminal_is_closed()
    {
        await using var sandbox = await Sandbox.StartAsync(contacts: 10, timeScale: 5, "slow:1:POST /api/3/tags");
        SkipWithoutSignals();
        using var process = Koppel.Start(sandbox.Folder, ["query", Load, "--connect", sandbox.Connect], under: "nohup");
        await UntilAsync(() => sandbox.Writes > 0);
        await SignalAsync(process, "HUP");
        var (code, error) = await EndAsync(process);

        Assert.True(code == 0, error);
        Assert.DoesNotContain(Stopping, error, StringComparison.Ordinal);
        Assert.Equal(Rows, await NewTagsAsync(sandbox));
        Assert.Equal(["completed", "40", "0"], await BooksAsync(sandbox));
    }

    const string Read = "insert into contactTags@ac (contact, tag) select id, 1 from contacts@ac";

    static Process Start(Sandbox sandbox)
    {
        SkipWithoutSignals();
        return Koppel.Start(sandbox.Folder, ["query", Load, "--connect", sandbox.Connect]);
    }

    static void SkipWithoutSignals() => Needs.Machine(!OperatingSystem.IsWindows(), "Windows has no signals that a process can be sent.");

    static async Task SignalAsync(Process process, string signal)
    {
        using var kill = Process.Start("kill", ["-" + signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    static async Task<(int Code, string Error)> EndAsync(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        return (process.ExitCode, error);
    }

    static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition()) await Task.Delay(20, TestContext.Current.CancellationToken);
    }

    static async Task<string[]> BooksAsync(Sandbox sandbox) =>
        (await sandbox.RunAsync("query", "select status, changed, not_sent from runs@koppel", "--format", "csv")).Output.Split(
            '\n')[1].Split(',');

    static async Task<int> NewTagsAsync(Sandbox sandbox)
    {
        await sandbox.SetFaultsAsync();
        return int.Parse(
            (await sandbox.RunAsync("query", "select count(*) as n from tags@ac where tag like 'new %'", "--format", "csv")).Output.Split(
                '\n')[1], CultureInfo.InvariantCulture);
    }
}
