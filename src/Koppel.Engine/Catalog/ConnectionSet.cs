using Koppel.Sdk;

namespace Koppel.Engine.Catalog;

/// <summary>The connections of a session, each opened when it is first spoken of.</summary>
internal sealed class ConnectionSet(DatabaseOptions options, ICallObserver calls) : IAsyncDisposable
{
    readonly Dictionary<string, ICatalog> _open = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>All of them, in the order of the configuration.</summary>
    public IReadOnlyList<ConnectionSettings> All => options.Connections;

    /// <summary>The connection of that name without regard to case, or null.</summary>
    public ConnectionSettings? Find(string name) =>
        options.Connections.FirstOrDefault(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The connector of a connection.</summary>
    public IConnector ConnectorOf(ConnectionSettings connection) =>
        options.Connectors.First(c => c.Type.Equals(connection.Type, StringComparison.OrdinalIgnoreCase));

    /// <summary>The open connection.</summary>
    public ICatalog Open(ConnectionSettings connection)
    {
        if (_open.TryGetValue(connection.Name, out var catalog)) return catalog;
        catalog = ConnectorOf(connection).Open(connection, new ConnectorEnvironment
        {
            Time = options.Time,
            BaseFolder = options.BaseFolder,
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
