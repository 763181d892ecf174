using Koppel.Engine.Configuration;
using Koppel.Engine.Ledger;
using Koppel.Engine.State;

namespace Koppel.Engine.Binding;

/// <summary>What all sessions of an engine share. Safe to use from many threads.</summary>
/// <param name="options">What the engine was made with.</param>
internal sealed class EngineResources(EngineOptions options) : IDisposable
{
    /// <summary>What the engine was made with.</summary>
    public EngineOptions Options => options;

    /// <summary>The ledger, opened when it is first needed; null when nothing is recorded.</summary>
    public Lazy<RunLedger>? Ledger { get; } =
        options.StateFolder is { } folder ? new Lazy<RunLedger>(() => RunLedger.Open(folder, options.Time)) : null;

    /// <summary>Rows of remote tables that are kept from one run to the next; null when there is no state folder.</summary>
    public SnapshotFile? Snapshots { get; } = options.StateFolder is { } folder ? new SnapshotFile(folder, options.Time) : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Ledger is { IsValueCreated: true }) Ledger.Value.Dispose();
    }
}
