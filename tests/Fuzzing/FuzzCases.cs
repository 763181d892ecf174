using System.Diagnostics;
using System.Globalization;

namespace Koppel.Fuzzing;

/// <summary>
/// The cases of a fuzz test. Each has random numbers of its own, made of the seed and its number alone, so that one that failed can be run
/// by itself: <c>KOPPEL_FUZZ_SEED=7 KOPPEL_FUZZ_FROM=431 KOPPEL_FUZZ_COUNT=1</c>.
/// </summary>
internal static class FuzzCases
{
    /// <summary>The seed: <c>KOPPEL_FUZZ_SEED</c>, or 1.</summary>
    public static int Seed { get; } = Number("KOPPEL_FUZZ_SEED") ?? 1;

    /// <summary>The first case: <c>KOPPEL_FUZZ_FROM</c>, or 0.</summary>
    public static int From { get; } = Number("KOPPEL_FUZZ_FROM") ?? 0;

    /// <summary>How many cases: <c>KOPPEL_FUZZ_COUNT</c>, or what the test takes by itself.</summary>
    public static int Count(int usual) => Number("KOPPEL_FUZZ_COUNT") ?? usual;

    /// <summary>The cases of a test: so many as asked, or as many as <c>KOPPEL_FUZZ_SECONDS</c> leaves time for.</summary>
    /// <param name="usual">How many there are when nothing is asked.</param>
    public static IEnumerable<(int Number, Random Random)> All(int usual)
    {
        var begun = Stopwatch.GetTimestamp();
        var seconds = Number("KOPPEL_FUZZ_SECONDS");
        for (var i = 0; seconds is null ? i < Count(usual) : Stopwatch.GetElapsedTime(begun).TotalSeconds < seconds; i++)
            yield return (From + i, RandomOf(From + i));
    }

    /// <summary>The random numbers of a case.</summary>
    public static Random RandomOf(int number) => new(unchecked((Seed * 1_000_003) + number));

    /// <summary>How to run a case by itself, for the message of its failure.</summary>
    public static string Again(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"KOPPEL_FUZZ_SEED={Seed} KOPPEL_FUZZ_FROM={number} KOPPEL_FUZZ_COUNT=1");

    static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
            ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)
            : null;
}
