using Koppel.Engine.GuidedLoads;

namespace Koppel.Server.Loads;

/// <summary>
/// What the last files held. A file is read whole to be looked at, so this is done once, and again when it has changed. Safe to use from
/// many threads.
/// </summary>
internal sealed class SourceLooks
{
    const int Most = 8;

    readonly Lock _turn = new();
    readonly Queue<(Look Look, SourceFacts Facts)> _last = [];

    /// <summary>What a source holds: remembered of a file, and found out of everything else.</summary>
    /// <param name="source">The source.</param>
    /// <param name="look">Finds it out.</param>
    public async Task<SourceFacts> OfAsync(OpenedSource source, Func<Task<SourceFacts>> look)
    {
        if (source.Path is not { } path) return await look();
        // As it was before it is read: one that is changed meanwhile is looked at again.
        var file = new FileInfo(path);
        var now = new Look(source.Table, file.Length, file.LastWriteTimeUtc);
        lock (_turn)
        {
            foreach (var (known, facts) in _last) if (known == now) return facts;
        }
        var found = await look();
        lock (_turn)
        {
            if (_last.Count == Most) _last.Dequeue();
            _last.Enqueue((now, found));
        }
        return found;
    }

    /// <summary>A table of a file as it was then. The connection in its name means one file, read in one way.</summary>
    sealed record Look(SourceTable Table, long Bytes, DateTime Written);
}
