using DuckDB.NET.Data;
using DuckDB.NET.Native;
using Extracting = DuckDB.NET.Native.NativeMethods.ExtractStatements;
using Preparing = DuckDB.NET.Native.NativeMethods.PreparedStatements;
using Results = DuckDB.NET.Native.NativeMethods.Query;

namespace Koppel.Engine.DuckDb;

/// <summary>A query whose rows stream, read chunk by chunk over the C API: DuckDB.NET's own reader does not have every type.</summary>
internal sealed class DuckQuery : IDisposable
{
    DuckDBResult _result;
    readonly bool _isStreaming;
    bool _isClosed;
    bool _isAtEnd;
    long _next;

    DuckQuery(DuckDBResult result, TimeZoneInfo zone)
    {
        _result = result;
        _isStreaming = NativeMethods.Types.DuckDBResultIsStreaming(result) > 0;
        if (Results.DuckDBResultReturnType(result) != DuckDBResultType.QueryResult)
        {
            RowsChanged = (long)Results.DuckDBRowsChanged(ref _result);
            return;
        }
        var count = (int)Results.DuckDBColumnCount(ref _result);
        var columns = new (string, DuckType)[count];
        for (var i = 0; i < count; i++)
            columns[i] =
                (Results.DuckDBColumnName(ref _result, i), DuckType.Keep(Results.DuckDBColumnLogicalType(ref _result, i)).In(zone));
        Columns = columns;
    }

    /// <summary>Runs SQL. Of several statements, as DuckDB makes of a <c>pivot</c>, all run and the last one's rows are given.</summary>
    /// <param name="connection">To the database.</param>
    /// <param name="sql">The statements.</param>
    /// <param name="zone">The zone in which instants are shown.</param>
    /// <exception cref="DuckDBException">It is wrong, or fails.</exception>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public static DuckQuery Run(DuckDBConnection connection, string sql, TimeZoneInfo zone)
    {
        var native = connection.NativeConnection;
        var count = Extracting.DuckDBExtractStatements(native, sql, out var statements);
        using (statements)
        {
            if (count <= 0) throw Native.Fault(Extracting.DuckDBExtractStatementsError(statements), DuckDBErrorType.Parser);
            for (var i = 0; ; i++)
            {
                var state = Extracting.DuckDBPrepareExtractedStatement(native, statements, i, out var statement);
                using (statement)
                {
                    if (state != DuckDBState.Success)
                        throw Native.Fault(Preparing.DuckDBPrepareError(statement) ?? "The statement failed.", DuckDBErrorType.Invalid);
                    var result = Run(statement);
                    if (i == count - 1) return new DuckQuery(result, zone);
                    result.Close();
                }
            }
        }
    }

    /// <summary>
    /// The fault that SQL ends with before anything of it runs; null when it would run. Of several statements the first counts.
    /// </summary>
    /// <param name="connection">To the database.</param>
    /// <param name="sql">The SQL.</param>
    public static string? Check(DuckDBConnection connection, string sql)
    {
        var count = Extracting.DuckDBExtractStatements(connection.NativeConnection, sql, out var statements);
        using (statements)
        {
            if (count <= 0) return Extracting.DuckDBExtractStatementsError(statements);
            var state = Extracting.DuckDBPrepareExtractedStatement(connection.NativeConnection, statements, 0, out var statement);
            using (statement) return state == DuckDBState.Success ? null : Preparing.DuckDBPrepareError(statement);
        }
    }

    static DuckDBResult Run(DuckDBPreparedStatement statement)
    {
        // DuckDB does not say by itself that a value is missing: it would find none for $1 and crash on some.
        if (Preparing.DuckDBParams(statement) is > 0 and var count)
            throw Native.Fault(
                $"The statement has {(count == 1 ? "a parameter" : $"{count} parameters")} without a value.", DuckDBErrorType.InvalidInput);
        if (Preparing.DuckDBExecutePreparedStreaming(statement, out var result) == DuckDBState.Success) return result;
        try
        {
            throw FaultOf(ref result);
        }
        finally
        {
            result.Close();
        }
    }

    /// <summary>Names and types of the columns; none for a statement without rows.</summary>
    public IReadOnlyList<(string Name, DuckType Type)> Columns { get; } = [];

    /// <summary>How many rows a statement without rows changed.</summary>
    public long RowsChanged { get; }

    /// <summary>The next rows, or null at the end.</summary>
    /// <exception cref="DuckDBException">The query failed on the way.</exception>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public DuckChunk? Next()
    {
        if (_isAtEnd || Columns.Count == 0) return null;
        while (true)
        {
            var chunk = _isStreaming
                ? NativeMethods.StreamingResult.DuckDBStreamFetchChunk(_result)
                : NativeMethods.Types.DuckDBResultGetChunk(_result, _next++);
            if (chunk.IsInvalid)
            {
                _isAtEnd = true;
                chunk.Dispose();
                if (Results.DuckDBResultError(ref _result) is { Length: > 0 }) throw FaultOf(ref _result);
                return null;
            }
            var count = NativeMethods.DataChunks.DuckDBDataChunkGetSize(chunk);
            if (count > 0) return new DuckChunk(chunk, (int)count, Columns);
            chunk.Dispose();
            if (_isStreaming) continue; // An empty chunk is not the end of a stream.
            _isAtEnd = true;
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isClosed) return;
        _isClosed = true;
        _result.Close();
    }

    static Exception FaultOf(ref DuckDBResult result)
    {
        var type = Results.DuckDBResultErrorType(ref result);
        return type == DuckDBErrorType.Interrupt
            ? new OperationCanceledException()
            : Native.Fault(Results.DuckDBResultError(ref result) ?? "The statement failed.", type);
    }
}
