using Koppel.Engine.Configuration;
using Koppel.Engine.Ledger;
using Koppel.Engine.Sql;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Binding;

/// <summary>The connections of a session, each opened when it is first spoken of.</summary>
/// <param name="shared">The connections, and what they are opened with; the ledger is one too.</param>
/// <param name="calls">Is told of each call; null for nobody.</param>
/// <param name="system">Makes the connection that shows what there is.</param>
internal sealed class ConnectionSet(EngineResources shared, ICallObserver? calls, Func<ICatalog> system) : IAsyncDisposable
{
    static readonly ConnectionSettings Everything = new(Names.System, "system", new Dictionary<string, string>());

    static readonly ConnectionSettings Ledger = new(Names.Ledger, "ledger", new Dictionary<string, string>());

    readonly Lock _opening = new();
    readonly Dictionary<string, ConnectionSettings> _lowered = new(StringComparer.OrdinalIgnoreCase);
    readonly Dictionary<string, Dictionary<string, string>> _changed = new(StringComparer.OrdinalIgnoreCase);
    readonly Dictionary<string, ICatalog> _open = new(StringComparer.OrdinalIgnoreCase);

    EngineOptions Options => shared.Options;

    /// <summary>All of them, in the order of the configuration; those that were attached behind them.</summary>
    public IReadOnlyList<ConnectionSettings> All => _lowered.Count == 0 ? Known
        : [.. Known.Select(c => _lowered.GetValueOrDefault(c.Name, c))];

    IReadOnlyList<ConnectionSettings> Known => Options.Attached?.All is { Count: > 0 } attached
        ? [.. Options.Connections.Concat(attached).DistinctBy(c => c.Name, StringComparer.OrdinalIgnoreCase)]
        : Options.Connections;

    /// <summary>The connection of that name without regard to case, the ledger's too when there is one, or null.</summary>
    public ConnectionSettings? Find(string name) =>
        name.Equals(Names.System, StringComparison.OrdinalIgnoreCase) ? Everything
        : shared.Ledger is not null && name.Equals(Names.Ledger, StringComparison.OrdinalIgnoreCase) ? Ledger
        : All.FirstOrDefault(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The settings that a connection can have.</summary>
    public IReadOnlyList<Setting> SettingsOf(ConnectionSettings connection) =>
        connection == Ledger || connection == Everything ? [] : ConnectorOf(connection).Settings;

    /// <summary>The code for a connection of the configuration.</summary>
    public IConnector ConnectorOf(ConnectionSettings connection) =>
        Options.Connectors.Find(connection.Type)!;

    /// <summary>Changes one of <see cref="CommonSettings.Limits"/> for this session, whose connections are then held to it.</summary>
    public void Lower(ConnectionSettings connection, Setting limit, string value) => _lowered[connection.Name] = connection with
    {
        Values = new Dictionary<string, string>(connection.Values, StringComparer.OrdinalIgnoreCase) { [limit.Name] = value },
    };

    /// <summary>Changes another setting for this session.</summary>
    public void Change(ConnectionSettings connection, Setting setting, string value)
    {
        Open(connection).Set(setting, value);
        if (!_changed.TryGetValue(connection.Name, out var changed))
            _changed.Add(connection.Name, changed = new(StringComparer.OrdinalIgnoreCase));
        changed[setting.Name] = value;
    }

    /// <summary>What was changed of a connection in this session, but for limits; by the setting's name.</summary>
    public IReadOnlyDictionary<string, string> ChangesOf(ConnectionSettings connection) =>
        _changed.TryGetValue(connection.Name, out var changed) ? new Dictionary<string, string>(changed) : [];

    /// <summary>The open connection.</summary>
    public ICatalog Open(ConnectionSettings connection)
    {
        lock (_opening) return OpenOnce(connection); // Tables of the connection system are read by threads of their own.
    }

    ICatalog OpenOnce(ConnectionSettings connection)
    {
        if (_open.TryGetValue(connection.Name, out var catalog)) return catalog;
        catalog = connection == Everything
            ? system()
            : connection == Ledger ? new LedgerCatalog(shared.Ledger!.Value)
            : ConnectorOf(connection).Open(connection, new ConnectorEnvironment
        {
            Time = Options.Time,
            BaseFolder = Options.BaseFolder,
            SharedFolder = Options.SharedFolder,
            Snapshots = shared.Snapshots,
            Secrets = Options.Secrets,
            Shared = shared.Connections,
            Calls = calls,
            Log = Options.Log,
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
