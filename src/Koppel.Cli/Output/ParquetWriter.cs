using Koppel.Engine;

namespace Koppel.Cli.Output;

/// <summary>
/// A Parquet file of one result, written by DuckDB. It is written as a file of its own first, since such a file cannot be written from front to
/// back in little memory by anybody who only has a stream.
/// </summary>
sealed class ParquetWriter(Stream stream) : IRowsWriter
{
    readonly string _path = Path.Combine(Path.GetTempPath(), $"koppel-{Guid.NewGuid():N}.parquet");
    bool _isWritten;

    /// <inheritdoc/>
    public async ValueTask<long> WriteAsync(RowsResult result, CancellationToken cancellationToken = default)
    {
        if (_isWritten)
            throw new UsageException("A Parquet file holds one result, and the statements give several. Write them with --output FILE.parquet, which numbers the files, or run them one by one.");
        _isWritten = true;
        return await result.WriteParquetAsync(_path, ColumnNames.Unique(result.Columns, StringComparer.OrdinalIgnoreCase), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken = default)
    {
        if (!_isWritten) return;
        await using var file = File.OpenRead(_path);
        await file.CopyToAsync(stream, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        File.Delete(_path);
        return ValueTask.CompletedTask;
    }
}
