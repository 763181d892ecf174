using System.Data;
using System.Runtime.CompilerServices;
using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace Koppel.Engine.DuckDb;

/// <summary>
/// Runs SQL in a DuckDB instance off the caller's thread, stops it when asked, and gives back the fault of a connector as the connector
/// threw it instead of DuckDB's text of it.
/// </summary>
internal sealed class QueryRunner(DuckInstance duck)
{
    static readonly TimeSpan Briefly = TimeSpan.FromMilliseconds(10);

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
        return new OpenQuery(this, await Soon(GuardAsync(() => duck.OpenQuery(sql), cancellationToken)), stop);
    }

    async Task<T> OffThreadAsync<T>(string sql, Func<DuckDBCommand, T> work, CancellationToken cancellationToken)
    {
        duck.Scans.TakeFault();
        using var command = duck.Command(sql);
        return await Soon(GuardAsync(() => work(command), cancellationToken));
    }

    /// <summary>
    /// Waits for what is mostly done at once, on the caller's thread: to leave it and to come back to it takes longer, above all the first
    /// time, which a program that runs one statement would pay.
    /// </summary>
    static Task<T> Soon<T>(Task<T> task)
    {
        if (!task.IsCompleted) Task.WaitAny(new Task[] { task }, Briefly);
        return task;
    }

    async Task<T> GuardAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var running = Task.Run(work, CancellationToken.None);
        var stopping = Task.CompletedTask;
        var stop = cancellationToken.Register(() => stopping = StopAsync(running));
        try
        {
            return await running;
        }
        catch (Exception fault) when (fault is DuckDBException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (duck.Scans.TakeFault() is { } own) throw own is OperationCanceledException ? own : new ScanFaultException(own);
            // Of two of its threads, one of which failed and the other was stopped for it, DuckDB now and then tells of the second.
            if (fault is OperationCanceledException)
                throw Native.Fault(
                    "The statement failed on the way, and DuckDB does not say why. Run it again to see.", DuckDBErrorType.Interrupt);
            throw;
        }
        finally
        {
            await stop.DisposeAsync();
            await stopping;
        }
    }

    /// <summary>DuckDB forgets an interruption that comes just before it begins, so it is told until it has stopped.</summary>
    async Task StopAsync(Task running)
    {
        while (!running.IsCompleted)
        {
            duck.Interrupt();
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
    internal sealed class OpenQuery(QueryRunner runner, DuckQuery query, Action stop) : IAsyncDisposable
    {
        Task<DuckChunk?>? _next;
        bool _isClosed;
        bool _isRead;

        /// <summary>Names and types of its columns.</summary>
        public IReadOnlyList<(string Name, DuckType Type)> Columns => query.Columns;

        /// <summary>The statement gives rows, be they none; otherwise it is done.</summary>
        public bool GivesRows => query.Columns.Count > 0;

        /// <summary>How many rows the statement changed, when it gives none.</summary>
        public long RowsChanged => query.RowsChanged;

        /// <summary>
        /// The rows, read off the caller's thread: while some are being worked on, DuckDB works out the next. Each chunk is the caller's to
        /// dispose.
        /// </summary>
        public async IAsyncEnumerable<DuckChunk> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            _next = runner.GuardAsync(query.Next, cancellationToken);
            while (await Soon(_next) is { } chunk)
            {
                _next = runner.GuardAsync(query.Next, cancellationToken);
                yield return chunk;
            }
            _isRead = true;
        }

        /// <inheritdoc/>
        public async ValueTask DisposeAsync()
        {
            if (_isClosed) return;
            _isClosed = true;
            // An open stream may hold a scan that waits for a remote system, and DuckDB waits for the scan.
            stop();
            await LeaveAsync();
            await Soon(Task.Run(() =>
            {
                query.Dispose();
                // DuckDB lets go of a query that was left, and of its scans, only when the next one begins.
                if (!_isRead && GivesRows) runner.Settle();
                return true;
            }));
        }

        /// <summary>Waits for the rows that were asked for and that nobody will read.</summary>
        async Task LeaveAsync()
        {
            if (_isRead || _next is null) return;
            await runner.StopAsync(_next);
            try
            {
                (await _next)?.Dispose();
            }
            catch (Exception fault) when (fault is DuckDBException or OperationCanceledException or ScanFaultException)
            {
                // It was stopped, or had failed: nobody asks for these rows any more, and who did has been told.
            }
        }
    }
}

/// <summary>A scan failed inside DuckDB; the inner exception is what the connector threw.</summary>
internal sealed class ScanFaultException(Exception fault) : Exception(fault.Message, fault);
