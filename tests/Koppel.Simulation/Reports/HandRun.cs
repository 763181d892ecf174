using System.Diagnostics;
using System.Globalization;
using Koppel.Simulation.Choices;
using Koppel.Simulation.RareStates;
using Koppel.Simulation.Runs;
using Koppel.Simulation.Safeguards;

namespace Koppel.Simulation.Reports;

/// <summary>A run by hand.</summary>
internal sealed class HandRun
{
    /// <summary>So many findings are told at most.</summary>
    const int MostTold = 10;

    /// <summary>So many runs are made at most to make one smaller.</summary>
    const int MostRuns = 1_500;

    /// <summary>Behind so many seeds it is told how it goes.</summary>
    const int Stretch = 10_000;

    readonly Dictionary<string, int?> _given = [];

    /// <summary>What the arguments ask; null when they are those of the tests.</summary>
    public static HandRun? Of(IReadOnlyList<string> args)
    {
        if (args is not ["--seed" or "--seeds" or "--safeguards", ..]) return null;
        var command = new HandRun();
        for (var i = 0; i < args.Count; i++)
        {
            var hasNumber = i + 1 < args.Count && int.TryParse(args[i + 1], CultureInfo.InvariantCulture, out _);
            command._given[args[i]] = hasNumber ? int.Parse(args[++i], CultureInfo.InvariantCulture) : null;
        }
        return command;
    }

    /// <summary>Does it; gives 0 when nothing was found, else 1.</summary>
    public int Run()
    {
        if (_given.TryGetValue("--seed", out var seed)) return One(seed ?? 1);
        if (_given.TryGetValue("--safeguards", out var most)) return WithoutEach(most ?? 2_000);
        return Many(_given.GetValueOrDefault("--from") ?? 1, _given["--seeds"] ?? 2_000);
    }

    int One(int seed)
    {
        Action<string>? trace = _given.ContainsKey("--trace") ? Console.WriteLine : null;
        var without = _given.GetValueOrDefault("--without") is { } number ? Safeguard.All[number - 1] : null;
        var outcome = SimulatedRun.Run(new ChoiceSequence(seed), trace, without);
        Tell(seed, outcome);
        if (outcome.Findings.Count == 0 || !_given.ContainsKey("--shrink")) return outcome.Findings.Count == 0 ? 0 : 1;
        var rule = outcome.Findings[0].Rule;
        var shrunk = new Shrinker(IsFound, MostRuns).Shrink(outcome.Choices);
        Console.WriteLine("the same in less:");
        Tell(seed, SimulatedRun.Run(new ChoiceSequence(shrunk), Console.WriteLine, without));
        return 1;

        bool IsFound(IReadOnlyList<int> choices) =>
            SimulatedRun.Run(new ChoiceSequence(choices), trace: null, without).Findings.Any(f => f.Rule == rule);
    }

    static int Many(int from, int count)
    {
        var (begun, found, states) = (Stopwatch.GetTimestamp(), 0, new StateCount());
        for (var seed = from; seed < from + count; seed++)
        {
            var outcome = SimulatedRun.Run(new ChoiceSequence(seed));
            if (outcome.Facts is { View: not null } facts) states.Add(seed, facts);
            if ((seed - from + 1) % Stretch == 0) Console.WriteLine(Told(seed - from + 1, from, found, begun));
            if (outcome.Findings.Count > 0 && ++found <= MostTold) Tell(seed, outcome);
        }
        if (count % Stretch != 0) Console.WriteLine(Told(count, from, found, begun));
        foreach (var line in states.Lines) Console.WriteLine(line);
        return found == 0 ? 0 : 1;
    }

    static string Told(int seeds, int from, int found, long begun) => string.Create(CultureInfo.InvariantCulture,
        $"{seeds} seeds from {from}: {found} with findings, {Stopwatch.GetElapsedTime(begun).TotalSeconds:0} s, ")
        + string.Create(CultureInfo.InvariantCulture, $"{seeds / Stopwatch.GetElapsedTime(begun).TotalSeconds:0} seeds a second");

    /// <summary>Each safeguard is taken out, and must be missed.</summary>
    static int WithoutEach(int most)
    {
        var missed = 0;
        foreach (var (number, safeguard) in Safeguard.All.Index())
        {
            var (seed, outcome) = SafeguardSearch.Find(safeguard, most);
            if (outcome is not null) missed++;
            var told = outcome is null ? $"not missed in {most} seeds" : $"seed {seed}: {outcome.Findings[0].ToString().Split('\n')[0]}";
            Console.WriteLine($"{number + 1,2} {safeguard.Name}: {told}");
        }
        return missed == Safeguard.All.Count ? 0 : 1;
    }

    static void Tell(int seed, Outcome outcome)
    {
        Console.WriteLine($"seed {seed}: {outcome.Case}: {(outcome.Findings.Count == 0 ? "nothing was found" : "")}");
        foreach (var finding in outcome.Findings.Take(4)) Console.WriteLine($"  {finding}");
    }
}
