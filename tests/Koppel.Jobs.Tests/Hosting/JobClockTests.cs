using Koppel.Jobs.History;
using Koppel.Jobs.Tests.Testing;

namespace Koppel.Jobs.Tests.Hosting;

/// <summary>The clock that runs jobs goes on, whatever it meets.</summary>
public sealed class JobClockTests : IAsyncLifetime
{
    const string Often = "cron = \"* * * * * *\"\nautomations = \"skip\"\n";

    JobRoom _room = null!;

    public async ValueTask InitializeAsync() => _room = await JobRoom.StartAsync();

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Fact]
    public async Task After_the_clock_of_the_machine_is_put_back_jobs_are_looked_at_as_before()
    {
        var begin = new DateTimeOffset(2026, 5, 12, 2, 0, 0, TimeSpan.Zero);
        var time = new FastTime { Now = begin.AddHours(2) };
        _room.Write("nightly", "schedule = \"every day at 02:00\"\ntime_zone = \"UTC\"\nautomations = \"skip\"\n", "select 1");
        await using var jobs = _room.Open(time);
        jobs.Start();
        await UntilAsync(() => jobs.HasClock && jobs.Store.Do(turn => turn.Seen("nightly")) is not null);
        time.Now = begin.AddSeconds(-5);
        await UntilAsync(() => jobs.Store.Do(turn => turn.Seen("nightly"))!.Value.Seen < begin);
        time.Now = begin.AddSeconds(5);
        await UntilAsync(() => jobs.Store.History().Any(e => e.State == JobState.Completed));
        Assert.Equal(begin, Assert.Single(jobs.Store.History()).Due);
    }

    [Fact]
    public async Task A_clock_that_could_not_begin_is_tried_again_and_says_why_meanwhile()
    {
        var there = Directory.CreateDirectory(Path.Combine(_room.StateFolder, "quartz.db")); // No file can be made there.
        _room.Write("often", Often, "select 1");
        await using var jobs = _room.Open();
        jobs.Start();
        await UntilAsync(() => _room.Said.Any(s => s.Contains("quartz.db", StringComparison.Ordinal)));
        Assert.False(jobs.HasClock);
        there.Delete();
        await UntilAsync(() => jobs.HasClock && jobs.Store.History().Any(e => e.State == JobState.Completed));
    }

    [Fact]
    public async Task A_job_that_cannot_be_looked_at_keeps_no_other_from_running()
    {
        var there = Directory.CreateDirectory(Path.Combine(_room.StateFolder, "job-first.lock"));
        _room.Write("first", Often, "select 1");
        _room.Write("second", Often, "select 1");
        await using var jobs = _room.Open();
        jobs.Start();
        await UntilAsync(() => jobs.Store.History("second").Any(e => e.State == JobState.Completed));
        Assert.Single(_room.Said, s => s.Contains("job-first.lock", StringComparison.Ordinal));
        Assert.Empty(jobs.Store.History("first"));
        there.Delete();
        await UntilAsync(() => jobs.Store.History("first").Any(e => e.State == JobState.Completed));
    }

    static async Task UntilAsync(Func<bool> done)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(1)); // For nothing but a test that would wait for ever.
        while (!done()) await Task.Delay(50, patience.Token);
    }

    /// <summary>A clock that can be put to any time, whose timers are quick.</summary>
    sealed class FastTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, Quick(dueTime), Quick(period));

        static TimeSpan Quick(TimeSpan time) => time > TimeSpan.Zero ? time / 100 : time;
    }
}
