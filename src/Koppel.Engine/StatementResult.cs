using System.Runtime.CompilerServices;
using Koppel.Engine.DuckDb;
using Koppel.Engine.Ledger;
using Koppel.Engine.Writing;
using Koppel.Sdk;

namespace Koppel.Engine;

/// <summary>What came of a statement.</summary>
/// <param name="Number">The statement's number in the script, from 1.</param>
public abstract record StatementResult(int Number);

/// <summary>Rows. They stream: read them before the next result is asked for, once.</summary>
public sealed record RowsResult : StatementResult
{
    /// <summary>Rows that lie in memory or are made one by one.</summary>
    /// <param name="number">The statement's number in the script, from 1.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="rows">The rows.</param>
    public RowsResult(int number, IReadOnlyList<ResultColumn> columns, IAsyncEnumerable<object?[]> rows) : base(number) =>
        (Columns, Rows, Chunks, Types) = (columns, rows, ValueChunk.OfAsync(rows, columns), [.. columns.Select(c => DuckType.Plain(c.Type == "BIGINT" ? DuckTypeId.BigInt : DuckTypeId.Varchar))]);

    /// <summary>Rows of a query.</summary>
    internal RowsResult(int number, IReadOnlyList<ResultColumn> columns, IReadOnlyList<DuckType> types, IAsyncEnumerable<RowChunk> chunks) : base(number) =>
        (Columns, Rows, Chunks, Types) = (columns, RowsOfAsync(chunks), chunks, types);

    /// <summary>The columns.</summary>
    public IReadOnlyList<ResultColumn> Columns { get; }

    /// <summary>
    /// The rows; each array is the reader's to keep. Values are .NET objects of DuckDB's types: bool, sbyte to ulong, BigInteger, float, double,
    /// decimal, string, DateOnly, TimeOnly, TimeSpan, DateTime, DateTimeOffset, Guid, byte[], lists and dictionaries of these, a pair of name and value for a
    /// union, <see cref="SqlValue"/> for what .NET has no exact type for, or null.
    /// Reading throws <see cref="QueryException"/>, <see cref="ConnectorException"/> or <see cref="OperationCanceledException"/>.
    /// </summary>
    public IAsyncEnumerable<object?[]> Rows { get; }

    /// <summary>
    /// What a user must know of where the rows came from, such as how old a snapshot is; sentences without a full stop, known once the rows were read.
    /// </summary>
    public Func<IReadOnlyList<string>> Notes { get; init; } = () => [];

    /// <summary>How many rows of files were left out because they have more cells than there are columns. The notes tell of each file.</summary>
    public long LeftOut { get; init; }

    /// <summary>The rows by columns, instead of <see cref="Rows"/>: without an object for each value. Dispose each when it is read.</summary>
    public IAsyncEnumerable<RowChunk> Chunks { get; }

    /// <summary>The types of the columns as DuckDB has them.</summary>
    internal IReadOnlyList<DuckType> Types { get; }

    /// <summary>
    /// Writes the rows, instead of reading them, to a Parquet file with their types, and gives their number. What Parquet has no type for becomes text:
    /// whole numbers of 128 bits and more, intervals, bits, unions, variants, times with an offset or nanoseconds.
    /// </summary>
    /// <param name="path">The file, which is replaced; an unfinished one is left behind when it fails.</param>
    /// <param name="names">The names of the columns in the file, each of which must be there once.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<long> WriteParquetAsync(string path, IReadOnlyList<string> names, CancellationToken cancellationToken = default) =>
        ParquetFile.WriteAsync(path, this, names, cancellationToken);

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

/// <summary>A column of a result.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Heading">What stands above it: the text behind <c>label</c>, or the name.</param>
/// <param name="Type">Its type in SQL, such as <c>DECIMAL(18,2)</c>.</param>
public sealed record ResultColumn(string Name, string Heading, string Type);

/// <summary>A statement that gives no rows was carried out.</summary>
/// <param name="Number">The statement's number in the script, from 1.</param>
/// <param name="Message">What was done, as a short sentence without a full stop, such as <c>table x@inmemorystorage: 12 rows</c>.</param>
public sealed record DoneResult(int Number, string Message) : StatementResult(Number)
{
    /// <summary>What a user must know of where the rows came from, sentences without a full stop.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>How many rows of files were left out because they have more cells than there are columns.</summary>
    public long LeftOut { get; init; }

    /// <summary>It made, filled or removed something, be it a table of the session or a file: worth a word also where nobody watches.</summary>
    public bool HasWritten { get; init; }
}

/// <summary>The answer to <c>explain</c>.</summary>
/// <param name="Number">The statement's number in the script, from 1.</param>
/// <param name="Lines">The plan as lines of text.</param>
public sealed record PlanResult(int Number, IReadOnlyList<string> Lines) : StatementResult(Number);

/// <summary>A load ran, to its end or not.</summary>
/// <param name="Number">The statement's number in the script, from 1.</param>
/// <param name="Report">What it did.</param>
public sealed record LoadResult(int Number, LoadReport Report) : StatementResult(Number);

/// <summary>A statement failed. It is the last result of a script: nothing behind it runs.</summary>
/// <param name="Number">The statement's number in the script, from 1.</param>
/// <param name="Fault">
/// A <see cref="QueryException"/> for the user's SQL, a <see cref="ConnectorException"/> for a remote system, a <see cref="LoadDeclinedException"/>
/// for a load that was not confirmed.
/// </param>
public sealed record FailedResult(int Number, Exception Fault) : StatementResult(Number);

/// <summary>What a load did. Always: read = changed + unchanged + rejected + not sent.</summary>
/// <param name="Target">The target as the user wrote it, such as <c>contactTags@ac</c>.</param>
/// <param name="Outcome">Rows and rejects.</param>
/// <param name="Calls">All calls made for the statement, reads and status polls included, by route.</param>
/// <param name="Elapsed">From the statement's begin to its end.</param>
public sealed record LoadReport(string Target, WriteOutcome Outcome, IReadOnlyDictionary<string, long> Calls, TimeSpan Elapsed)
{
    /// <summary>The number of the run in the ledger, or null when nothing is recorded.</summary>
    public long? Run { get; init; }

    /// <summary>What the load is called: completed, completed with rejects, failed or stopped.</summary>
    public Status Status => LoadOutcome.StatusOf(Outcome);
}
