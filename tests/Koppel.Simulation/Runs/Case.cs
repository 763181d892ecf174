using System.Globalization;
using Koppel.Simulation.Account;
using Koppel.Simulation.Choices;

namespace Koppel.Simulation.Runs;

/// <summary>What is tried in a run, all of it chosen at the beginning; what happens meanwhile is chosen as it happens.</summary>
internal sealed class Case
{
    const int MostRows = 26;

    /// <summary>Chooses.</summary>
    /// <param name="choices">The choices.</param>
    /// <param name="account">Is filled.</param>
    public Case(ChoiceSequence choices, AccountState account)
    {
        Workload = Workload.All[choices.Next(Workload.All.Count)];
        Given = new GivenRows(choices, account);
        Given.Fill();
        var storm = choices.Next(4);
        Weather = new Weather(choices) { Faults = storm * storm * 30, ImportFaults = storm * 120 };
        Others = choices.Chance(400) ? choices.Between(1, 12) : 0;
        IsShuffled = choices.Chance(500);
        PlanFirst = choices.Chance(400);
        for (var crashes = choices.Next(4); crashes > 0; crashes--) Crashes.Add(Crash.Choose(choices));
        Rows = [.. Enumerable.Range(0, choices.Between(1, MostRows)).Select(_ => Given.Next(Workload))];
        if (choices.Chance(300)) Settings["create_contacts"] = "on";
        if (choices.Chance(150)) Settings["create_tags"] = "off";
        if (choices.Chance(200)) Settings["automations"] = "skip";
    }

    /// <summary>The load.</summary>
    public Workload Workload { get; }

    /// <summary>Its rows.</summary>
    public IReadOnlyList<string?[]> Rows { get; }

    /// <summary>Settings of the connection.</summary>
    public Dictionary<string, string> Settings { get; } = [];

    /// <summary>What goes wrong.</summary>
    public Weather Weather { get; }

    /// <summary>Somebody else changes the account so many times while the load runs.</summary>
    public int Others { get; }

    /// <summary>What is ready does not run in the order in which it became so.</summary>
    public bool IsShuffled { get; }

    /// <summary>Nothing is sent before the plan is whole.</summary>
    public bool PlanFirst { get; }

    /// <summary>How its processes end, one after the other; the one behind the last of them may come to its end.</summary>
    public List<Crash> Crashes { get; } = [];

    /// <summary>Makes its rows, and what others do.</summary>
    public GivenRows Given { get; }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Workload.Name}: {Rows.Count} rows, {Weather.Faults} of 1000 calls meet a fault, ")
        + $"{Others} changes by others, ends: {(Crashes.Count == 0 ? "none" : string.Join(", ", Crashes))}";
}

/// <summary>How a process ends before its time.</summary>
/// <param name="At">What is counted.</param>
/// <param name="Count">Behind so many of it.</param>
/// <param name="IsPower">The power goes, and with it what the disk does not have.</param>
internal sealed record Crash(CrashAt At, int Count, bool IsPower)
{
    /// <summary>Chooses one.</summary>
    public static Crash Choose(ChoiceSequence choices)
    {
        var at = (CrashAt)choices.Next(3);
        return new Crash(at, 1 + choices.Next(at switch { CrashAt.Step => 300, CrashAt.Write => 150, _ => 25 }), choices.Chance(400));
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{(IsPower ? "power loss" : "kill")} at {At} {Count}");
}

/// <summary>Where a process ends.</summary>
internal enum CrashAt
{
    /// <summary>Between two steps of its work.</summary>
    Step,

    /// <summary>In the middle of a write or a sync of the ledger.</summary>
    Write,

    /// <summary>As a call comes to the account.</summary>
    Call,
}
