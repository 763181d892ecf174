using Koppel.Sdk.Connections;

namespace Koppel.Engine.Configuration;

/// <summary>
/// Connections that come and go while an engine is open, such as one to a file that somebody has just chosen: sessions find them beside
/// those of the configuration. What a name means never changes while it is there. Safe to use from many threads.
/// </summary>
public sealed class AttachedConnections
{
    readonly Lock _turn = new();
    volatile IReadOnlyList<ConnectionSettings> _all = [];

    /// <summary>All that are there now, in the order in which they came.</summary>
    public IReadOnlyList<ConnectionSettings> All => _all;

    /// <summary>Adds one; false when its name is taken.</summary>
    /// <param name="connection">The connection, whose settings were checked.</param>
    public bool TryAdd(ConnectionSettings connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        lock (_turn)
        {
            if (_all.Any(c => c.Name.Equals(connection.Name, StringComparison.OrdinalIgnoreCase))) return false;
            _all = [.. _all, connection];
            return true;
        }
    }

    /// <summary>Takes one away. A session that reads it reads on; the next statement does not find it.</summary>
    /// <param name="name">Its name.</param>
    public void Remove(string name)
    {
        lock (_turn) _all = [.. _all.Where(c => !c.Name.Equals(name, StringComparison.OrdinalIgnoreCase))];
    }
}
