using System.Text.Json;

namespace Koppel.EndToEnd.Tests.Jobs;

/// <summary>A program that runs jobs is killed again and again: each due time has one run, and no run loses or doubles anything.</summary>
public sealed class JobKillTests
{
    const int Rows = 60;

    /// <summary>Each run gives the same contacts a tag of its own, so that a run that was done twice shows.</summary>
    const string Script = """
        insert into ContactTagsByEmail@ac (email, tag)
        select email, 'at ' || strftime(now(), '%H:%M:%S.%g') from contacts@ac order by id limit 60
        """;

    [Fact]
    public Task A_program_that_is_killed_at_random_moments_gives_each_due_time_one_run_and_goes_on_with_what_it_began() => KillAsync(5);

    // It takes four minutes: by hand, with -explicit only.
    [Fact(Explicit = true)]
    public Task And_so_when_it_is_killed_fifty_times() => KillAsync(50);

    static async Task KillAsync(int kills)
    {
        await using var sandbox = await Sandbox.StartAsync(contacts: 100, timeScale: 1_000);
        sandbox.Write("jobs/often.toml", "cron = \"*/3 * * * * *\"\nautomations = \"skip\"\ntime_zone = \"UTC\"\n");
        sandbox.Write("jobs/often.sql", Script);
        var random = new Random(15);
        for (var killed = 0; killed < kills; killed++)
        {
            using var process = Start(sandbox);
            await Task.Delay(random.Next(1_200, 7_000), TestContext.Current.CancellationToken);
            Assert.False(process.HasExited, "It ended by itself.");
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        using (var last = Start(sandbox))
        {
            while ((await HistoryAsync(sandbox)).Any(IsOpen) || !(await HistoryAsync(sandbox)).Any(IsRun))
                await Task.Delay(500, TestContext.Current.CancellationToken);
            await Task.Delay(4_000, TestContext.Current.CancellationToken);
            last.Kill();
            await last.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        if ((await HistoryAsync(sandbox)).Any(IsOpen)) await sandbox.RunAsync("jobs", "run", "often");
        await CheckAsync(sandbox, kills);
    }

    static async Task CheckAsync(Sandbox sandbox, int kills)
    {
        var history = await HistoryAsync(sandbox);
        var runs = history.Where(e => IsRun(e) && e.GetProperty("kind").GetString() != "asked for").ToList();
        Assert.All(runs, r => Assert.Equal("completed", r.GetProperty("state").GetString()));
        Assert.Equal(runs.Count, runs.Select(r => r.GetProperty("due").GetString()).Distinct().Count());
        // A due time is told of once: by its run, or as one at which none was.
        Assert.Equal(history.Count, history.Select(r => r.GetProperty("due").GetString()).Distinct().Count());
        var numbers = runs.Select(r => r.GetProperty("run").GetInt64()).ToList();
        Assert.Equal(numbers.Count, numbers.Distinct().Count());
        // The ledger has no run that the history does not know of.
        var recorded = JsonDocument.Parse((await sandbox.RunAsync(
            "query", "select run, status from runs@koppel where door = 'job'", "--format", "json")).Output).RootElement.EnumerateArray();
        Assert.Equal(numbers.Order(), recorded.Select(r => r.GetProperty("run").GetInt64()).Order());
        // Each of them gave all contacts its tag, and no other.
        var tags = JsonDocument.Parse((await sandbox.RunAsync(
            "query", "select tag, count(*) as n from ContactTagsByEmail@ac where tag like 'at %' group by tag", "--format", "json")).Output)
            .RootElement.EnumerateArray().ToList();
        Assert.All(tags, t => Assert.Equal(Rows, t.GetProperty("n").GetInt32()));
        Assert.Equal(runs.Count, tags.Count);
        TestContext.Current.SendDiagnosticMessage(
            $"{kills} kills: {runs.Count} runs for {runs.Count} due times, {history.Count - runs.Count} due times without one.");
        Assert.True(runs.Count >= 2, "Hardly anything ran.");
    }

    static System.Diagnostics.Process Start(Sandbox sandbox)
    {
        var process = Koppel.Start(sandbox.Folder, ["jobs", "serve", "--connect", sandbox.Connect]);
        _ = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
        return process;
    }

    static bool IsRun(JsonElement entry) => entry.GetProperty("state").GetString() is not ("missed" or "made up for" or "overlapped");

    static bool IsOpen(JsonElement entry) => entry.GetProperty("state").GetString() is "running" or "interrupted";

    static async Task<List<JsonElement>> HistoryAsync(Sandbox sandbox) =>
        [.. JsonDocument.Parse((await sandbox.RunAsync("jobs", "history", "--count", "10000", "--format", "json")).Output)
            .RootElement.EnumerateArray().Select(e => e.Clone())];
}
