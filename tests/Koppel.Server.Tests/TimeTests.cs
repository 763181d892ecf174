using Koppel.Server.Tests.Testing;

namespace Koppel.Server.Tests;

/// <summary>A program that is left open for weeks: the machine sleeps, secrets are renewed, and what goes by age goes.</summary>
public sealed class TimeTests
{
    [Fact]
    public async Task A_machine_that_slept_has_the_tables_of_its_tabs_when_it_wakes()
    {
        var clock = new SleepingClock();
        await using var test = await UiTest.StartAsync(change: o => o with { Time = clock });
        var session = await test.OpenSessionAsync();
        await test.RunAsync("create table t@inmemorystorage as select 42 as answer", session: session);
        clock.Sleep(TimeSpan.FromHours(9));
        clock.Look();
        await Task.Delay(200, TestContext.Current.CancellationToken);
        var told = await test.RunAsync("select answer from t@inmemorystorage", session: session);
        Assert.Equal("done", told[^1].Text("state"));
    }

    /// <summary>A clock whose timers stand still while the machine sleeps, and fire once when it has woken.</summary>
    sealed class SleepingClock : TimeProvider
    {
        readonly List<(TimerCallback Call, object? State)> _timers = [];
        TimeSpan _slept;

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _slept;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (period == TimeSpan.FromMinutes(1)) _timers.Add((callback, state));
            return System.CreateTimer(callback, state, dueTime, period);
        }

        public void Sleep(TimeSpan time) => _slept += time;

        public void Look()
        {
            foreach (var (call, state) in _timers.ToList()) call(state);
        }
    }
}
