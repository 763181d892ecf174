using Koppel.Engine.Configuration;
using Koppel.Engine.Ledger;
using Koppel.Engine.Ledger.Sqlite;
using Koppel.Engine.State;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Binding;

/// <summary>What all sessions of an engine share. Safe to use from many threads.</summary>
/// <param name="options">What the engine was made with.</param>
internal sealed class EngineResources(EngineOptions options) : IDisposable
{
    /// <summary>What the engine was made with.</summary>
    public EngineOptions Options => options;

    /// <summary>The ledger, opened when it is first needed; null when nothing is recorded.</summary>
    public OpenedOnce<ILedger>? Ledger { get; } = options switch
    {
        { Ledger: { } open } => new OpenedOnce<ILedger>(open),
        { StateFolder: { } folder } => new OpenedOnce<ILedger>(() => SqliteLedger.Open(folder, options.Time)),
        _ => null,
    };

    /// <summary>Rows of remote tables that are kept from one run to the next; null when there is no state folder.</summary>
    public SnapshotFile? Snapshots { get; } = options.StateFolder is { } folder ? new SnapshotFile(folder, options.Time) : null;

    /// <summary>What connections of the sessions have together.</summary>
    public SharedResources Connections { get; } = new();

    /// <inheritdoc/>
    public void Dispose()
    {
        Connections.Dispose();
        if (Ledger is { IsOpen: true }) Ledger.Value.Dispose();
    }
}
