namespace Koppel.Benchmarks;

/// <summary>Ten thousand pairs at the limits of a real account: not one call is refused, and none is made in vain.</summary>
internal static class CallsBenchmark
{
    public static Task RunAsync() => PairsBenchmark.LoadAsync(10_000, timeScale: 1);
}
