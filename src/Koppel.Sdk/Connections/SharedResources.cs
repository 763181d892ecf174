using System.Collections.Concurrent;

namespace Koppel.Sdk.Connections;

/// <summary>
/// What all sessions of a program have together of its connections: each thing is made when it is first asked for, and closed with all of
/// them. Safe to use from many threads.
/// </summary>
public sealed class SharedResources : IDisposable
{
    readonly ConcurrentDictionary<(string Key, Type Type), Lazy<object>> _made = new();

    /// <summary>The thing of that name, the same for all who ask.</summary>
    /// <typeparam name="T">What it is; closed at the end when it is <see cref="IDisposable"/>.</typeparam>
    /// <param name="key">What tells it from others of its type, such as the connection's name.</param>
    /// <param name="make">Makes it, once.</param>
    public T Get<T>(string key, Func<T> make) where T : class =>
        (T)_made.GetOrAdd((key, typeof(T)), _ => new Lazy<object>(make)).Value;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var made in _made.Values)
            if (made is { IsValueCreated: true, Value: IDisposable open }) open.Dispose();
        _made.Clear();
    }
}
