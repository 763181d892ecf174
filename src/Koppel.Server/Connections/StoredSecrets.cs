using Koppel.Engine.Secrets;
using Koppel.Sdk.Connections;
using Koppel.Server.Wire;

namespace Koppel.Server.Connections;

/// <summary>
/// Secrets that are stored while a connection is written. When it is not written after all, each is taken out again or is what it was.
/// </summary>
/// <param name="store">The store, or null when there is none.</param>
internal sealed class StoredSecrets(SecretFile? store) : IDisposable
{
    readonly List<(string Name, string? Before)> _stored = [];
    bool _areKept;

    /// <summary>Stores one.</summary>
    /// <param name="name">The name that is wanted for it.</param>
    /// <param name="isOwn">That name is this connection's already; else a name that is taken gets a number.</param>
    /// <param name="value">The secret.</param>
    /// <returns>The name under which it is kept.</returns>
    /// <exception cref="ApiFault">It cannot be stored.</exception>
    public string Put(string name, bool isOwn, string value)
    {
        if (store is null) throw Cannot("This user has no folder in which secrets could be kept.");
        if (value.Length > SecretFile.Longest) throw ApiFault.Wrong($"A secret has {SecretFile.Longest} letters at most.");
        try
        {
            var free = isOwn ? name : Free(name, store.List());
            var before = isOwn ? store.Find(free) : null;
            store.StoreWithAnyKey(free, value);
            _stored.Add((free, before));
            return free;
        }
        catch (ConnectorException fault)
        {
            throw Cannot(fault.Message);
        }
    }

    /// <summary>The connection is written: they stay.</summary>
    public void Keep() => _areKept = true;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_areKept || store is null) return;
        foreach (var (name, before) in _stored)
        {
            if (before is null) store.Remove(name);
            else store.Store(name, before);
        }
    }

    static string Free(string name, IReadOnlyDictionary<string, DateTimeOffset> taken)
    {
        if (!taken.ContainsKey(name)) return name;
        var number = 2;
        while (taken.ContainsKey($"{name}_{number}")) number++;
        return $"{name}_{number}";
    }

    static ApiFault Cannot(string why) => new(422, "no-secret-store",
        $"{why} The connection was not written. Another way: put the secret into an environment variable, start koppel ui where it is set, "
        + "and name that variable in the form.");
}
