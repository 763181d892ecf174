using System.Data;
using System.Runtime.CompilerServices;
using DuckDB.NET.Data;

namespace Koppel.Engine.Execution;

/// <summary>
/// Runs SQL in a DuckDB instance off the caller's thread, stops it when asked, and gives back the fault of a connector as the connector
/// threw it instead of DuckDB's text of it.
/// </summary>
internal sealed class QueryRunner(DuckInstance duck)
{
    const int RowsAtOnce = 1_024;

    static readonly TimeSpan Again = TimeSpan.FromMilliseconds(20);

    /// <summary>Runs a statement; gives the number of rows that it changed, or -1.</summary>
    public Task<long> RunAsync(string sql, CancellationToken cancellationToken) => OffThreadAsync(
        sql, command => (long)command.ExecuteNonQuery(), cancellationToken);

    /// <summary>All rows of a small result.</summary>
    public Task<List<T>> QueryAsync<T>(string sql, Func<IDataRecord, T> read, CancellationToken cancellationToken) => OffThreadAsync(
        sql, command =>
        {
            using var reader = command.ExecuteReader();
            var rows = new List<T>();
            while (reader.Read()) rows.Add(read(reader));
            return rows;
        }, cancellationToken);

    /// <summary>Begins a query whose rows stream.</summary>
    /// <param name="sql">The query.</param>
    /// <param name="stop">Stops the scans of the query when its reader has enough.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<OpenQuery> OpenAsync(string sql, Action stop, CancellationToken cancellationToken)
    {
        duck.Scans.TakeFault(); // One of an earlier statement that nobody asked for any more.
        var command = duck.Command(sql);
        command.UseStreamingMode = true;
        try
        {
            var reader = await GuardAsync(command, command.ExecuteReader, cancellationToken);
            return new OpenQuery(this, command, reader, stop);
        }
        catch
        {
            command.Dispose();
            throw;
        }
    }

    async Task<T> OffThreadAsync<T>(string sql, Func<DuckDBCommand, T> work, CancellationToken cancellationToken)
    {
        duck.Scans.TakeFault();
        using var command = duck.Command(sql);
        return await GuardAsync(command, () => work(command), cancellationToken);
    }

    async Task<T> GuardAsync<T>(DuckDBCommand command, Func<T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var running = Task.Run(work, CancellationToken.None);
        var stopping = Task.CompletedTask;
        var stop = cancellationToken.Register(() => stopping = StopAsync(command, running));
        try
        {
            return await running;
        }
        catch (Exception fault) when (fault is DuckDBException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (duck.Scans.TakeFault() is { } own) throw own is OperationCanceledException ? own : new ScanFaultException(own);
            throw;
        }
        finally
        {
            await stop.DisposeAsync();
            await stopping;
        }
    }

    /// <summary>DuckDB forgets an interruption that comes just before it begins, so it is told until it has stopped.</summary>
    static async Task StopAsync(DuckDBCommand command, Task running)
    {
        while (!running.IsCompleted)
        {
            command.Cancel();
            await Task.WhenAny(running, Task.Delay(Again, CancellationToken.None));
        }
    }

    void Settle()
    {
        try
        {
            duck.Run("select 1");
        }
        catch (DuckDBException)
        {
            // The transaction was aborted by the fault that the user is told of: then the query has been let go.
        }
    }

    /// <summary>A query under way.</summary>
    internal sealed class OpenQuery(QueryRunner runner, DuckDBCommand command, DuckDBDataReader reader, Action stop) : IAsyncDisposable
    {
        bool _isClosed;
        bool _isRead;

        /// <summary>The rows' shape.</summary>
        public DuckDBDataReader Reader => reader;

        /// <summary>The statement gives rows, be they none; otherwise it is done.</summary>
        public bool GivesRows => reader.FieldCount > 0;

        /// <summary>The rows, read a thousand at a time off the caller's thread.</summary>
        /// <param name="read">Turns the current row into what is wanted.</param>
        /// <param name="cancellationToken">Stops it.</param>
        /// <param name="atOnce">How many rows are read before they are given; null for as many as are best.</param>
        public async IAsyncEnumerable<List<T>> ReadAsync<T>(
            Func<DuckDBDataReader, T> read, [EnumeratorCancellation] CancellationToken cancellationToken, int? atOnce = null)
        {
            var most = atOnce ?? RowsAtOnce;
            for (var more = true; more;)
            {
                var rows = await runner.GuardAsync(command, () =>
                {
                    var list = new List<T>(most);
                    while (list.Count < most && (more = reader.Read())) list.Add(read(reader));
                    return list;
                }, cancellationToken);
                if (rows.Count > 0) yield return rows;
            }
            _isRead = true;
        }

        /// <inheritdoc/>
        public async ValueTask DisposeAsync()
        {
            if (_isClosed) return;
            _isClosed = true;
            // An open stream may hold a scan that waits for a far side, and DuckDB waits for the scan.
            stop();
            await Task.Run(() =>
            {
                command.Cancel();
                reader.Dispose();
                command.Dispose();
                // DuckDB lets go of a query that was left, and of its scans, only when the next one begins.
                if (!_isRead && GivesRows) runner.Settle();
            });
        }
    }
}

/// <summary>A scan failed inside DuckDB; the inner exception is what the connector threw.</summary>
internal sealed class ScanFaultException(Exception fault) : Exception(fault.Message, fault);
