using System.Collections.Concurrent;
using Koppel.Engine.Configuration;
using Koppel.Engine.DuckDb;
using Koppel.Engine.Sql;

namespace Koppel.Engine.KeptResults;

/// <summary>Connections to the results, each for one reader at a time. Safe to use from many threads.</summary>
internal sealed class ReaderPool(DuckInstance duck) : IDisposable
{
    readonly ConcurrentDictionary<string, ConcurrentBag<DuckInstance>> _idle = new(StringComparer.Ordinal);

    /// <summary>Takes one whose instants are those of a zone.</summary>
    public Lease Take(string timeZone)
    {
        var idle = _idle.GetOrAdd(timeZone, _ => []);
        if (idle.TryTake(out var taken)) return new Lease(taken, idle);
        DuckInstance made;
        lock (_idle) made = duck.Beside();
        made.Zone = Zones.Of(timeZone);
        made.Run($"set TimeZone = {SqlText.Literal(timeZone)}");
        return new Lease(made, idle);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var idle in _idle.Values)
            while (idle.TryTake(out var one)) one.Dispose();
    }

    /// <summary>A connection that is in use.</summary>
    internal readonly struct Lease(DuckInstance duck, ConcurrentBag<DuckInstance> idle) : IDisposable
    {
        /// <summary>Runs queries on it.</summary>
        public QueryRunner Runner { get; } = new(duck);

        /// <inheritdoc/>
        public void Dispose() => idle.Add(duck);
    }
}
