namespace Koppel.Engine.DuckDb;

/// <summary>Chunks of a result, on their way into another DuckDB.</summary>
internal interface IChunkSource
{
    /// <summary>The types of the columns.</summary>
    IReadOnlyList<DuckType> Types { get; }

    /// <summary>Why no more rows could be had, or null.</summary>
    Exception? Fault { get; set; }

    /// <summary>The next chunk, until the next call; null at the end. Waits, on a thread that DuckDB keeps for it.</summary>
    RowChunk? Next();
}

/// <summary>Chunks that are waited for one by one.</summary>
/// <param name="first">The first, or null when there is none.</param>
/// <param name="next">Waits for the next; null at the end.</param>
/// <param name="types">The types of the columns.</param>
internal sealed class ChunkSource(RowChunk? first, Func<RowChunk?> next, IReadOnlyList<DuckType> types) : IChunkSource, IDisposable
{
    RowChunk? _current = first;

    /// <inheritdoc/>
    public IReadOnlyList<DuckType> Types => types;

    /// <summary>How many rows went through.</summary>
    public long Rows { get; private set; }

    /// <inheritdoc/>
    public Exception? Fault { get; set; }

    /// <inheritdoc/>
    public RowChunk? Next()
    {
        var chunk = Rows == 0 ? _current : null;
        if (chunk is null)
        {
            _current?.Dispose();
            _current = chunk = next();
        }
        Rows += chunk?.Count ?? 0;
        return chunk;
    }

    /// <inheritdoc/>
    public void Dispose() => _current?.Dispose();
}
