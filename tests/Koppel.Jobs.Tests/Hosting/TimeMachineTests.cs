using System.Globalization;
using Koppel.Jobs.Files;
using Koppel.Jobs.History;
using Koppel.Jobs.Tests.Testing;

namespace Koppel.Jobs.Tests.Hosting;

/// <summary>A year of schedules: every due time is accounted for, and none has two runs.</summary>
public sealed class TimeMachineTests
{
    static readonly DateTimeOffset s_begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), s_end = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);

    static readonly (string Words, string Zone, OnMissed OnMissed)[] s_jobs =
    [
        ("every hour at :15", "Europe/Amsterdam", OnMissed.Skip),
        ("every 2 hours", "Australia/Lord_Howe", OnMissed.RunOnce),
        ("every day at 02:30", "Europe/Amsterdam", OnMissed.RunOnce),
        ("every day at 02:00 and 14:00", "America/New_York", OnMissed.Skip),
        ("every weekday at 00:30", "Asia/Kolkata", OnMissed.RunOnce),
        ("last day of the month at 23:45", "America/New_York", OnMissed.RunOnce),
    ];

    [Fact]
    public void A_year_without_trouble_runs_every_due_time_once_and_at_its_time()
    {
        using var machine = new TimeMachine(s_begin, Jobs());
        machine.Start();
        while (Go(machine, machine.NextWake())) machine.Look(isWhole: false);
        foreach (var (job, expected) in Expected(machine.Jobs))
        {
            var runs = machine.Begun.Where(b => b.Job == job).ToList();
            Assert.Equal(expected, runs.Select(r => r.Due));
            Assert.All(runs, r => Assert.Equal(r.Due, r.At));
        }
        Assert.DoesNotContain(machine.Store.History(count: 100_000), e => e.State != JobState.Completed && e.State != JobState.Running);
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, Environment.GetEnvironmentVariable("KOPPEL_TIME_SEEDS") is { } n
        ? int.Parse(n, CultureInfo.InvariantCulture) : 1)];

    [Theory, MemberData(nameof(Seeds))]
    public void A_year_of_stops_kills_long_runs_and_clocks_put_forward_and_back_doubles_nothing_and_loses_nothing(int seed)
    {
        var random = new Random(seed);
        using var machine = new TimeMachine(s_begin, Jobs());
        machine.Start();
        while (true)
        {
            var next = machine.NextWake();
            var now = machine.Clock.Now;
            var what = random.Next(400);
            switch (what)
            {
                case 0: // Stopped or killed, for minutes or days.
                    machine.Kill();
                    break;
                case 1: // The machine slept.
                    next = now.AddMinutes(random.Next(1, 3_000));
                    break;
                case 2: // The clock is put back.
                    next = now.AddSeconds(-random.Next(1, 20_000));
                    break;
                case 3:
                    machine.Takes = TimeSpan.FromMinutes(random.Next(0, 400));
                    break;
                case 4: // Killed and at once started again.
                    machine.Kill();
                    machine.Start();
                    break;
                case 5: // Woken when nothing is due.
                    next = now + ((next - now) / 2);
                    break;
            }
            if (!machine.IsUp)
            {
                next = now.AddMinutes(random.Next(1, random.Next(2) == 0 ? 90 : 6_000));
                if (!Go(machine, next)) break;
                machine.Start();
            }
            else if (!Go(machine, next))
            {
                break;
            }
            machine.Look(isWhole: what < 6);
        }
        machine.Clock.Now = s_end.AddDays(400); // Whatever was due until the end is told of now.
        if (!machine.IsUp) machine.Start();
        machine.Look();
        Check(machine);
    }

    [Fact]
    public void A_clock_that_was_decades_ahead_pauses_nothing()
    {
        using var machine = new TimeMachine(s_begin, Jobs());
        machine.Start();
        var then = machine.Clock.Now;
        machine.Clock.Now = s_begin.AddYears(30);
        machine.Look();
        machine.Clock.Now = s_begin.AddYears(30).AddHours(1); // Runs end.
        machine.Look();
        machine.Clock.Now = then.AddMinutes(1);
        machine.Look();
        var begun = machine.Begun.Count;
        for (var i = 0; i < 80; i++)
        {
            machine.Clock.Now = machine.NextWake();
            machine.Look();
        }
        Assert.True(machine.Begun.Count >= begun + 20, $"{machine.Begun.Count - begun} runs.");
        Assert.DoesNotContain(machine.Store.History(count: 10_000), e => e.State.IsWithoutRun() && (e.Until ?? e.Due) > machine.Clock.Now);
    }

    static void Check(TimeMachine machine)
    {
        var history = machine.Store.History(count: 1_000_000);
        Assert.True(machine.GoneOnWith > 0, "Nothing was killed while it ran.");
        foreach (var (job, expected) in Expected(machine.Jobs))
        {
            var runs = machine.Begun.Where(b => b.Job == job).Select(b => b.Due).ToList();
            Assert.Equal(runs.Count, runs.Distinct().Count());
            var due = runs.Where(d => d <= s_end).ToHashSet();
            Assert.Subset(new HashSet<DateTimeOffset>(expected), due);
            var told = history.Where(e => e.Job == job && e.State.IsWithoutRun()).ToList();
            foreach (var one in expected.Where(d => d > s_begin))
            {
                var without = told.Count(e => e.Due == one || (e.Until is { } until && e.Due <= one && one <= until));
                var isMadeUp = told.Any(e => e.State == JobState.MadeUp && e.Due <= one && one <= (e.Until ?? e.Due));
                Assert.True((due.Contains(one) ? 1 : 0) + without == 1 || (isMadeUp && without == 1),
                    $"{job}: {one:u} has {(due.Contains(one) ? "a" : "no")} run and is told of {without} times.");
            }
            Assert.DoesNotContain(history, e => e.Job == job && e.State == JobState.Failed);
        }
        // One look makes up for one job at most: the next begins when it has ended.
        var late = history.Where(e => e.Kind == JobEntryKind.Late).GroupBy(e => e.Started).Where(g => g.Count() > 1);
        Assert.Empty(late);
    }

    static bool Go(TimeMachine machine, DateTimeOffset to)
    {
        if (to >= s_end) return false;
        machine.Clock.Now = to;
        return true;
    }

    static List<(string Job, SortedSet<DateTimeOffset> Due)> Expected(IReadOnlyList<JobFile> jobs) =>
        [.. jobs.Select(j =>
        {
            var (_, isDue, namesHours) = Wall.Schedules.Single(s => s.Words == j.Schedule!.Text || s.Words == WordsOf(j));
            return (j.Name, Wall.DueTimes(isDue, namesHours, j.Zone, s_begin, s_end.AddTicks(-1)));
        })];

    static string WordsOf(JobFile job) => s_jobs[int.Parse(job.Name[1..], CultureInfo.InvariantCulture)].Words;

    static List<JobFile> Jobs() =>
        [.. s_jobs.Select((j, i) =>
        {
            Needs.Machine(TimeZoneInfo.TryFindSystemTimeZoneById(j.Zone, out var zone), "This machine has no time zone data.");
            return new JobFile(string.Create(CultureInfo.InvariantCulture, $"j{i}"), "")
            {
                Schedule = Wall.Parse(j.Words), TimeZone = j.Zone, Zone = zone!, OnMissed = j.OnMissed, Automations = "skip",
            };
        })];
}
