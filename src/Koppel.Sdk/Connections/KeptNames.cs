using System.Collections.Concurrent;

namespace Koppel.Sdk.Connections;

/// <summary>
/// Names that passed by while tables were read, such as those of tags: they are offered where one is written. Kept as long as the program
/// runs, so many of a column at most. Safe to use from many threads.
/// </summary>
public sealed class KeptNames
{
    const int Most = 20_000;

    readonly ConcurrentDictionary<string, ConcurrentDictionary<string, byte>> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A name passed by.</summary>
    /// <param name="kind">What it is the name of, such as <c>tags.tag</c>.</param>
    /// <param name="name">The name.</param>
    public void Add(string kind, string name)
    {
        var names = _names.GetOrAdd(kind, _ => new ConcurrentDictionary<string, byte>(StringComparer.Ordinal));
        if (name.Length > 0 && names.Count < Most) names.TryAdd(name, 0);
    }

    /// <summary>The names of a kind, in the order of the alphabet; none when none passed by.</summary>
    public IReadOnlyList<string> Of(string kind) =>
        _names.TryGetValue(kind, out var names) ? [.. names.Keys.Order(StringComparer.OrdinalIgnoreCase)] : [];
}
