using Koppel.Engine.GuidedLoads;
using Koppel.Engine.Ledger;
using Koppel.Engine.Statements;
using Koppel.Jobs.History;
using Koppel.Jobs.Hosting;
using Koppel.Jobs.Runs;
using Koppel.Jobs.Tests.Testing;

namespace Koppel.Jobs.Tests.Runs;

/// <summary>Runs of jobs through the engine, into a sandbox.</summary>
public sealed class JobRunTests : IAsyncLifetime
{
    const string Load = "insert into ContactTagsByEmail@ac (email, tag) select email, 'Nightly' from contacts@ac order by id limit 5";

    const string Job = "schedule = \"every day at 02:00\"\ntime_zone = \"Europe/Amsterdam\"\nautomations = \"skip\"\n";

    JobRoom _room = null!;

    public async ValueTask InitializeAsync() => _room = await JobRoom.StartAsync();

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Fact]
    public async Task A_job_loads_without_a_question_and_its_books_and_ledger_run_stand_in_the_history()
    {
        _room.More = "confirm_above=1";
        _room.Write("nightly", Job, Load);
        await using var jobs = _room.Open();
        var run = await RunAsync(jobs, "nightly");
        Assert.Equal((JobState.Completed, new JobBooks(5, 5, 0, 0, 0)), (run.State, run.Books));
        var recorded = await LedgerAsync(l => l.FindRun(run.LedgerRun!.Value)!);
        Assert.Equal(("job", "jobs/nightly.sql"), (recorded.Start.Door, recorded.Start.File));
        Assert.Equal(run, Assert.Single(jobs.Store.History("nightly")));
        Assert.Equal(new JobBooks(5, 0, 5, 0, 0), (await RunAsync(jobs, "nightly")).Books);
    }

    [Fact]
    public async Task A_kept_mapping_is_run_with_the_file_that_it_names_as_it_is_now()
    {
        var file = Path.Combine(_room.Folder, "month.csv");
        await File.WriteAllTextAsync(file, $"Address,Interest\n{await AddressAsync(1)},Boats\n", TestContext.Current.CancellationToken);
        Directory.CreateDirectory(Path.Combine(_room.Folder, "loads"));
        var mapping = new LoadMapping("ac", [new("Address", ColumnUse.Key), new("Interest", ColumnUse.Tag)]) { Automations = "run" };
        await File.WriteAllTextAsync(Path.Combine(_room.Folder, "loads", "month.toml"),
            KeptLoadText.Write(new KeptLoad(mapping) { Source = new KeptSource { Path = "month.csv" } }),
            TestContext.Current.CancellationToken);
        _room.Write("monthly", "mapping = \"month\"\n" + Job, "");
        await using var jobs = _room.Open();
        var run = await RunAsync(jobs, "monthly");
        Assert.Equal((JobState.Completed, new JobBooks(1, 1, 0, 0, 0), null), (run.State, run.Books, run.Fault));
        var text = await LedgerAsync(l => l.FindRun(run.LedgerRun!.Value)!.Start.Script);
        Assert.DoesNotContain("automations", text, StringComparison.Ordinal);

        await File.AppendAllTextAsync(file, $"{await AddressAsync(2)},Boats\n", TestContext.Current.CancellationToken);
        Assert.Equal(new JobBooks(2, 1, 1, 0, 0), (await RunAsync(jobs, "monthly")).Books);
        File.Delete(Path.Combine(_room.Folder, "loads", "month.toml"));
        Assert.Contains("'month', which is not there", (await RunAsync(jobs, "monthly")).Fault, StringComparison.Ordinal);
    }

    async Task<string> AddressAsync(int contact)
    {
        await using var session = _room.OpenSession();
        await foreach (var result in session.Session.ExecuteAsync($"select email from contacts@ac where id = {contact}"))
            if (result is RowsResult rows) return (string)(await rows.Rows.FirstAsync())[0]!;
        throw new InvalidOperationException("There is no such contact.");
    }

    [Fact]
    public async Task What_a_job_says_of_automations_and_limits_holds_for_its_statements()
    {
        _room.Write("nightly", Job + "[guards]\nmax_changes = 4\n", Load);
        await using var jobs = _room.Open();
        var run = await RunAsync(jobs, "nightly");
        Assert.Equal(JobState.Failed, run.State);
        Assert.Contains("max_changes", run.Fault, StringComparison.Ordinal);

        _room.Write("nightly", Job, "set automations@ac = 'run'; " + Load);
        run = await RunAsync(jobs, "nightly");
        Assert.Contains("set automations too", run.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_load_into_production_needs_a_limit_since_nobody_is_there_to_confirm_it()
    {
        _room.More = "environment=production";
        _room.Write("nightly", Job, Load);
        await using var jobs = _room.Open();
        var run = await RunAsync(jobs, "nightly");
        Assert.Equal((JobState.Failed, null), (run.State, run.LedgerRun));
        Assert.Contains("max_changes = 5000 below [guards]", run.Fault, StringComparison.Ordinal);
        _room.Write("nightly", Job + "[guards]\nmax_changes = 5000\n", Load);
        Assert.Equal(JobState.Completed, (await RunAsync(jobs, "nightly")).State);
    }

    [Fact]
    public async Task A_run_whose_program_was_killed_is_gone_on_with_also_when_its_number_was_not_written_down()
    {
        _room.Write("nightly", Job, Load + "; " + Load.Replace("Nightly", "Second", StringComparison.Ordinal));
        long id;
        using (var store = JobStore.Open(_room.StateFolder))
            id = store.Do(turn => turn.Claim("nightly", JobEntryKind.Schedule, At(2), At(2)));
        // A program that was killed behind the first load, before the history knew of the run.
        await using (var session = _room.OpenSession())
        {
            var command = $"job nightly, due 2026-05-12T02:00:00Z, line {id}";
            await using var run = session.Session.Run(
                await File.ReadAllTextAsync(Path.Combine(_room.Folder, "jobs", "nightly.sql"), TestContext.Current.CancellationToken),
                new ExecuteOptions { Command = command });
            await foreach (var told in run.EventsAsync(TestContext.Current.CancellationToken))
                if (told is LoadResult) break;
        }
        await using var jobs = _room.Open();
        var ended = await RunAsync(jobs, "nightly");
        Assert.Equal((id, JobState.Completed, 2, 1L), (ended.Id, ended.State, ended.Attempts, ended.LedgerRun!.Value));
        Assert.Equal(new JobBooks(10, 10, 0, 0, 0), ended.Books);
        Assert.Single(await LedgerAsync(l => l.Runs()));
    }

    [Fact]
    public async Task A_run_that_was_killed_before_it_loaded_anything_is_run()
    {
        _room.Write("nightly", Job, Load);
        using (var store = JobStore.Open(_room.StateFolder))
            store.Do(turn => turn.Claim("nightly", JobEntryKind.Schedule, At(2), At(2)));
        await using var jobs = _room.Open();
        var ended = await RunAsync(jobs, "nightly");
        Assert.Equal((JobState.Completed, 2), (ended.State, ended.Attempts));
        Assert.Single(jobs.Store.History());
    }

    [Fact]
    public async Task A_job_does_not_run_twice_at_a_time_whichever_program_asks()
    {
        _room.Write("nightly", Job, Load);
        await using var jobs = _room.Open();
        using var other = JobLock.TryTakeJob(_room.StateFolder, "nightly");
        var fault = Assert.Throws<JobException>(() => { jobs.Run("nightly", out _); });
        Assert.Contains("is running", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_was_due_while_no_program_ran_is_told_of_and_run_once_when_it_says_so()
    {
        var time = new TimeMachine.SettableTime(At(1));
        _room.Write("left-out", Job, Load);
        _room.Write("made-up", Job + "on_missed = \"run_once\"\n", Load);
        await using (var before = _room.Open(time)) await before.LookAsync();
        time.Now = At(1).AddDays(3);
        await using var jobs = _room.Open(time);
        Assert.Empty(await jobs.RunDueAsync("left-out"));
        Assert.Equal(3, jobs.Find("left-out")!.Missed);
        var run = Assert.Single(await jobs.RunDueAsync("made-up"));
        Assert.Equal((JobState.Completed, JobEntryKind.Late, At(0).AddDays(3)), (run.State, run.Kind, run.Due));
        Assert.Equal(3, jobs.Store.History("made-up").Count(e => e.State == JobState.MadeUp));
        Assert.Empty(await jobs.RunDueAsync("made-up"));
    }

    [Fact]
    public async Task The_system_s_scheduler_runs_a_due_time_that_nobody_has_run_and_no_other()
    {
        var time = new TimeMachine.SettableTime(At(0).AddSeconds(5));
        _room.Write("nightly", Job, Load);
        await using var jobs = _room.Open(time);
        Assert.Equal(At(0), Assert.Single(await jobs.RunDueAsync("nightly")).Due);
        Assert.Empty(await jobs.RunDueAsync("nightly"));
        time.Now = At(1);
        Assert.Empty(await jobs.RunDueAsync("nightly"));
    }

    [Fact]
    public async Task Of_two_programs_over_a_folder_one_has_the_clock_and_the_other_takes_it_over()
    {
        _room.Write("often", "cron = \"* * * * * *\"\nautomations = \"skip\"\n", "select 1");
        var first = _room.Open();
        first.Start();
        await using var second = _room.Open();
        await UntilAsync(() => first.HasClock && second.Store.History().Any(e => e.State == JobState.Completed));
        second.Start();
        await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.False(second.HasClock);
        await first.DisposeAsync();
        var last = second.Store.History().Max(e => e.Id);
        await UntilAsync(() => second.HasClock && second.Store.History().Any(e => e.Id > last && e.State == JobState.Completed));
        var due = second.Store.History(count: 1_000).Where(e => !e.State.IsWithoutRun()).Select(e => e.Due).ToList();
        Assert.Equal(due.Count, due.Distinct().Count());
    }

    [Fact]
    public async Task A_damaged_file_of_what_wakes_is_made_anew()
    {
        Directory.CreateDirectory(_room.StateFolder);
        File.WriteAllText(Path.Combine(_room.StateFolder, "quartz.db"), string.Concat(Enumerable.Repeat("no database ", 1_000)));
        _room.Write("often", "cron = \"* * * * * *\"\nautomations = \"skip\"\n", "select 1");
        await using var jobs = _room.Open();
        jobs.Start();
        await UntilAsync(() => jobs.HasClock && jobs.Store.History().Count(e => e.State == JobState.Completed) > 1);
    }

    [Fact]
    public async Task A_job_whose_statements_are_not_there_or_wrong_fails_with_a_sentence()
    {
        _room.Write("nightly", Job, "select * from nothing@ac");
        await using var jobs = _room.Open();
        Assert.StartsWith("line 1, column 15:", (await RunAsync(jobs, "nightly")).Fault, StringComparison.Ordinal);
        File.Delete(Path.Combine(_room.Folder, "jobs", "nightly.sql"));
        Assert.Contains("are not there: jobs/nightly.sql", (await RunAsync(jobs, "nightly")).Fault, StringComparison.Ordinal);
    }

    static async Task<JobEntry> RunAsync(JobHost jobs, string name)
    {
        jobs.Run(name, out var ended);
        return await ended;
    }

    static async Task UntilAsync(Func<bool> done)
    {
        while (!done()) await Task.Delay(50, TestContext.Current.CancellationToken);
    }

    async Task<T> LedgerAsync<T>(Func<ILedger, T> ask)
    {
        await using var session = _room.OpenSession();
        return ask(session.Session.Engine.Ledger!);
    }

    /// <summary>An hour of a day: 02:00 in Amsterdam is 0.</summary>
    static DateTimeOffset At(int hour) => new(2026, 5, 12, hour, 0, 0, TimeSpan.Zero);
}
