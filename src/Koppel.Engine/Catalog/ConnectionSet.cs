using Koppel.Engine.Ledger;
using Koppel.Engine.Snapshots;
using Koppel.Sdk;

namespace Koppel.Engine.Catalog;

/// <summary>The connections of a session, each opened when it is first spoken of.</summary>
internal sealed class ConnectionSet(DatabaseOptions options, ICallObserver calls, Lazy<RunLedger>? ledger) : IAsyncDisposable
{
    static readonly ConnectionSettings Ledger = new(Names.Ledger, "ledger", new Dictionary<string, string>());

    readonly SnapshotFile? _snapshots = options.StateFolder is { } folder ? new SnapshotFile(folder, options.Time) : null;
    readonly Dictionary<string, ICatalog> _open = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>All of them, in the order of the configuration.</summary>
    public IReadOnlyList<ConnectionSettings> All => options.Connections;

    /// <summary>The connection of that name without regard to case, the ledger's too when there is one, or null.</summary>
    public ConnectionSettings? Find(string name) =>
        ledger is not null && name.Equals(Names.Ledger, StringComparison.OrdinalIgnoreCase) ? Ledger
        : options.Connections.FirstOrDefault(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The settings that a connection can have.</summary>
    public IReadOnlyList<Setting> SettingsOf(ConnectionSettings connection) => connection == Ledger ? [] : ConnectorOf(connection).Settings;

    IConnector ConnectorOf(ConnectionSettings connection) => options.Connectors.First(c => c.Type.Equals(connection.Type, StringComparison.OrdinalIgnoreCase));

    /// <summary>The open connection.</summary>
    public ICatalog Open(ConnectionSettings connection)
    {
        if (_open.TryGetValue(connection.Name, out var catalog)) return catalog;
        catalog = connection == Ledger ? ledger!.Value.OpenCatalog() : ConnectorOf(connection).Open(connection, new ConnectorEnvironment
        {
            Time = options.Time,
            BaseFolder = options.BaseFolder,
            SharedFolder = options.SharedFolder,
            Snapshots = _snapshots,
            Calls = calls,
        });
        _open.Add(connection.Name, catalog);
        return catalog;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var catalog in _open.Values) await catalog.DisposeAsync();
        _open.Clear();
    }
}
