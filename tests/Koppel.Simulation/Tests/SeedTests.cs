using System.Globalization;
using Koppel.Simulation.Choices;
using Koppel.Simulation.Runs;

namespace Koppel.Simulation.Tests;

/// <summary>Loads under chosen fates: whatever happens to calls, processes and the disk, the auditor finds nothing.</summary>
public sealed class SeedTests
{
    /// <summary>So many seeds: <c>KOPPEL_SIM_SEEDS</c>, or 2,000.</summary>
    static readonly int Seeds =
        int.Parse(Environment.GetEnvironmentVariable("KOPPEL_SIM_SEEDS") ?? "2000", CultureInfo.InvariantCulture);

    [Fact]
    public void Whatever_happens_nothing_is_lost_nothing_is_doubled_and_the_ledger_tells_the_truth()
    {
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var outcome = SimulatedRun.Run(new ChoiceSequence(seed));
            Assert.True(outcome.Findings.Count == 0,
                $"seed {seed} (run it alone with --seed {seed} --trace, or --shrink): {string.Join("; ", outcome.Findings.Take(3))}");
        }
    }

    [Fact]
    public void A_seed_runs_the_same_way_each_time()
    {
        for (var seed = 1; seed <= 60; seed++) Assert.Equal(Trace(new ChoiceSequence(seed)), Trace(new ChoiceSequence(seed)));
    }

    [Fact]
    public void What_was_chosen_makes_the_same_run_as_the_seed()
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            var outcome = SimulatedRun.Run(new ChoiceSequence(seed));
            Assert.Equal(Trace(new ChoiceSequence(seed)), Trace(new ChoiceSequence(outcome.Choices)));
        }
    }

    static List<string> Trace(ChoiceSequence choices)
    {
        var lines = new List<string>();
        SimulatedRun.Run(choices, lines.Add);
        return lines;
    }
}
