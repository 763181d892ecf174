using Koppel.Engine.Configuration;
using Koppel.Sdk;

namespace Koppel.Engine;

/// <summary>What a <see cref="Database"/> is opened with.</summary>
public sealed record DatabaseOptions
{
    /// <summary>The kinds of system that connections can be of.</summary>
    public required IReadOnlyList<IConnector> Connectors { get; init; }

    /// <summary>The connections, checked by <see cref="Configuration.ConfigurationReader"/>.</summary>
    public IReadOnlyList<ConnectionSettings> Connections { get; init; } = [];

    /// <summary>The folder against which relative paths count.</summary>
    public required string BaseFolder { get; init; }

    /// <summary>The clock. The default is the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Memory that DuckDB may use before it spills to disk, such as <c>1GB</c>; null for DuckDB's own choice.</summary>
    public string? MemoryLimit { get; init; }

    /// <summary>
    /// The folder of the ledger, in which every load is recorded, and of what DuckDB spills; null for none: then nothing is recorded, and a
    /// load that breaks off cannot be gone on with. It is made when it is first needed.
    /// </summary>
    public string? StateFolder { get; init; }

    /// <summary>
    /// How long runs are kept in the ledger after their end: older ones are purged when a run begins, once a day at most. Null for until
    /// they are purged by hand.
    /// </summary>
    public TimeSpan? KeepRuns { get; init; }

    /// <summary>
    /// The folder through which all processes of the user on this machine keep one budget of calls an account; null for none: then each process
    /// keeps to an account's limits on its own. It is made when it is first needed; one that cannot be used counts as none.
    /// </summary>
    public string? SharedFolder { get; init; }

    /// <summary>Which files SQL may name. The default is all; with another one DuckDB's settings cannot be changed by statements either.</summary>
    public SessionFiles Files { get; init; }

    /// <summary>
    /// Every statement that would write to a connection or a file is refused; plans, dry runs and tables of the session are not. The default is false.
    /// </summary>
    public bool ReadOnly { get; init; }

    /// <summary>The time zone in which instants are shown and compared, whatever the machine's is, such as <c>Europe/Amsterdam</c>. The default is UTC.</summary>
    public string TimeZone { get; init; } = SessionSettings.DefaultTimeZone;

    /// <summary>Is told of each call to a remote system, beside the engine's own count; null for nobody.</summary>
    public ICallObserver? Calls { get; init; }
}

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

    /// <summary>Is told of each wait of more than ten seconds that a remote system asks for or causes; null for nobody. Called from other threads.</summary>
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

/// <summary>How far a statement is.</summary>
/// <param name="Statement">The statement's number in the script, from 1.</param>
/// <param name="Phase">What is being done, such as <c>reading contacts@ac</c>.</param>
/// <param name="Rows">Rows done in this phase.</param>
/// <param name="Total">Rows in all, or null when unknown.</param>
/// <param name="Calls">Calls made for the statement so far.</param>
/// <param name="Left">How long it takes still, or null when unknown.</param>
public readonly record struct ExecutionProgress(int Statement, string Phase, long Rows, long? Total, long Calls, TimeSpan? Left);

/// <summary>A load that waits for a yes. Nothing of it was sent.</summary>
/// <param name="Statement">The statement's number in the script, from 1.</param>
/// <param name="Target">The target as the user wrote it.</param>
/// <param name="Plan">What would be done.</param>
/// <param name="Limit">How many rows the connection lets a load change unasked.</param>
public sealed record LoadConfirmation(int Statement, string Target, WritePlan Plan, double Limit);

/// <summary>The plan of a load, before it runs.</summary>
/// <param name="Statement">The statement's number in the script, from 1.</param>
/// <param name="Target">The target as the user wrote it, such as <c>contactTags@ac</c>.</param>
/// <param name="Plan">What will be done.</param>
public sealed record LoadPlanned(int Statement, string Target, WritePlan Plan);
