using Koppel.Simulation.Choices;
using Koppel.Simulation.Runs;
using Koppel.Simulation.Safeguards;

namespace Koppel.Simulation.Tests;

/// <summary>What the engine does so that nothing goes wrong, taken out piece by piece: the simulation must miss each.</summary>
public sealed class SafeguardTests
{
    /// <summary>The names of all safeguards.</summary>
    public static TheoryData<string> Names => [.. Safeguard.All.Select(s => s.Name)];

    // Minutes of work: run with -explicit only.
    [Theory(Explicit = true)]
    [MemberData(nameof(Names))]
    public void A_safeguard_that_is_taken_out_is_missed_within_2000_seeds(string name)
    {
        var (seed, outcome) = SafeguardSearch.Find(Safeguard.All.Single(s => s.Name == name), 2_000);
        Assert.True(outcome is not null, $"Without '{name}' nothing is found in {seed} seeds.");
    }

    [Fact]
    public void The_page_lists_every_safeguard_and_every_rare_state()
    {
        var page = File.ReadAllText(Path.Combine(Repository(), "docs", "simulation.md"));
        var names = Safeguard.All.Select(s => s.Name).Concat(RareStates.RareState.All.Select(s => s.Name));
        Assert.Equal([], names.Where(n => !page.Contains(n, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("write-ahead of a call")]
    [InlineData("settle before repeat")]
    [InlineData("follow to the end")]
    public void What_is_found_is_shrunk_to_less_that_finds_the_same(string name)
    {
        var safeguard = Safeguard.All.Single(s => s.Name == name);
        var (seed, outcome) = SafeguardSearch.Find(safeguard, 100);
        Assert.True(outcome is not null, $"Without '{name}' nothing is found in {seed} seeds.");
        var rule = outcome.Findings[0].Rule;

        var shrunk = new Shrinker(c => Finds(c) == rule, mostRuns: 150).Shrink(outcome.Choices);

        Assert.Equal(rule, Finds(shrunk));
        Assert.True(shrunk.Sum(c => (long)c) < outcome.Choices.Sum(c => (long)c), "It is no plainer.");

        string? Finds(IReadOnlyList<int> choices) =>
            SimulatedRun.Run(new ChoiceSequence(choices), trace: null, safeguard).Findings is [var first, ..] ? first.Rule : null;
    }

    static string Repository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Koppel.slnx"))) return folder.FullName;
        throw new InvalidOperationException("The tests do not stand in their repository.");
    }
}
