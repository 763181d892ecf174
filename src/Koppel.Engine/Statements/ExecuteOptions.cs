using Koppel.Engine.Events;
using Koppel.Engine.Plans;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Statements;

/// <summary>What a script is run with.</summary>
public sealed record ExecuteOptions
{
    /// <summary>Values for <c>$name</c> in the script.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>The file that the script came from, for the ledger; null for none.</summary>
    public string? File { get; init; }

    /// <summary>The command line without secrets, for the ledger.</summary>
    public string Command { get; init; } = "";

    /// <summary>Loads are planned and shown, and nothing is written to any system. The default is false.</summary>
    public bool DryRun { get; init; }

    /// <summary>Gets what the loads of a dry run would change; null for nobody.</summary>
    public PlannedChanges? Changes { get; init; }

    /// <summary>Gets all of what the loads of a dry run, or an explained one, would do; null for nobody.</summary>
    public PlanWriter? Plan { get; init; }

    /// <summary>
    /// Says why a <c>local export</c> cannot be, or gives null: then whoever reads the results writes those with a
    /// <see cref="RowsResult.Export"/> to its file. The default is that nobody does, and it is refused.
    /// </summary>
    public Func<ResultExport, string?>? Exports { get; init; }

    /// <summary>
    /// No call of a load is sent before its plan is whole, so that whoever reads the events sees the plan first. The default is false:
    /// an insert that can do so sends while it still reads, which takes less time and memory.
    /// </summary>
    public bool PlanFirst { get; init; }

    /// <summary>
    /// What becomes of a load that changes more rows than its connection allows unasked (<see cref="CommonSettings.ConfirmAbove"/>), and of
    /// a statement that reads with more calls (<see cref="CommonSettings.ConfirmCallsAbove"/>). The default is that it is refused.
    /// </summary>
    public Confirmations Confirmations { get; init; }
}

/// <summary>What becomes of a load or a reading that is more than its connection allows unasked.</summary>
public enum Confirmations
{
    /// <summary>Nobody is there who could answer: it is refused.</summary>
    Refuse,

    /// <summary>The run tells <see cref="ConfirmationAsked"/> or <see cref="ReadConfirmationAsked"/> and waits for the answer.</summary>
    Ask,

    /// <summary>As <see cref="Ask"/>, and of every load that changes something, whatever its connection allows.</summary>
    AskAll,

    /// <summary>The answer has been given before: it runs.</summary>
    Accept,
}
