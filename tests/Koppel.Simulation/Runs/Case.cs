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
        Weather = new Weather(choices) { Faults = storm * storm * 30, ImportFaults = storm * 150 };
        Others = choices.Chance(400) ? choices.Between(1, 12) : 0;
        ClockSteps = choices.Chance(150) ? choices.Between(1, 3) : 0;
        IsShuffled = choices.Chance(500);
        PlanFirst = choices.Chance(400);
        IsReordered = choices.Chance(300) && Workload != Workload.Contacts; // Of several rows of a contact the last counts.
        ContactsInImport = choices.Chance(400) ? choices.Between(1, 5) : int.MaxValue;
        Company = choices.Chance(40) ? Company.SecondLoad : choices.Chance(10) ? Company.Rival : Company.None;
        IsShared = Company != Company.None || choices.Chance(300);
        for (var ends = choices.Next(4); ends > 0; ends--) Ends.Add(End.Choose(choices));
        Rows = [.. Enumerable.Range(0, choices.Between(1, MostRows)).Select(_ => Given.Next(Workload))];
        if (choices.Chance(300)) Settings["create_contacts"] = "on";
        if (choices.Chance(150)) Settings["create_tags"] = "off";
        if (choices.Chance(200)) Settings["automations"] = "skip";
    }

    /// <summary>The load.</summary>
    public Workload Workload { get; }

    /// <summary>Makes its rows, and what others do.</summary>
    public GivenRows Given { get; }

    /// <summary>Its rows.</summary>
    public IReadOnlyList<string?[]> Rows { get; }

    /// <summary>Settings of the connection.</summary>
    public Dictionary<string, string> Settings { get; } = [];

    /// <summary>What goes wrong.</summary>
    public Weather Weather { get; }

    /// <summary>Somebody else changes the account so many times while the load runs.</summary>
    public int Others { get; }

    /// <summary>So many times the clock of the machine is set.</summary>
    public int ClockSteps { get; }

    /// <summary>What is ready does not run in the order in which it became so.</summary>
    public bool IsShuffled { get; }

    /// <summary>Nothing is sent before the plan is whole.</summary>
    public bool PlanFirst { get; }

    /// <summary>Processes behind the first read the rows in another order.</summary>
    public bool IsReordered { get; }

    /// <summary>So many contacts go into an import at most; a load of a simulation is small, and several are to be under way.</summary>
    public int ContactsInImport { get; }

    /// <summary>Who works beside the load.</summary>
    public Company Company { get; }

    /// <summary>All processes keep the account's limits together.</summary>
    public bool IsShared { get; }

    /// <summary>How its processes end, one after the other; the one behind the last of them may come to its end.</summary>
    public List<End> Ends { get; } = [];

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"{Workload.Name}: {Rows.Count} rows, {Weather.Faults} of 1000 calls meet a fault, {Others} changes by others, ")
        + (Company == Company.None ? "" : $"beside a {Company}, ")
        + $"ends: {(Ends.Count == 0 ? "none" : string.Join(", ", Ends))}";
}

/// <summary>Who works beside a load, on the same ledger and account.</summary>
internal enum Company
{
    /// <summary>Nobody.</summary>
    None,

    /// <summary>A second load with the same rows.</summary>
    SecondLoad,

    /// <summary>A process that goes on with the same run.</summary>
    Rival,
}

/// <summary>How a process ends before its time.</summary>
/// <param name="At">What is counted.</param>
/// <param name="Count">Behind so many of it.</param>
/// <param name="How">How.</param>
internal sealed record End(EndAt At, int Count, EndHow How)
{
    /// <summary>Chooses one.</summary>
    public static End Choose(ChoiceSequence choices)
    {
        var at = (EndAt)choices.Next(3);
        var how = choices.Next(10) switch { < 5 => EndHow.Kill, < 8 => EndHow.PowerLoss, 8 => EndHow.Stop, _ => EndHow.CutOff };
        if (at == EndAt.Write && how > EndHow.PowerLoss) at = EndAt.Call;
        return new End(at, 1 + choices.Next(at switch { EndAt.Step => 200, EndAt.Write => 150, _ => 25 }), how);
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{How} at {At} {Count}");
}

/// <summary>Where a process ends.</summary>
internal enum EndAt
{
    /// <summary>Between two steps of its work.</summary>
    Step,

    /// <summary>In the middle of a write or a sync of the ledger.</summary>
    Write,

    /// <summary>As a call comes to the account.</summary>
    Call,
}

/// <summary>How a process ends.</summary>
internal enum EndHow
{
    /// <summary>It is killed.</summary>
    Kill,

    /// <summary>The power goes, and with it what the disk does not have.</summary>
    PowerLoss,

    /// <summary>Its user stops it: what is under way comes to its end.</summary>
    Stop,

    /// <summary>Its user cuts it off.</summary>
    CutOff,
}
