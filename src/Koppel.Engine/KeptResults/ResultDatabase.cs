using DuckDB.NET.Data;
using Koppel.Engine.DuckDb;
using Koppel.Engine.Sql;

namespace Koppel.Engine.KeptResults;

/// <summary>The DuckDB that has the results as tables; what does not fit into its memory goes to the disk.</summary>
internal sealed class ResultDatabase : IDisposable
{
    const long Megabyte = 1 << 20;

    readonly ResultFolder _folder;
    readonly DuckInstance _duck;
    readonly ChunkBatch _batch = new();
    readonly SemaphoreSlim _turn = new(1, 1);
    readonly QueryRunner _writer;
    readonly long _bytes;

    /// <summary>Opens it.</summary>
    /// <param name="parent">The folder of all programs' results; null for one among temporary files.</param>
    /// <param name="budget">How much room there is.</param>
    /// <exception cref="QueryException">The folder cannot be used.</exception>
    public ResultDatabase(string? parent, ResultBudget budget)
    {
        try
        {
            _folder = ResultFolder.Take(parent);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw QueryException.Of($"Results cannot be kept in {parent}: {fault.Message} See that the folder can be written to.");
        }
        _bytes = budget.Bytes;
        try
        {
            _duck = DuckInstance.Open(FormattableString.Invariant($"{Math.Max(32, budget.Memory / Megabyte)}MB"));
            _duck.Run($"set temp_directory = {SqlText.Literal(_folder.Path)}; set max_temp_directory_size = "
                + SqlText.Literal(FormattableString.Invariant($"{Math.Max(1, budget.Bytes / Megabyte)}MB")));
            _writer = new QueryRunner(_duck);
            using (var connection = _duck.Duplicate()) ChunkScan.Register(connection, _batch);
            Readers = new ReaderPool(_duck);
        }
        catch
        {
            // It is opened again when it is needed again: in a folder of its own.
            _duck?.Dispose();
            _folder.Dispose();
            throw;
        }
    }

    /// <summary>The folder of this program's results, which is gone at its end.</summary>
    public string Folder => _folder.Path;

    /// <summary>Connections to read with.</summary>
    public ReaderPool Readers { get; }

    /// <summary>Makes the table of a result, without rows.</summary>
    public async Task CreateAsync(KeptResult result, CancellationToken cancellationToken)
    {
        await WriteAsync(result.Types, [], $"create table {result.Table} as select {Columns(result)} from {ChunkScan.Name}()", null,
            cancellationToken);
        result.Types = await TypesAsync(result, cancellationToken);
    }

    /// <summary>Adds rows.</summary>
    /// <param name="result">The result.</param>
    /// <param name="chunks">The rows.</param>
    /// <param name="makeRoom">Drops what can be spared, and tells whether anything was: then it is tried again.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="QueryException">There is no room for them.</exception>
    public Task AppendAsync(
        KeptResult result, IReadOnlyList<RowChunk> chunks, Func<Task<bool>> makeRoom, CancellationToken cancellationToken) =>
        WriteAsync(chunks.Count == 0 ? [] : result.Types, chunks,
            $"insert into {result.Table} select {Columns(result)} from {ChunkScan.Name}()", makeRoom, cancellationToken);

    /// <summary>Runs a statement that makes or drops a table out of others, beside those who read and write.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="timeZone">The zone in which times are compared.</param>
    /// <param name="makeRoom">As for <see cref="AppendAsync"/>; null when nothing is dropped for it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="QueryException">There is no room for it.</exception>
    public async Task<long> RunAsync(string sql, string timeZone, Func<Task<bool>>? makeRoom, CancellationToken cancellationToken)
    {
        using var lease = Readers.Take(timeZone);
        return await ToldAsync(() => lease.Runner.RunAsync(sql, cancellationToken), makeRoom);
    }

    /// <summary>All rows of a small query.</summary>
    public async Task<List<T>> QueryAsync<T>(
        string sql, Func<System.Data.IDataRecord, T> read, string timeZone, Func<Task<bool>>? makeRoom,
        CancellationToken cancellationToken)
    {
        using var lease = Readers.Take(timeZone);
        return await ToldAsync(() => lease.Runner.QueryAsync(sql, read, cancellationToken), makeRoom);
    }

    /// <summary>The types that the columns of a table have.</summary>
    public async Task<IReadOnlyList<DuckType>> TypesAsync(KeptResult result, CancellationToken cancellationToken)
    {
        using var lease = Readers.Take(result.Origin.TimeZone);
        await using var query = await lease.Runner.OpenAsync($"from {result.Table} limit 0", () => { }, cancellationToken);
        return RowStream.Types(query);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Readers.Dispose();
        _duck.Dispose();
        _turn.Dispose();
        _folder.Dispose();
    }

    async Task WriteAsync(
        IReadOnlyList<DuckType> types, IReadOnlyList<RowChunk> chunks, string sql, Func<Task<bool>>? makeRoom,
        CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await ToldAsync(() =>
            {
                _batch.Set(types, chunks);
                return _writer.RunAsync(sql, cancellationToken);
            }, makeRoom);
        }
        finally
        {
            _turn.Release();
        }
    }

    async Task<T> ToldAsync<T>(Func<Task<T>> work, Func<Task<bool>>? makeRoom)
    {
        while (true)
        {
            try
            {
                return await work();
            }
            catch (DuckDBException fault)
            {
                if (makeRoom is null || !ResultFault.IsFull(fault) || !await makeRoom()) throw ResultFault.Of(fault, _folder.Path, _bytes);
            }
        }
    }

    static string Columns(KeptResult result) => string.Join(", ", result.Columns.Select((_, i) => ChunkScan.ColumnName(i)));
}
