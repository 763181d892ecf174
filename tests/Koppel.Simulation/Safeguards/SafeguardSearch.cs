using Koppel.Simulation.Choices;
using Koppel.Simulation.Runs;

namespace Koppel.Simulation.Safeguards;

/// <summary>Looks for a seed that shows that a safeguard is missing.</summary>
internal static class SafeguardSearch
{
    /// <summary>The first seed at which something is found without it, and what; null when there is none among so many.</summary>
    public static (int Seed, Outcome? Outcome) Find(Safeguard safeguard, int most)
    {
        for (var seed = 1; seed <= most; seed++)
        {
            var outcome = SimulatedRun.Run(new ChoiceSequence(seed), trace: null, safeguard);
            if (outcome.Findings.Count > 0) return (seed, outcome);
        }
        return (most, null);
    }
}
