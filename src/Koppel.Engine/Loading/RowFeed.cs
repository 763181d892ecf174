using System.Collections;
using Koppel.Engine.DuckDb;
using Koppel.Engine.Loading.Cells;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Loading;

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
    public bool HasSourceRows { get; init; }

    /// <summary>Rows are given on soon, not when a batch is full.</summary>
    public bool IsSoon { get; init; }

    /// <summary>
    /// Rows that stand in calls of an earlier attempt; they are left out, and the others keep their numbers. Null for none.
    /// </summary>
    public CarriedRows? Carried { get; init; }

    /// <summary>
    /// Takes the rows of a load's source that are not given on; behind the columns and the row's number stands what is in cells that do not
    /// fit, where some may not. Null to give all on.
    /// </summary>
    public RefusedRows? Refused { get; init; }

    /// <summary>How many rows the query gave.</summary>
    public long Read { get; private set; }

    readonly TextPool _texts = new();
    RowBatch? _shown;
    bool _hasGaps;

    bool KeepsNumbers => IsNumbered || Carried is not null || _hasGaps;

    /// <summary>Reads the query to its end.</summary>
    /// <param name="query">The query.</param>
    /// <param name="session">Takes the rows.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task RunAsync(QueryRunner.OpenQuery query, IWriteSession session, CancellationToken cancellationToken)
    {
        var batch = NewBatch();
        await foreach (var chunk in query.ReadAsync(cancellationToken))
        {
            using var _ = chunk;
            for (var row = 0; row < chunk.Count; row++)
            {
                // A batch that is full stays the current one until the next row comes, so that each list holds only full batches but the
                // last.
                if (batch.IsFull)
                {
                    await session.AddAsync(batch, cancellationToken);
                    batch = NewBatch();
                }
                Add(chunk.Vectors, row, ++Read, batch);
            }
            if (!IsSoon || batch.Count == 0) continue;
            await session.AddAsync(batch, cancellationToken);
            batch = NewBatch();
        }
        if (batch.Count > 0) await session.AddAsync(batch, cancellationToken);
    }

    void Add(VectorCells[] cells, int row, long number, RowBatch batch)
    {
        if (IsRefused(cells, row, batch, number)) return;
        Copy(cells, row, batch, 0);
        if (IsEmpty(batch, number)) return;
        if (Carried?.Take(batch, batch.Count - 1) == true)
        {
            batch.RemoveLast();
            return;
        }
        if (batch.Before is { } before) Copy(cells, row, before, columns.Count + 1);
        if (KeepsNumbers) ((List<long>)batch.Numbers!).Add(IsNumbered ? BufferCopy.Number(cells[columns.Count], row) : number);
        if (HasSourceRows) ((List<long?>)batch.SourceRows!).Add(SourceRow(cells, row));
    }

    /// <summary>The row's number in its file, or null.</summary>
    long? SourceRow(VectorCells[] cells, int row) =>
        HasSourceRows && !cells[columns.Count].IsNull(row) ? BufferCopy.Number(cells[columns.Count], row) : null;

    /// <summary>Whether a cell of the current row does not fit; then it is rejected.</summary>
    bool IsRefused(VectorCells[] cells, int from, RowBatch batch, long number)
    {
        var faults = columns.Count + (HasSourceRows ? 1 : 0);
        if (Refused is not { Cells.Count: > 0 } refused || cells[faults].IsNull(from)) return false;
        var texts = ((IList)cells[faults].Value(from)).Cast<string?>().ToList();
        _shown ??= new RowBatch(columns, 1);
        var row = _shown.AddRow();
        for (var i = 0; i < columns.Count; i++)
        {
            var cell = refused.Cells.ToList().FindIndex(c => c.At == i);
            if (cell >= 0 && texts[cell] is not null) _shown[i].SetNull(row);
            else BufferCopy.Copy(cells[i], from, _shown[i], row, _texts);
        }
        refused.Reject(number, SourceRow(cells, from), _shown.Show(row), texts);
        _shown.RemoveLast();
        KeepNumbers(batch, number);
        return true;
    }

    /// <summary>Whether the last row of the batch has no value at all; then it is taken out.</summary>
    bool IsEmpty(RowBatch batch, long number)
    {
        if (Refused is null) return false;
        for (var i = 0; i < columns.Count; i++)
            if (!IsEmpty(batch[i], batch.Count - 1)) return false;
        batch.RemoveLast();
        Refused.Skip();
        KeepNumbers(batch, number);
        return true;
    }

    static bool IsEmpty(ColumnBuffer buffer, int row) => buffer.IsNull(row) || buffer.Type.Kind switch
    {
        ColumnKind.Text => InvisibleText.IsBlank(buffer.Texts[row]),
        ColumnKind.TextList => buffer.TextLists[row].Length == 0,
        ColumnKind.BigIntList => buffer.Lists[row].Length == 0,
        _ => false,
    };

    /// <summary>A row is left out: from here on the rows' numbers no longer follow each other.</summary>
    void KeepNumbers(RowBatch batch, long number)
    {
        if (KeepsNumbers) return;
        _hasGaps = true;
        var numbers = new List<long>();
        for (var before = number - batch.Count; before < number; before++) numbers.Add(before);
        batch.Numbers = numbers;
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
