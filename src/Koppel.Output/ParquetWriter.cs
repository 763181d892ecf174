using Koppel.Engine.Statements;
using Koppel.Sdk.Files;

namespace Koppel.Output;

/// <summary>
/// A Parquet file of one result, written by DuckDB. It is written as a file of its own first, since such a file cannot be written from
/// front to back in little memory by anybody who only has a stream.
/// </summary>
/// <param name="stream">Gets the file.</param>
/// <param name="path">Where it is written first; null for a place among temporary files.</param>
public sealed class ParquetWriter(Stream stream, string? path = null) : IRowsWriter
{
    readonly string _path = path ?? Path.Combine(Path.GetTempPath(), $"koppel-{Guid.NewGuid():N}.parquet");
    bool _isWritten;

    /// <inheritdoc/>
    public async ValueTask<long> WriteAsync(RowsResult result, CancellationToken cancellationToken = default)
    {
        if (_isWritten)
            throw new OutputException(
                "A Parquet file holds one result, and the statements give several. Write them with --output FILE.parquet, which numbers "
                + "the files, or run them one by one.");
        _isWritten = true;
        CreateFile();
        return await result.WriteParquetAsync(
            _path, ColumnNames.Unique(result.Columns, StringComparer.OrdinalIgnoreCase), cancellationToken);
    }

    // For its owner only: the rows can be personal data.
    void CreateFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        using var file = OwnerOnly.Open(_path, options);
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
