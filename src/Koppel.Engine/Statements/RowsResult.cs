using System.Runtime.CompilerServices;
using Koppel.Engine.DuckDb;
using Koppel.Engine.Sql;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;

namespace Koppel.Engine.Statements;

/// <summary>
/// Rows. They stream: read them once, before <see cref="StatementResult.Release"/>, before the next result is asked for and before the run
/// is disposed.
/// </summary>
public sealed record RowsResult : StatementResult
{
    /// <summary>Rows that lie in memory or are made one by one.</summary>
    /// <param name="number">The statement's number in the script, from 1.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="rows">The rows.</param>
    public RowsResult(int number, IReadOnlyList<ResultColumn> columns, IAsyncEnumerable<object?[]> rows) : base(number) =>
        (Columns, Rows, Chunks, Types) = (columns, rows, ValueChunk.OfAsync(rows, columns),
            [.. columns.Select(c => DuckType.Plain(c.Type == "BIGINT" ? DuckTypeId.BigInt : DuckTypeId.Varchar))]);

    /// <summary>Rows of a query.</summary>
    internal RowsResult(int number, IReadOnlyList<ResultColumn> columns, IReadOnlyList<DuckType> types, IAsyncEnumerable<RowChunk> chunks)
        : base(number) =>
        (Columns, Rows, Chunks, Types) = (columns, RowsOfAsync(chunks), chunks, types);

    internal override bool Waits => true;

    /// <summary>The columns.</summary>
    public IReadOnlyList<ResultColumn> Columns { get; }

    /// <summary>
    /// The rows; each array is the reader's to keep. Values are .NET objects of DuckDB's types: bool, sbyte to ulong, BigInteger, float,
    /// double, decimal, string, DateOnly, TimeOnly, TimeSpan, DateTime, DateTimeOffset, Guid, byte[], lists and dictionaries of these, a
    /// pair of name and value for a union, <see cref="SqlValue"/> for what .NET has no exact type for, or null.
    /// Reading throws <see cref="QueryException"/>, <see cref="ConnectorException"/> or <see cref="OperationCanceledException"/>.
    /// </summary>
    public IAsyncEnumerable<object?[]> Rows { get; }

    /// <summary>
    /// The file that the rows are to go to instead of being shown; null for none. See <see cref="ExecuteOptions.Exports"/>.
    /// </summary>
    public ResultExport? Export { get; init; }

    /// <summary>
    /// What a user must know of where the rows came from, such as how old a snapshot is; sentences without a full stop, known once the rows
    /// were read.
    /// </summary>
    public Func<IReadOnlyList<Note>> Notes { get; init; } = () => [];

    /// <summary>How many calls of each kind the statement made, by route; known once the rows were read.</summary>
    public Func<IReadOnlyDictionary<string, long>> Calls { get; init; } = () => new Dictionary<string, long>();

    /// <summary>
    /// How many calls more a program would have made that asks for one row a call; known once the rows were read. Files count for nothing.
    /// </summary>
    public Func<long> CallsSaved { get; init; } = () => 0;

    /// <summary>
    /// How many rows of files were left out because they have more cells than there are columns. The notes tell of each file.
    /// </summary>
    public long LeftOut { get; init; }

    /// <summary>
    /// The rows by columns, instead of <see cref="Rows"/>: without an object for each value. Dispose each when it is read.
    /// </summary>
    public IAsyncEnumerable<RowChunk> Chunks { get; }

    /// <summary>The types of the columns as DuckDB has them.</summary>
    internal IReadOnlyList<DuckType> Types { get; }

    /// <summary>
    /// Writes the rows, instead of reading them, to a Parquet file with their types, and gives their number. What Parquet has no type for
    /// becomes text:
    /// whole numbers of 128 bits and more, intervals, bits, unions, variants, times with an offset or nanoseconds.
    /// </summary>
    /// <param name="path">The file, which is replaced; an unfinished one is left behind when it fails.</param>
    /// <param name="names">The names of the columns in the file, each of which must be there once.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<long> WriteParquetAsync(string path, IReadOnlyList<string> names, CancellationToken cancellationToken = default) =>
        ParquetFile.WriteAsync(path, Chunks, Types, names, cancellationToken);

    /// <summary>The same result with its rows in memory; they were read.</summary>
    public async Task<RowsResult> KeptAsync(CancellationToken cancellationToken = default) =>
        new(Number, Columns, (await Rows.ToListAsync(cancellationToken)).ToAsyncEnumerable()) { Notes = Notes, LeftOut = LeftOut };

    static async IAsyncEnumerable<object?[]> RowsOfAsync(
        IAsyncEnumerable<RowChunk> chunks, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var chunk in chunks.WithCancellation(cancellationToken))
        {
            using (chunk)
                for (var row = 0; row < chunk.Count; row++) yield return chunk.Row(row);
        }
    }
}
