using Koppel.Engine.DuckDb;
using Koppel.Engine.Execution;
using Koppel.Sdk;

namespace Koppel.Engine.Writing;

/// <summary>Carries the rows of a query to a load, in the target's types.</summary>
/// <param name="columns">The load's columns; those of the query are the same, in order and type.</param>
internal sealed class RowFeed(IReadOnlyList<Column> columns)
{
    /// <summary>Rows given on at once while calls are being made for those before them.</summary>
    const int FewRows = 256;

    /// <summary>Behind the columns stands each row's number.</summary>
    public bool IsNumbered { get; init; }

    /// <summary>Behind the number stands what the target has in the columns now.</summary>
    public bool TellsBefore { get; init; }

    /// <summary>Behind the columns stands each row's number in its file instead, which can be null.</summary>
    public bool HasSourceRows { get; set; }

    /// <summary>Rows are given on soon, not when a batch is full.</summary>
    public bool IsSoon { get; init; }

    /// <summary>Rows that stand in calls of an earlier attempt; they are left out, and the others keep their numbers. Null for none.</summary>
    public CarriedRows? Carried { get; init; }

    readonly TextPool _texts = new();

    bool KeepsNumbers => IsNumbered || Carried is not null;

    /// <summary>Reads the query to its end.</summary>
    /// <param name="query">The query.</param>
    /// <param name="session">Takes the rows.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task RunAsync(QueryRunner.OpenQuery query, IWriteSession session, CancellationToken cancellationToken)
    {
        var batch = NewBatch();
        var number = 0L;
        await foreach (var chunk in query.ReadAsync(cancellationToken))
        {
            using var _ = chunk;
            for (var row = 0; row < chunk.Count; row++)
            {
                // A batch that is full stays the current one until the next row comes, so that each list holds only full batches but the last.
                if (batch.IsFull)
                {
                    await session.AddAsync(batch, cancellationToken);
                    batch = NewBatch();
                }
                Add(chunk.Vectors, row, ++number, batch);
            }
            if (!IsSoon || batch.Count == 0) continue;
            await session.AddAsync(batch, cancellationToken);
            batch = NewBatch();
        }
        if (batch.Count > 0) await session.AddAsync(batch, cancellationToken);
    }

    void Add(VectorCells[] cells, int row, long number, RowBatch batch)
    {
        Copy(cells, row, batch, 0);
        if (Carried?.Take(batch, batch.Count - 1) == true)
        {
            batch.RemoveLast();
            return;
        }
        if (batch.Before is { } before) Copy(cells, row, before, columns.Count + 1);
        if (KeepsNumbers) ((List<long>)batch.Numbers!).Add(IsNumbered ? BufferCopy.Number(cells[columns.Count], row) : number);
        if (HasSourceRows) ((List<long?>)batch.SourceRows!).Add(cells[columns.Count].IsNull(row) ? null : BufferCopy.Number(cells[columns.Count], row));
    }

    RowBatch NewBatch() => new(columns, IsSoon ? FewRows : RowBatch.Capacity)
    {
        Numbers = KeepsNumbers ? new List<long>() : null,
        Before = TellsBefore ? new RowBatch(columns) : null,
        SourceRows = HasSourceRows ? new List<long?>() : null,
    };

    void Copy(VectorCells[] cells, int from, RowBatch batch, int first)
    {
        var row = batch.AddRow();
        for (var i = 0; i < batch.Columns.Count; i++) BufferCopy.Copy(cells[first + i], from, batch[i], row, _texts);
    }
}
