using Koppel.Engine.Events;
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

    /// <summary>
    /// Is cancelled when loads are to stop between their calls: those under way come to their end, no further one is sent, and the load can
    /// be gone on with. What only reads is stopped by the cancellation token.
    /// </summary>
    public CancellationToken Stop { get; init; }

    /// <summary>
    /// Is told true when a load begins to make its calls, and false when it has ended; null for nobody. In between, who wants it to end
    /// cancels <see cref="Stop"/> first.
    /// </summary>
    public Action<bool>? Sending { get; init; }

    /// <summary>Is told the number of the run in the ledger as soon as there is one; null for nobody.</summary>
    public Action<long>? Began { get; init; }

    /// <summary>Is told how far a statement is, a few times a second; null for nobody.</summary>
    public IProgress<ExecutionProgress>? Progress { get; init; }

    /// <summary>
    /// Is told of each wait of more than ten seconds that a remote system asks for or causes; null for nobody. Called from other threads.
    /// </summary>
    public Action<WaitRecord>? Waiting { get; init; }

    /// <summary>Is told how many old runs were purged when the run began, when there were any; null for nobody.</summary>
    public Action<int>? Purged { get; init; }

    /// <summary>Is given the plan of a load before it runs, a few lines; null for nobody.</summary>
    public Action<LoadPlanned>? Planned { get; init; }

    /// <summary>
    /// Is asked, behind <see cref="Planned"/>, whether a load may run that changes more rows than its connection allows unasked
    /// (<see cref="CommonSettings.ConfirmAbove"/>); null when nobody can be asked: then such a load is refused.
    /// </summary>
    public Func<LoadConfirmation, CancellationToken, ValueTask<bool>>? Confirm { get; init; }
}
