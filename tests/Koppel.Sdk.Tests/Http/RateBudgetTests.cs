using CsCheck;
using Koppel.Sdk.Http;
using Microsoft.Extensions.Time.Testing;

namespace Koppel.Sdk.Tests.Http;

public sealed class RateBudgetTests
{
    static readonly RateLimit Second = new("calls a second", 5, TimeSpan.FromSeconds(1));
    static readonly RateLimit Minute = new("imports a minute", 3, TimeSpan.FromMinutes(1));

    readonly FakeTimeProvider _time = new();
    readonly DateTimeOffset _begun;

    public RateBudgetTests() => _begun = _time.GetUtcNow();

    [Fact]
    public void Calls_within_the_permits_go_at_once()
    {
        var budget = new RateBudget([Second], _time);

        var calls = Ask(budget, 5, Second);

        Assert.All(calls, c => Assert.True(c.IsCompletedSuccessfully));
        Assert.False(Ask(budget, 1, Second)[0].IsCompleted);
    }

    [Fact]
    public void The_next_call_goes_when_the_window_with_its_margin_is_over()
    {
        var budget = new RateBudget([Second], _time);
        Ask(budget, 5, Second);
        var sixth = Ask(budget, 1, Second)[0];

        _time.Advance(TimeSpan.FromMilliseconds(1_039));
        Assert.False(sixth.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(sixth.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_call_that_was_refused_elsewhere_keeps_its_permit_and_counts_from_when_it_is_sent_again()
    {
        var budget = new RateBudget([Minute], _time);
        Ask(budget, 1, Minute);
        _time.Advance(TimeSpan.FromSeconds(5));
        Ask(budget, 2, Minute);
        _time.Advance(TimeSpan.FromSeconds(5));
        budget.Move([Minute], TimeSpan.FromSeconds(10)); // The first one, so that the second and third are the oldest now.
        var next = Ask(budget, 3, Minute);

        _time.Advance(TimeSpan.FromSeconds(57.3));
        Assert.DoesNotContain(next, call => call.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal([true, true, false], next.Select(call => call.IsCompleted));
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.True(next[2].IsCompleted);
    }

    [Fact]
    public void No_window_ever_holds_more_than_its_permits_whatever_comes_when()
    {
        var arrival = Gen.Select(Gen.Int[0, 400], Gen.Int[0, 3], Gen.Bool);
        var limits = Gen.Select(Gen.Int[1, 6], Gen.Int[1, 4], Gen.Int[100, 900], Gen.Int[900, 5_000]);
        Gen.Select(limits, arrival.Array[1, 60]).Sample((sizes, arrivals) =>
        {
            var (quick, slow) = (
                new RateLimit("quick", sizes.Item1, TimeSpan.FromMilliseconds(sizes.Item3)),
                new RateLimit("slow", sizes.Item2, TimeSpan.FromMilliseconds(sizes.Item4)));
            var time = new FakeTimeProvider();
            var budget = new RateBudget([quick, slow], time);
            var waiting = new List<(Task Task, RateLimit[] Limits)>();
            var sent = new Dictionary<RateLimit, List<DateTimeOffset>> { [quick] = [], [slow] = [] };
            foreach (var (pause, kind, givesUp) in arrivals)
            {
                for (var step = 0; step < pause; step += 10) Tick();
                using var cancelled = new CancellationTokenSource();
                RateLimit[] wanted = kind switch { 0 => [slow], 1 => [slow, quick], 2 => [quick, slow], _ => [quick] };
                waiting.Add((budget.AcquireAsync(wanted, cancelled.Token).AsTask(), wanted));
                if (givesUp && kind == 3) cancelled.Cancel();
                Count();
            }
            for (var step = 0; waiting.Count > 0 && step < 100_000; step++) Tick();

            Assert.Empty(waiting);
            foreach (var (limit, moments) in sent)
                for (var i = limit.Permits; i < moments.Count; i++)
                    Assert.True(moments[i] - moments[i - limit.Permits] >= limit.Window,
                        $"{limit.Name}: {moments[i] - moments[i - limit.Permits]}");

            void Tick()
            {
                time.Advance(TimeSpan.FromMilliseconds(10));
                Count();
            }

            void Count()
            {
                foreach (var (task, of) in waiting.Where(w => w.Task.IsCompletedSuccessfully))
                    foreach (var limit in of) sent[limit].Add(time.GetUtcNow());
                waiting.RemoveAll(w => w.Task.IsCompleted);
            }
        }, iter: 150, seed: "0000KOnIzD3I", threads: 1);
    }

    [Fact]
    public void A_call_that_waits_for_a_slow_limit_does_not_hold_quick_ones_back()
    {
        var budget = new RateBudget([Second, Minute], _time);
        Ask(budget, 3, Minute, Second);
        var slow = Ask(budget, 10, Minute, Second);

        _time.Advance(TimeSpan.FromSeconds(2));
        var quick = Ask(budget, 5, Second);

        Assert.All(quick, q => Assert.True(q.IsCompletedSuccessfully));
        Assert.All(slow, s => Assert.False(s.IsCompleted));
    }

    [Fact]
    public void Quick_calls_do_not_starve_one_that_counts_against_two_limits()
    {
        var budget = new RateBudget([Second, Minute], _time);
        Ask(budget, 3, Minute);
        var both = Ask(budget, 1, Minute, Second)[0];
        for (var s = 0; s < 64 * 4; s++)
        {
            Ask(budget, 3, Second);
            _time.Advance(TimeSpan.FromMilliseconds(250));
        }

        Assert.True(both.IsCompletedSuccessfully);
    }

    [Fact]
    public void Calls_of_one_limit_go_in_the_order_of_asking()
    {
        var budget = new RateBudget([Second], _time);
        Ask(budget, 5, Second);
        var waiting = Ask(budget, 12, Second);

        for (var s = 0; s < 4; s++)
        {
            var gone = waiting.TakeWhile(w => w.IsCompleted).Count();
            Assert.Equal(Math.Min(12, s * 5), gone);
            Assert.Equal(gone, waiting.Count(w => w.IsCompleted));
            _time.Advance(TimeSpan.FromMilliseconds(1_050));
        }
    }

    [Fact]
    public void A_call_that_is_given_up_costs_no_permit()
    {
        var budget = new RateBudget([Second], _time);
        Ask(budget, 5, Second);
        using var stop = new CancellationTokenSource();
        var given = Enumerable.Range(0, 5).Select(_ => budget.AcquireAsync([Second], stop.Token).AsTask()).ToList();
        var behind = Ask(budget, 1, Second)[0];

        stop.Cancel();
        _time.Advance(TimeSpan.FromMilliseconds(1_050));

        Assert.All(given, g => Assert.True(g.IsCanceled));
        Assert.True(behind.IsCompletedSuccessfully);
    }

    [Fact]
    public void One_who_has_given_up_before_is_refused_without_a_permit()
    {
        var budget = new RateBudget([Second], _time);

        Assert.True(budget.AcquireAsync([Second], new CancellationToken(true)).AsTask().IsCanceled);
        Assert.All(Ask(budget, 5, Second), c => Assert.True(c.IsCompletedSuccessfully));
    }

    [Fact]
    public void A_pause_holds_all_calls_of_its_limit_and_no_others()
    {
        var budget = new RateBudget([Second, Minute], _time);
        budget.Pause(Second, TimeSpan.FromSeconds(30));
        budget.Pause(Second, TimeSpan.FromSeconds(3)); // A shorter one does not end a longer one.
        var paused = Ask(budget, 5, Second);
        var other = Ask(budget, 1, Minute)[0];

        Assert.True(other.IsCompletedSuccessfully);
        _time.Advance(TimeSpan.FromSeconds(29.999));
        Assert.All(paused, p => Assert.False(p.IsCompleted));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.All(paused, p => Assert.True(p.IsCompletedSuccessfully));
    }

    [Fact]
    public void A_pause_also_holds_calls_that_wait_already()
    {
        var budget = new RateBudget([Second], _time);
        Ask(budget, 5, Second);
        var waiting = Ask(budget, 1, Second)[0];
        budget.Pause(Second, TimeSpan.FromSeconds(10));

        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(waiting.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_scale_shortens_windows_also_for_calls_that_wait()
    {
        var budget = new RateBudget([Second], _time);
        Ask(budget, 5, Second);
        var waiting = Ask(budget, 1, Second)[0];

        budget.Scale = 50;
        _time.Advance(TimeSpan.FromMilliseconds(20));
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(waiting.IsCompletedSuccessfully);
    }

    [Theory]
    [InlineData(0), InlineData(1), InlineData(5), InlineData(6), InlineData(23), InlineData(100)]
    public void The_estimate_is_what_it_takes(int calls)
    {
        var budget = new RateBudget([Second, Minute], _time);
        var asked = Ask(budget, calls, Second);
        while (asked.Exists(a => !a.IsCompleted)) _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(_time.GetUtcNow() - _begun, budget.Estimate([(Second, calls)]));
    }

    [Theory]
    [InlineData(7), InlineData(10)]
    public void The_estimate_goes_by_the_slowest_limit_and_the_scale(int calls)
    {
        var budget = new RateBudget([Second, Minute], _time) { Scale = 10 };
        var asked = Ask(budget, calls, Second, Minute);
        while (asked.Exists(a => !a.IsCompleted)) _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(_time.GetUtcNow() - _begun, budget.Estimate([(Second, calls), (Minute, calls)]));
    }

    [Fact]
    public void Lines_bound_the_calls_under_way_and_a_waiting_call_holds_none()
    {
        var budget = new RateBudget([Second, Minute], _time, lines: 2);
        Ask(budget, 3, Minute);
        var slow = budget.EnterAsync([Minute], TestContext.Current.CancellationToken).AsTask();
        var quick =
            Enumerable.Range(0, 3).Select(_ => budget.EnterAsync([Second], TestContext.Current.CancellationToken).AsTask()).ToList();

        Assert.Equal([true, true, false], quick.Select(q => q.IsCompletedSuccessfully));
        budget.Leave();
        Assert.True(quick[2].IsCompletedSuccessfully);
        Assert.False(slow.IsCompleted);
    }

    static List<Task> Ask(RateBudget budget, int calls, params RateLimit[] limits) =>
        [.. Enumerable.Range(0, calls).Select(_ => budget.AcquireAsync(limits).AsTask())];
}
