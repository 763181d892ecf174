using Koppel.Engine.DuckDb;

namespace Koppel.Engine.KeptResults;

/// <summary>Some chunks that are written together; who fills it does so before DuckDB asks. For one thread at a time.</summary>
internal sealed class ChunkBatch : IChunkSource
{
    readonly List<RowChunk> _chunks = [];
    int _next;

    /// <inheritdoc/>
    public IReadOnlyList<DuckType> Types { get; private set; } = [];

    /// <inheritdoc/>
    public Exception? Fault { get; set; }

    /// <summary>Takes chunks.</summary>
    public void Set(IReadOnlyList<DuckType> types, IEnumerable<RowChunk> chunks)
    {
        (Types, _next, Fault) = (types, 0, null);
        _chunks.Clear();
        _chunks.AddRange(chunks);
    }

    /// <inheritdoc/>
    public RowChunk? Next() => _next < _chunks.Count ? _chunks[_next++] : null;
}
