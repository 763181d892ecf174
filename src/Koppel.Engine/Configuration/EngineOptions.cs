using Koppel.Engine.Hosting;
using Koppel.Engine.Ledger;
using Koppel.Sdk.Connections;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Koppel.Engine.Configuration;

/// <summary>What a <see cref="KoppelEngine"/> is made with.</summary>
public sealed record EngineOptions
{
    /// <summary>The kinds of system that connections can be of.</summary>
    public required IReadOnlyList<IConnector> Connectors { get; init; }

    /// <summary>The connections, checked by <see cref="ConfigurationReader"/>.</summary>
    public IReadOnlyList<ConnectionSettings> Connections { get; init; } = [];

    /// <summary>Connections that come and go while the engine is open; null for none.</summary>
    public AttachedConnections? Attached { get; init; }

    /// <summary>The folder against which relative paths count.</summary>
    public required string BaseFolder { get; init; }

    /// <summary>The clock. The default is the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// The folder of the ledger, in which every load is recorded, and of what DuckDB spills; null for none: then nothing is recorded, and a
    /// load that breaks off cannot be gone on with. It is made when it is first needed.
    /// </summary>
    public string? StateFolder { get; init; }

    /// <summary>
    /// Opens the ledger when it is first needed, where it is kept elsewhere than in a file of the state folder; null for there.
    /// </summary>
    public Func<ILedger>? Ledger { get; init; }

    /// <summary>
    /// How long runs are kept in the ledger after their end: older ones are purged when a run begins, once a day at most. Null for until
    /// they are purged by hand.
    /// </summary>
    public TimeSpan? KeepRuns { get; init; }

    /// <summary>
    /// How long what is kept beside the books of runs: older values are taken out when a run begins, once a day at most. The default is
    /// for as long as the runs.
    /// </summary>
    public KeepSettings Keep { get; init; } = new();

    /// <summary>
    /// The folder through which all processes of the user on this machine keep one budget of calls an account; null for none: then each
    /// process keeps to an account's limits on its own. It is made when it is first needed; one that cannot be used counts as none.
    /// </summary>
    public string? SharedFolder { get; init; }

    /// <summary>Keeps secrets that remote systems replace; null for none.</summary>
    public ISecretStore? Secrets { get; init; }

    /// <summary>Takes what is logged: decisions and faults, nothing secret and no value of a row. The default is nobody.</summary>
    public ILogger Log { get; init; } = NullLogger.Instance;

    /// <summary>Is told of each call to a remote system, beside the engine's own count; null for nobody.</summary>
    public ICallObserver? Calls { get; init; }
}
