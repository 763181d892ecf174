using System.Runtime.ExceptionServices;
using DuckDB.NET.Data;
using Koppel.Engine.Sql;

namespace Koppel.Engine.DuckDb;

/// <summary>Writes rows to a Parquet file: a second DuckDB reads the chunks as they are and writes them.</summary>
internal static class ParquetFile
{
    /// <summary>Writes a result and gives the number of its rows.</summary>
    /// <param name="path">The file, which is replaced.</param>
    /// <param name="rows">The rows by columns.</param>
    /// <param name="types">The types of the columns.</param>
    /// <param name="names">The names of its columns in the file.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="QueryException">The rows cannot be had, or the file cannot be written.</exception>
    public static async Task<long> WriteAsync(
        string path, IAsyncEnumerable<RowChunk> rows, IReadOnlyList<DuckType> types, IReadOnlyList<string> names,
        CancellationToken cancellationToken)
    {
        await using var chunks = rows.GetAsyncEnumerator(cancellationToken);
        var first = await chunks.MoveNextAsync() ? chunks.Current : null;
        using var connection = DuckInstance.Connect(null);
        using var source =
            new ChunkSource(first, () => chunks.MoveNextAsync().AsTask().GetAwaiter().GetResult() ? chunks.Current : null, types);
        ChunkScan.Register(connection, source);
        var columns = names.Select((name, i) => Column(i, name, source.Types[i]));
        using var command = connection.CreateCommand();
        command.CommandText = $"copy (select {string.Join(", ", columns)} from {ChunkScan.Name}()) to {SqlText.Literal(path)} (format "
            + $"parquet, use_tmp_file false)";
        using var stop = cancellationToken.Register(command.Cancel);
        try
        {
            await Task.Run(command.ExecuteNonQuery, CancellationToken.None);
        }
        catch (DuckDBException) when (source.Fault is { } fault)
        {
            ExceptionDispatchInfo.Throw(fault);
        }
        catch (DuckDBException fault)
        {
            throw QueryException.Of($"The Parquet file cannot be written: {DuckDbError.Text(fault.Message)}");
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw;
        }
        return source.Rows;
    }

    static string Column(int i, string name, DuckType type)
    {
        var column = ChunkScan.ColumnName(i);
        return $"{(ParquetTypes.Of(type) is { } other ? $"cast({column} as {other})" : column)} as {SqlText.Identifier(name)}";
    }
}
