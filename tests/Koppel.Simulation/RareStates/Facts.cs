using Koppel.Engine.Ledger;
using Koppel.Simulation.Account;
using Koppel.Simulation.Audit;
using Koppel.Simulation.Runs;

namespace Koppel.Simulation.RareStates;

/// <summary>What happened in a run, by which a rare state is known.</summary>
internal sealed record Facts
{
    /// <summary>What was tried.</summary>
    public required Case Case { get; init; }

    /// <summary>The calls that came to the account.</summary>
    public required IReadOnlyList<Received> Received { get; init; }

    /// <summary>The imports that it took.</summary>
    public required IReadOnlyList<Import> Imports { get; init; }

    /// <summary>All that was changed in it.</summary>
    public required IReadOnlyList<Change> History { get; init; }

    /// <summary>How processes ended before their time.</summary>
    public required IReadOnlyList<EndedAt> Ends { get; init; }

    /// <summary>When each process began.</summary>
    public List<(long At, int Process)> Begun { get; } = [];

    /// <summary>What each process that was not killed called the run.</summary>
    public List<Status> Statuses { get; } = [];

    /// <summary>When the clock was set.</summary>
    public List<long> ClockSteps { get; } = [];

    /// <summary>How many writes of the disk were lost or torn in the middle of a commit.</summary>
    public int Torn { get; set; }

    /// <summary>How many times a plan was made anew around calls that were there.</summary>
    public int Carried { get; set; }

    /// <summary>The ledger in the end.</summary>
    public LedgerView? View { get; set; }

    /// <summary>The imports of the same contacts that came later.</summary>
    public IEnumerable<Import> Again(Import import) => Imports.Where(i => i.Number > import.Number
        && i.Contacts.Select(c => c.Email).SequenceEqual(import.Contacts.Select(c => c.Email)));

    /// <summary>The process that sent an import.</summary>
    public int ProcessOf(Import import) => Received[import.Request - 1].Process;

    /// <summary>Whether a process was killed, with or without its machine.</summary>
    public bool IsKilled(int process) => Ends.Any(e => e.Process == process && e.How is EndHow.Kill or EndHow.PowerLoss);

    /// <summary>The call that says the same once more, later; null for none.</summary>
    public Received? Again(Received call) => Received.FirstOrDefault(c => c.Number > call.Number && c.Method == call.Method
        && c.Path.SequenceEqual(call.Path) && c.Body.AsSpan().SequenceEqual(call.Body));
}
