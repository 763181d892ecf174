using Koppel.Simulation.Choices;
using Koppel.Simulation.RareStates;
using Koppel.Simulation.Runs;

namespace Koppel.Simulation.Tests;

/// <summary>States that hardly ever come about are tried.</summary>
public sealed class RareStateTests
{
    [Fact]
    public void There_are_twenty_or_more_of_them_each_with_a_name_of_its_own() =>
        Assert.True(RareState.All.Select(s => s.Name).Distinct().Count() is >= 20 and var names && names == RareState.All.Count);

    // A minute or two of work: run with -explicit only.
    [Fact(Explicit = true)]
    public void Each_is_reached_within_5000_seeds()
    {
        var states = new StateCount();
        for (var seed = 1; seed <= 5_000; seed++)
            if (SimulatedRun.Run(new ChoiceSequence(seed)).Facts is { View: not null } facts) states.Add(seed, facts);
        Assert.Equal([], states.Missing);
    }
}
