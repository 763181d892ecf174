using Koppel.Engine.Configuration;
using Koppel.Server.Tests.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Koppel.Server.Tests;

/// <summary>A program that is left open for weeks: the machine sleeps, secrets are renewed, and what goes by age goes.</summary>
public sealed class TimeTests
{
    readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

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

    [Fact]
    public async Task A_secret_that_is_stored_while_the_program_runs_is_used_by_the_next_session()
    {
        var folder = Directory.CreateTempSubdirectory("koppel-ui-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "koppel.toml"), """
            [connections.ac]
            type = "activecampaign"
            url = "http://127.0.0.1:9"
            token = "${secret:AC_TOKEN}"
            """, TestContext.Current.CancellationToken);
        var reads = new List<string?>();
        await using (var test = await UiTest.StartAsync(folder: folder, change: o => o with
        {
            Time = _time, Configuration = () =>
            {
                reads.Add(UiTest.SecretsOf(folder).Find("AC_TOKEN"));
                return o.Configuration();
            },
        }))
        {
            Assert.Contains("AC_TOKEN", (await test.GetAsync("about"))["problem"]!.ToString(), StringComparison.Ordinal);
            UiTest.SecretsOf(folder).Store("AC_TOKEN", "the first token");
            Assert.Null((await test.GetAsync("about"))["problem"]);
            Assert.Contains((await test.GetAsync("connections")).AsArray(), c => c!["name"]!.ToString() == "ac");
            UiTest.SecretsOf(folder).Store("AC_TOKEN", "the renewed one");
            await test.OpenSessionAsync();
            Assert.Equal("the renewed one", reads[^1]);
            var count = reads.Count;
            await test.OpenSessionAsync();
            Assert.Equal(count, reads.Count);
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_fault_that_passes_is_gone_from_the_page_when_it_has_passed()
    {
        var isLocked = true;
        var reads = 0;
        await using var test = await UiTest.StartAsync(change: o => o with
        {
            Time = _time, Configuration = () =>
            {
                reads++;
                return isLocked ? throw new ConfigurationException(["The key store is locked."]) : o.Configuration();
            },
        });
        for (var i = 0; i < 10; i++)
            Assert.Equal("The key store is locked.", (await test.GetAsync("about"))["problem"]!.ToString());
        Assert.InRange(reads, 1, 2);
        isLocked = false;
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Null((await test.GetAsync("about"))["problem"]);
    }

    [Fact]
    public async Task Results_and_files_go_by_age_although_nothing_new_comes()
    {
        await using var test = await UiTest.StartAsync(change: o => o with { Time = _time });
        await test.ResultAsync("select 1");
        (await test.UploadAsync("people.csv", "name\nAnn\n"u8.ToArray())).Good();
        var uploads = Path.Combine(test.Folder, ".koppel", "uploads");
        Assert.Single(Directory.GetDirectories(uploads));
        _time.Advance(TimeSpan.FromHours(13));
        await UntilAsync(async () => (await test.GetAsync("results")).AsArray().Count == 0);
        Assert.Single(Directory.GetDirectories(uploads));
        for (var day = 0; day < 7; day++) _time.Advance(TimeSpan.FromDays(1));
        await UntilAsync(() => Task.FromResult(Directory.GetDirectories(uploads).Length == 0));
    }

    static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        while (!await isSo()) await Task.Delay(20, TestContext.Current.CancellationToken);
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
