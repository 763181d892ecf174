using CsCheck;
using Koppel.Sdk.Http;

namespace Koppel.Sdk.Tests.Http;

public sealed class RetryPolicyTests
{
    [Fact]
    public void Each_pause_is_twice_as_long_up_to_the_longest()
    {
        var policy = new RetryPolicy();

        Assert.Equal([0.5, 1, 2, 4, 8, 16, 20, 20], Enumerable.Range(1, 8).Select(a => policy.Pause(a, jitter: 0).TotalSeconds));
        Assert.Equal(20, policy.Pause(int.MaxValue, 0).TotalSeconds);
    }

    [Fact]
    public void Chance_takes_away_at_most_a_half() => Gen.Select(Gen.Int[1, 1_000], Gen.Double[0, 1]).Sample((attempt, jitter) =>
    {
        var (full, pause) = (new RetryPolicy().Pause(attempt, 0), new RetryPolicy().Pause(attempt, jitter));
        Assert.InRange(pause, full / 2, full);
    }, seed: "0000KOnIzD3I", threads: 1);
}
