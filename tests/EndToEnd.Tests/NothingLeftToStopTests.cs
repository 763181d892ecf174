using System.Diagnostics;
using System.Globalization;
using Koppel.Sandbox;

namespace Koppel.EndToEnd.Tests;

/// <summary>
/// Ctrl-C while the answer of the last call is worked on: a real process, a real signal, and a sandbox whose import ends when the test says
/// so.
/// </summary>
public sealed class NothingLeftToStopTests
{
    const string Load = "insert into ContactTagsByEmail@ac (email, tag) select email, 'Late' from contacts@ac";

    const string Stopping = "Stopping: the calls under way are finished. Press Ctrl-C again to stop at once.\n";

    const string Nothing = "\nThere was nothing left to stop: all calls of this load had been made.\n";

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_behind_the_last_call_of_a_load_finds_nothing_left_to_stop_and_says_so(string signal)
    {
        var dates = new HeldDates();
        await using var sandbox = await Sandbox.StartAsync(new SandboxOptions { Seed = 20, TimeScale = 50, Time = dates });
        var (code, error) = await SignalledAsync(sandbox, Load, signal, dates);

        Assert.Equal(0, code);
        Assert.StartsWith(Stopping, error, StringComparison.Ordinal);
        Assert.Contains("20 rows read = 20 changed + 0 unchanged + 0 rejected + 0 not sent", error, StringComparison.Ordinal);
        Assert.EndsWith(Nothing, error, StringComparison.Ordinal);
        Assert.DoesNotContain("  status  ", error, StringComparison.Ordinal);
        Assert.Equal("status\ncompleted\n", (await sandbox.RunAsync("query", "select status from runs@koppel", "--format", "csv")).Output);
        Assert.Equal("n\n20\n", await CountAsync(sandbox, "ContactTagsByEmail@ac where tag = 'Late'"));
    }

    [Fact]
    public async Task What_stands_behind_that_load_is_not_begun()
    {
        var dates = new HeldDates();
        await using var sandbox = await Sandbox.StartAsync(new SandboxOptions { Seed = 20, TimeScale = 50, Time = dates });
        var (code, error) = await SignalledAsync(sandbox, $"{Load}; insert into tags@ac (tag) select 'Never'", "INT", dates);

        Assert.Equal(130, code);
        Assert.Contains(Nothing, error, StringComparison.Ordinal);
        const string Told = "\nStopped before statement 2.\nStatement 1 had run: ContactTagsByEmail@ac: 20 rows read, 20 changed.\n";
        Assert.Contains(Told, error, StringComparison.Ordinal);
        Assert.Equal("n\n0\n", await CountAsync(sandbox, "tags@ac where tag = 'Never'"));
    }

    [Fact]
    public async Task A_load_that_comes_to_its_end_by_itself_says_nothing_of_it()
    {
        await using var sandbox = await Sandbox.StartAsync(contacts: 20);
        var run = await sandbox.RunAsync("query", Load);
        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain("nothing left to stop", run.Error, StringComparison.Ordinal);
    }

    static async Task<string> CountAsync(Sandbox sandbox, string from) =>
        (await sandbox.RunAsync("query", $"select count(*) as n from {from}", "--format", "csv")).Output;

    /// <summary>Sends the signal when the load's one import is queued, and lets it end when the signal has been taken.</summary>
    static async Task<(int Code, string Error)> SignalledAsync(Sandbox sandbox, string sql, string signal, HeldDates dates)
    {
        Needs.Machine(!OperatingSystem.IsWindows(), "Windows has no signals that a process can be sent.");
        using var process = Koppel.Start(sandbox.Folder, ["query", sql, "--connect", sandbox.Connect]);
        while (sandbox.Count("GET /api/3/import/info") == 0) await Task.Delay(20, TestContext.Current.CancellationToken);
        using var kill = Process.Start("kill", ["-" + signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        var told = await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) + "\n";
        dates.GoOn();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        told += await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await output;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, told);
    }

    /// <summary>The date stands still until it is let go on; limits and delays go by the timers, which run.</summary>
    sealed class HeldDates : TimeProvider
    {
        readonly DateTimeOffset _held = System.GetUtcNow();
        volatile bool _goesOn;

        public void GoOn() => _goesOn = true;

        public override DateTimeOffset GetUtcNow() => _goesOn ? System.GetUtcNow() : _held;
    }
}
