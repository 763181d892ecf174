namespace Koppel.EndToEnd.Tests.Jobs;

/// <summary>The commands of jobs.</summary>
public sealed class JobCommandTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("koppel-jobs-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_job_is_run_listed_switched_off_and_told_of()
    {
        Write("nightly", "schedule = \"every day at 02:00\"\ntime_zone = \"UTC\"\nautomations = \"skip\"\n", "select 42 as answer");
        var run = await RunAsync("jobs", "run", "nightly");
        Assert.Equal((0, "nightly: completed: 1 row\n"), (run.ExitCode, run.Error));
        var list = await RunAsync("jobs", "list", "--format", "csv");
        Assert.StartsWith(
            "job,what,when,zone,next,last_run,last_state,missed,problem\nnightly,nightly.sql,every day at 02:00,UTC,", list.Output,
            StringComparison.Ordinal);
        Assert.Contains(",completed,0,", list.Output, StringComparison.Ordinal);
        Assert.Contains("nightly,", (await RunAsync("jobs", "history", "nightly", "--format", "csv")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("jobs", "disable", "nightly")).ExitCode);
        Assert.Contains("off: every day at 02:00", (await RunAsync("jobs", "list", "--format", "csv")).Output, StringComparison.Ordinal);
        Assert.Equal("nightly is not due.\n", (await RunAsync("jobs", "run", "nightly", "--due")).Error);
    }

    [Fact]
    public async Task What_is_wrong_with_a_job_is_a_sentence_and_an_exit_code()
    {
        Write("bad", "scedule = \"x\"\n", "select 1");
        Write("failing", "automations = \"skip\"\n", "select * from nothing@nowhere");
        var list = await RunAsync("jobs", "list");
        Assert.Equal(2, list.ExitCode);
        Assert.Contains("Did you mean 'schedule'?", list.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("jobs", "run", "bad")).ExitCode);
        var none = await RunAsync("jobs", "run", "none");
        Assert.Equal((2, true), (none.ExitCode, none.Error.StartsWith("There is no job 'none'.", StringComparison.Ordinal)));
        var failing = await RunAsync("jobs", "run", "failing", "--quiet");
        Assert.Equal((1, true), (failing.ExitCode, failing.Error.Contains("nowhere", StringComparison.Ordinal)));
        var line = await RunAsync("jobs", "line", "failing");
        Assert.Contains("has no schedule", line.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("every day at 02:30", "cron", "30 2 * * *  cd '")]
    [InlineData("every 15 minutes", "cron", "*/15 * * * *  cd '")]
    [InlineData("last day of the month at 06:00", "cron", "0 6 28,29,30,31 * *  cd '")]
    [InlineData("every Monday and Thursday at 07:30", "systemd", "OnCalendar=Mon,Thu *-*-* 7:30:00")]
    [InlineData("every weekday at 07:30", "task-scheduler", "/sc weekly /d MON,TUE,WED,THU,FRI /st 07:30")]
    public async Task The_system_s_own_scheduler_is_told_by_a_line(string schedule, string scheduler, string told)
    {
        Write("nightly", $"schedule = \"{schedule}\"\nautomations = \"skip\"\n", "select 1");
        var line = await RunAsync("jobs", "line", "nightly", "--for", scheduler);
        Assert.Contains(told, line.Output, StringComparison.Ordinal);
        Assert.Contains("koppel jobs run nightly --due --quiet", line.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_machine_without_time_zone_data_says_so()
    {
        Needs.Machine(OperatingSystem.IsLinux(), "Only there the data is files that can be hidden.");
        Write("nightly", "schedule = \"every day at 02:00\"\ntime_zone = \"Europe/Amsterdam\"\nautomations = \"skip\"\n", "select 1");
        var list = await Koppel.ProcessAsync(_folder.FullName, ["jobs", "list"], new Dictionary<string, string>
        {
            ["TZDIR"] = Path.Combine(_folder.FullName, "nothing"),
        });
        Assert.Equal(2, list.ExitCode);
        Assert.Contains("this machine has no time zone data. Install it", list.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_is_taken_out_of_the_history_and_what_ran_stays()
    {
        Write("failing", "automations = \"skip\"\n", "select cast('jan.jansen@example.com' as int)");
        Assert.Equal(1, (await RunAsync("jobs", "run", "failing")).ExitCode);
        Assert.Contains("history of jobs", (await RunAsync("trace", "jan.jansen@example.com")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("forget", "jan.jansen@example.com", "--yes")).ExitCode);
        var history = await RunAsync("jobs", "history", "--format", "csv");
        Assert.Contains("failing,", history.Output, StringComparison.Ordinal);
        Assert.Contains("Could not convert string", history.Output, StringComparison.Ordinal);
        foreach (var file in Directory.GetFiles(Path.Combine(_folder.FullName, ".koppel")))
            Assert.DoesNotContain("jan.jansen", await File.ReadAllTextAsync(file, System.Text.Encoding.Latin1,
                TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    Task<Koppel> RunAsync(params string[] arguments) => Koppel.RunInAsync(_folder.FullName, arguments);

    void Write(string name, string toml, string sql)
    {
        var jobs = Directory.CreateDirectory(Path.Combine(_folder.FullName, "jobs")).FullName;
        File.WriteAllText(Path.Combine(jobs, name + ".toml"), toml);
        File.WriteAllText(Path.Combine(jobs, name + ".sql"), sql);
    }
}
