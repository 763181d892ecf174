using Koppel.Sdk.Http;
using Microsoft.Extensions.Time.Testing;

namespace Koppel.Sdk.Tests.Http;

/// <summary>Budgets over one folder, as several processes have them.</summary>
public sealed class SharedBudgetTests : IDisposable
{
    static readonly RateLimit Second = new("calls a second", 5, TimeSpan.FromSeconds(1));
    static readonly RateLimit Minute = new("imports a minute", 3, TimeSpan.FromMinutes(1));

    readonly FakeTimeProvider _time = new();
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("koppel-tests-");
    readonly List<(TimeSpan At, int Budget)> _gone = [];

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Together_they_make_no_more_calls_than_one()
    {
        var (a, b, c) = (Budget(), Budget(), Budget());

        Assert.Equal(5, Ask(a, 3, Second).Concat(Ask(b, 3, Second)).Concat(Ask(c, 3, Second)).Count(t => t.IsCompleted));
    }

    [Theory]
    [InlineData(2, 1), InlineData(3, 1), InlineData(2, 20), InlineData(5, 3)]
    public void With_endless_demand_each_gets_its_part_and_no_window_is_too_full(int budgets, double scale)
    {
        var all = Enumerable.Range(0, budgets).Select(_ => Budget()).ToList();
        foreach (var budget in all) budget.Scale = scale;
        var total = 200 * budgets;
        var queues = all.Select(b => Ask(b, total, Second)).ToList();

        Run(queues, until: () => _gone.Count >= total);

        AssertNeverMoreThan(5, Second.Window / scale);
        foreach (var part in _gone.GroupBy(g => g.Budget)) Assert.InRange(part.Count(), 160, 240);
        Assert.InRange(
            _gone[^1].At * scale, TimeSpan.FromSeconds(1.0 * total / 5), TimeSpan.FromSeconds(1.25 * total / 5 * Math.Max(1, scale / 10)));
    }

    [Fact]
    public void One_who_comes_later_waits_for_nobodys_queue()
    {
        var (a, b) = (Budget(), Budget());
        var many = Ask(a, 1_000, Second);
        Run([many], until: () => _gone.Count >= 50);

        var one = Ask(b, 1, Second);
        _time.Advance(TimeSpan.FromMilliseconds(1_060));
        Run([many], until: () => one[0].IsCompleted, patience: 20);
    }

    [Fact]
    public void One_who_is_gone_while_it_is_its_turn_holds_nobody_for_long()
    {
        var (a, b) = (Budget(), Budget());
        Ask(a, 5, Second);
        var stopped = new FakeTimeProvider(_time.GetUtcNow()); // Its clock stands: it never comes for its turn.
        Ask(Budget(time: stopped), 1, Second);
        var going = Ask(b, 1, Second);

        for (var ms = 0; ms < 1_250 && !going[0].IsCompleted; ms++) _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.True(going[0].IsCompleted);
    }

    [Fact]
    public void A_pause_holds_all_of_them()
    {
        var (a, b) = (Budget(), Budget());
        a.Pause(Second, TimeSpan.FromSeconds(10));
        var paused = Ask(b, 1, Second)[0];
        var other = Ask(b, 1, Minute)[0];

        _time.Advance(TimeSpan.FromSeconds(9.99));
        Assert.Equal((false, true), (paused.IsCompleted, other.IsCompleted));
        _time.Advance(TimeSpan.FromSeconds(0.01));
        Assert.True(paused.IsCompleted);
    }

    [Fact]
    public void A_wait_for_a_slow_limit_does_not_hold_the_calls_of_another()
    {
        var (a, b) = (Budget(), Budget());
        Ask(a, 3, Minute, Second);
        var slow = Ask(a, 1, Minute, Second)[0];
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.All(Ask(b, 5, Second), t => Assert.True(t.IsCompleted));
        Assert.False(slow.IsCompleted);
    }

    [Fact]
    public void One_who_does_not_know_the_pace_yet_goes_by_that_of_the_others_calls()
    {
        var (a, b) = (Budget(), Budget());
        a.Scale = 50;
        Ask(a, 5, Second);
        var newcomer = Ask(b, 1, Second)[0];

        _time.Advance(TimeSpan.FromMilliseconds(20));
        Assert.False(newcomer.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(newcomer.IsCompleted);
    }

    [Theory]
    [InlineData(-3_600), InlineData(3_600)]
    public void A_clock_that_is_set_holds_nobody(int seconds)
    {
        var a = Budget(time: new FakeTimeProvider(_time.GetUtcNow() - TimeSpan.FromSeconds(seconds)));
        a.Pause(Minute, TimeSpan.FromSeconds(30));
        Ask(a, 5, Second);

        Assert.All(Ask(Budget(), 5, Second), t => Assert.True(t.IsCompleted));
    }

    [Fact]
    public void Where_parts_differ_the_smaller_one_is_not_starved()
    {
        var (a, b) = (Budget(), Budget(share: 0.4));
        List<List<Task>> queues = [Ask(a, 1_000, Second), Ask(b, 1_000, Second)];

        Run(queues, until: () => _gone.Count >= 100);

        Assert.InRange(_gone.Count(g => g.Budget == 1), 35, 65);
        AssertNeverMoreThan(2, Second.Window, from: TimeSpan.FromSeconds(3));
    }

    [Fact]
    public void Accounts_have_windows_of_their_own()
    {
        Ask(Budget(), 5, Second);

        Assert.All(Ask(Budget(account: "https://other.example"), 5, Second), t => Assert.True(t.IsCompleted));
    }

    [Fact]
    public void The_file_is_its_owners_and_a_damaged_one_counts_as_empty()
    {
        Ask(Budget(), 5, Second);
        var file = Assert.Single(_folder.GetFiles());
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, file.UnixFileMode);
        Assert.DoesNotContain("example", file.Name, StringComparison.Ordinal);

        var noise = new byte[file.Length];
        new Random(1).NextBytes(noise);
        File.WriteAllBytes(file.FullName, noise);
        var again = Ask(Budget(), 5, Second);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.All(again, t => Assert.True(t.IsCompleted));
    }

    [Fact]
    public void Without_a_folder_that_can_be_used_a_process_keeps_to_the_limits_by_itself()
    {
        var file = Path.Combine(_folder.FullName, "file");
        File.WriteAllText(file, "");
        var shared = new SharedBudget(Path.Combine(file, "below"), "https://shop.example", [Second], 1, _time);
        var budget = new RateBudget([Second], _time, int.MaxValue, 1, shared);

        Assert.Equal(5, Ask(budget, 9, Second).Count(t => t.IsCompleted));
        Assert.Contains("cannot be used", shared.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_another_never_gives_free_is_not_waited_for()
    {
        var budget = Budget();
        Ask(budget, 1, Second);
        using var held = _folder.GetFiles().Single().Open(FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        var call = Ask(budget, 1, Second)[0];

        Assert.False(call.IsCompleted);
        for (var ms = 0; ms < 600; ms += 2) _time.Advance(TimeSpan.FromMilliseconds(2));
        Assert.True(call.IsCompleted);
    }

    [Theory]
    [InlineData(0.6, 3, 1_000), InlineData(0.5, 3, 1_200), InlineData(0.1, 1, 2_000), InlineData(0.02, 1, 10_000), InlineData(1, 5, 1_000)]
    public void A_part_of_a_limit_is_exact_over_time(double share, int permits, int window)
    {
        var part = Second.Part(share);

        Assert.Equal(permits, part.Permits);
        Assert.Equal(window, part.Window.TotalMilliseconds, 0.001);
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public void With_a_share_no_window_holds_more_than_that_part_of_the_permits(bool shared)
    {
        var budget = shared ? Budget(share: 0.6) : new RateBudget([Second], _time, int.MaxValue, 0.6);

        Run([Ask(budget, 300, Second)], until: () => _gone.Count == 300);

        AssertNeverMoreThan(3, Second.Window);
        Assert.Equal(budget.Estimate([(Second, 300)]).TotalSeconds, _gone[^1].At.TotalSeconds, 0.5);
        Assert.InRange(_gone[^1].At.TotalSeconds, 99, 106); // 300 at 3 a second, and the margin.
    }

    [Fact]
    public void A_call_that_is_sent_later_than_its_permit_says_counts_from_then_for_all()
    {
        var (a, b) = (Budget(), Budget());
        Ask(a, 5, Second);
        _time.Advance(TimeSpan.FromMilliseconds(300));
        for (var call = 0; call < 5; call++) a.Late([Second], TimeSpan.FromMilliseconds(300));
        b.Late([Second], TimeSpan.FromMilliseconds(30)); // Within the margin.
        var next = Ask(b, 1, Second)[0];

        _time.Advance(TimeSpan.FromMilliseconds(1_039));
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(next.IsCompleted);
    }

    [Fact]
    public void A_call_that_was_refused_elsewhere_counts_for_all_from_when_it_is_sent_again()
    {
        var (a, b) = (Budget(), Budget());
        Ask(a, Minute.Permits, Minute);
        _time.Advance(TimeSpan.FromSeconds(10));
        a.Move([Minute], TimeSpan.FromSeconds(10));
        var next = Ask(b, Minute.Permits, Minute);

        _time.Advance(TimeSpan.FromSeconds(52.3));
        Assert.DoesNotContain(next, call => call.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal(Minute.Permits - 1, next.Count(call => call.IsCompleted));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.All(next, call => Assert.True(call.IsCompleted));
    }

    RateBudget Budget(double share = 1, TimeProvider? time = null, string account = "https://shop.example") =>
        new([Second, Minute], time ?? _time, int.MaxValue, share,
            new SharedBudget(_folder.FullName, account, [Second, Minute], share, time ?? _time));

    static List<Task> Ask(RateBudget budget, int calls, params RateLimit[] limits) =>
        [.. Enumerable.Range(0, calls).Select(_ => budget.AcquireAsync(limits).AsTask())];

    /// <summary>Lets time pass and notes who goes when.</summary>
    void Run(List<List<Task>> queues, Func<bool> until, int patience = 1_000_000)
    {
        var begun = _time.GetUtcNow();
        var done = new int[queues.Count];
        for (var step = 0; ; step++)
        {
            for (var q = 0; q < queues.Count; q++)
                for (; done[q] < queues[q].Count && queues[q][done[q]].IsCompleted; done[q]++) _gone.Add((_time.GetUtcNow() - begun, q));
            if (until()) return;
            Assert.True(step < patience, "It takes too long.");
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }
    }

    void AssertNeverMoreThan(int calls, TimeSpan window, TimeSpan from = default)
    {
        var moments = _gone.Select(g => g.At).Where(g => g >= from).ToList();
        for (var i = calls; i < moments.Count; i++)
            Assert.True(moments[i] - moments[i - calls] >= window, $"{calls + 1} calls in {moments[i] - moments[i - calls]}");
    }
}
