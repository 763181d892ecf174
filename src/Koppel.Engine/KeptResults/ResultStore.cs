using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Koppel.Engine.DuckDb;
using Koppel.Engine.Sql;
using Koppel.Engine.State;
using Koppel.Engine.Statements;

namespace Koppel.Engine.KeptResults;

/// <summary>
/// Results that stay: they are paged, sorted, filtered and exported without a call to any system. Those that are too many, too old or too
/// large go: orders and parts first, which can be made again, and then the oldest. They belong to this program, and are gone at its end.
/// Safe to use from many threads.
/// </summary>
/// <param name="folder">The folder for what does not fit into memory; null for one among temporary files.</param>
/// <param name="budget">How much room they may take; null for the default.</param>
/// <param name="time">The clock; null for the system's.</param>
public sealed class ResultStore(string? folder, ResultBudget? budget = null, TimeProvider? time = null) : IAsyncDisposable
{
    /// <summary>So many orders and parts of a result are kept: of the others nobody sees a page any more.</summary>
    const int Views = 4;

    /// <summary>Where there is no room, at least this part of all of it is made: nothing is tried again for each small result.</summary>
    const int Share = 64;

    readonly ResultBudget _budget = budget ?? new ResultBudget();
    readonly TimeProvider _time = time ?? TimeProvider.System;
    readonly ConcurrentDictionary<long, KeptResult> _results = [];
    readonly OpenedOnce<ResultDatabase> _database = new(() => new ResultDatabase(folder, budget ?? new ResultBudget()));
    readonly SemaphoreSlim _writing = new(1, 1);
    long _last;

    /// <summary>All results, the newest first; views of them are not among them.</summary>
    public IReadOnlyList<KeptResult> All => [.. _results.Values.Where(r => r.Of is null).OrderByDescending(r => r.Id)];

    /// <summary>The folder of what does not fit into memory, and of files made of results; it is gone when this is disposed.</summary>
    public string Folder => _database.Value.Folder;

    /// <summary>Opens it now, which otherwise waits for the first result; what a killed program left behind is removed.</summary>
    /// <exception cref="QueryException">The folder cannot be used.</exception>
    public void Open() => _ = _database.Value;

    /// <summary>The result or view of that number, or null.</summary>
    public KeptResult? Find(long id) => _results.GetValueOrDefault(id);

    /// <summary>Begins a result; it has no rows until <see cref="FillAsync"/>.</summary>
    /// <param name="rows">The rows of a query.</param>
    /// <param name="origin">Where they come from.</param>
    public KeptResult Begin(RowsResult rows, ResultOrigin origin)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var result = new KeptResult(Interlocked.Increment(ref _last), rows.Columns, rows.Types, origin);
        _results[result.Id] = result;
        return result;
    }

    /// <summary>Reads the rows of a query to their end and keeps them. Rows that came before a fault stay.</summary>
    /// <param name="result">What <see cref="Begin"/> gave.</param>
    /// <param name="rows">The same rows.</param>
    /// <param name="grown">Is called when more can be read.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="QueryException">The query failed, or there is no room for its rows.</exception>
    public async Task FillAsync(KeptResult result, RowsResult rows, Action grown, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(rows);
        try
        {
            await DropOldAsync(result);
            await new ResultFilling(_database.Value, result, grown, () => MakeRoomAsync(result, 0))
                .RunAsync(rows.Chunks, cancellationToken);
            result.Bytes = await ResultSize.OfAsync(_database.Value, result, cancellationToken);
            result.Complete();
            await DropOldAsync(result);
        }
        catch (Exception fault)
        {
            result.Bytes = await LeftAsync(result);
            result.Fault = fault is OperationCanceledException ? "Its reading was stopped." : fault.Message;
            throw;
        }
    }

    /// <summary>Rows of a result, in its order, as a result of its own: any writer takes it. Its rows can be read once.</summary>
    /// <param name="result">The result.</param>
    /// <param name="from">The first row, from 0.</param>
    /// <param name="count">How many.</param>
    /// <param name="columns">Positions of columns; null for all.</param>
    public RowsResult Read(KeptResult result, long from = 0, long count = long.MaxValue, IReadOnlyList<int>? columns = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        columns ??= [.. Enumerable.Range(0, result.Columns.Count)];
        var some = string.Join(", ", columns.Select(ChunkScan.ColumnName));
        var end = count > result.Rows - from ? result.Rows : from + count;
        var sql = FormattableString.Invariant($"select {some} from {result.Table} where rowid >= {from} and rowid < {end} order by rowid");
        return new RowsResult(
            0, [.. columns.Select(c => result.Columns[c])], [.. columns.Select(c => result.Types[c])], ReadAsync(result, sql));
    }

    /// <summary>
    /// Writes an order or a part of a result once, and gives it as a result of its own. The last few of a result are kept: what is asked
    /// for again later is written again.
    /// </summary>
    /// <exception cref="QueryException">A value does not fit its column, there is no room, or the result was dropped meanwhile.</exception>
    public async Task<KeptResult> ViewAsync(KeptResult result, ResultView view, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(view);
        var made = new KeptResult(Interlocked.Increment(ref _last), result.Columns, result.Types, result.Origin)
        {
            Of = result.Of ?? result, Name = result.Name, Since = _time.GetUtcNow(),
        };
        try
        {
            await _database.Value.RunAsync(new ViewSql(result).Create(view, made.Table), result.Origin.TimeZone,
                () => MakeRoomAsync(result, result.Bytes / 4), cancellationToken);
            made.Grow((await _database.Value.QueryAsync(
                $"select count(*) from {made.Table}", r => r.GetInt64(0), result.Origin.TimeZone, null, cancellationToken))[0]);
            made.Bytes = await ResultSize.OfAsync(_database.Value, made, cancellationToken);
            made.Complete();
            _results[made.Id] = made;
            if (made.Of.IsDropped) throw Dropped();
        }
        catch
        {
            _results.TryRemove(made.Id, out _);
            await DropTableAsync(made);
            throw;
        }
        foreach (var old in Spare(made).Where(r => r.Of == made.Of).SkipLast(Views - 1)) await DropAsync(old);
        await DropOldAsync(made);
        return made;
    }

    /// <summary>Points for a chart, at most 200; see <see cref="ChartSql"/>.</summary>
    /// <param name="result">The result.</param>
    /// <param name="x">The position of the column along the axis.</param>
    /// <param name="y">That of the column whose values are added up; null counts rows.</param>
    /// <param name="isLine">Points in the order of x; otherwise bars, the highest first, unless x is a number or a time.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<List<ChartPoint>> ChartAsync(
        KeptResult result, int x, int? y, bool isLine, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(result);
        return _database.Value.QueryAsync(new ChartSql(result).Points(x, y, isLine), ChartPoint.Of, result.Origin.TimeZone,
            () => MakeRoomAsync(result, 0), cancellationToken);
    }

    /// <summary>
    /// The Parquet file of a result's rows. It is written once, whoever asks for it; it counts with the result, and goes with it.
    /// </summary>
    /// <param name="result">A result that is complete.</param>
    /// <param name="write">Writes it to a path where there is none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="QueryException">It cannot be written, or the result was dropped meanwhile.</exception>
    public async Task<string> FileAsync(KeptResult result, Func<string, Task> write, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(write);
        await _writing.WaitAsync(cancellationToken);
        try
        {
            if (result.File is { } there) return there;
            var path = Path.Combine(Folder, result.Table + ".parquet");
            var part = path + ".part";
            try
            {
                await write(part);
                File.Move(part, path, overwrite: true);
            }
            catch
            {
                Delete(part);
                throw;
            }
            result.File = path;
            result.Bytes += new FileInfo(path).Length;
            if (!result.IsDropped) return path;
            Delete(path);
            throw Dropped();
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Drops a result with its views and its file.</summary>
    public async Task DropAsync(KeptResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        // The result first: a view of it that is being made meanwhile sees that, and goes too.
        await DropOneAsync(result);
        foreach (var view in _results.Values.Where(r => r.Of == result)) await DropOneAsync(view);
    }

    /// <summary>Drops what is too old or too much.</summary>
    public Task DropOldAsync() => DropOldAsync(null);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (_database.IsOpen) _database.Value.Dispose();
        _writing.Dispose();
        return ValueTask.CompletedTask;
    }

    async IAsyncEnumerable<RowChunk> ReadAsync(
        KeptResult result, string sql, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var lease = _database.Value.Readers.Take(result.Origin.TimeZone);
        await using var query = await lease.Runner.OpenAsync(sql, () => { }, cancellationToken);
        await foreach (var chunk in query.ReadAsync(cancellationToken)) yield return chunk;
    }

    async Task DropOldAsync(KeptResult? keep)
    {
        var now = _time.GetUtcNow();
        foreach (var old in Spare(keep).Where(r => now - r.Since > _budget.Age)) await DropAsync(old);
        var others = _budget.Count - ((keep?.Of ?? keep) is { IsPinned: false } ? 1 : 0);
        foreach (var old in Spare(keep).Where(r => r.Of is null).SkipLast(others)) await DropAsync(old);
        while (_results.Values.Sum(r => r.Bytes) > _budget.Bytes && await DropOldestAsync(keep)) { }
    }

    async Task<bool> DropOldestAsync(KeptResult? keep)
    {
        if (Spare(keep).FirstOrDefault() is not { } oldest) return false;
        await DropAsync(oldest);
        return true;
    }

    /// <summary>Drops what can be spared until there is some room more; false when nothing can.</summary>
    async Task<bool> MakeRoomAsync(KeptResult keep, long bytes)
    {
        var isMade = false;
        for (var left = Math.Max(bytes, _budget.Bytes / Share); left > 0 && Spare(keep).FirstOrDefault() is { } oldest; isMade = true)
        {
            left -= oldest.Bytes;
            await DropAsync(oldest);
        }
        return isMade;
    }

    /// <summary>
    /// What may go, in the order in which it does. What is kept is not among it, nor what that is an order or a part of.
    /// </summary>
    List<KeptResult> Spare(KeptResult? keep) =>
        [.. _results.Values.Where(r => r != keep && r != keep?.Of && !r.IsPinned && (r.IsComplete || r.Fault is not null))
            .OrderBy(r => r.Of is null).ThenBy(r => r.Id)];

    /// <summary>How much room those rows take that came before a fault.</summary>
    async Task<long> LeftAsync(KeptResult result)
    {
        if (result.Rows == 0 || result.IsDropped) return 0;
        try
        {
            return await ResultSize.OfAsync(_database.Value, result, CancellationToken.None);
        }
        catch (QueryException)
        {
            // There is not even room to look at them, and the fault that is to be told is the other one: they count as numbers.
            return result.Rows * result.Columns.Count * sizeof(long);
        }
    }

    async Task DropOneAsync(KeptResult result)
    {
        if (!_results.TryRemove(result.Id, out _)) return;
        result.IsDropped = true;
        await DropTableAsync(result);
        if (result.File is { } file) Delete(file);
    }

    static void Delete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Windows deletes no file that a statement is reading: it goes with the folder, at the end of the program.
        }
    }

    Task DropTableAsync(KeptResult result) => _database.Value.RunAsync(
        $"drop table if exists {result.Table}", result.Origin.TimeZone, null, CancellationToken.None);

    static QueryException Dropped() =>
        QueryException.Of("This result was dropped while its rows were being written once more. Run its statement again.");
}
