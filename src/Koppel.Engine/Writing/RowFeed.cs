using DuckDB.NET.Data;
using Koppel.Engine.Execution;
using Koppel.Engine.Writing.Cells;
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

    /// <summary>
    /// Takes the rows of a load's source that are not given on; behind the columns and the row's number stands what is in cells that do not
    /// fit, where some may not. Null to give all on.
    /// </summary>
    public RefusedRows? Refused { get; set; }

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
        // A batch that is full stays the current one until the next row comes, so that each list holds only full batches but the last.
        var batch = NewBatch();
        var full = new Queue<RowBatch>();
        await foreach (var rows in query.ReadAsync(
            reader =>
            {
                if (batch.IsFull)
                {
                    full.Enqueue(batch);
                    batch = NewBatch();
                }
                var number = ++Read;
                if (IsRefused(reader, batch, number)) return false;
                Copy(reader, batch, 0);
                if (IsEmpty(batch, number)) return false;
                if (Carried?.Take(batch, batch.Count - 1) == true)
                {
                    batch.RemoveLast();
                    return false;
                }
                if (batch.Before is { } before) Copy(reader, before, columns.Count + 1);
                if (KeepsNumbers) ((List<long>)batch.Numbers!).Add(IsNumbered ? reader.GetInt64(columns.Count) : number);
                if (HasSourceRows) ((List<long?>)batch.SourceRows!).Add(reader.IsDBNull(columns.Count) ? null : reader.GetInt64(columns.Count));
                return true;
            },
            cancellationToken, IsSoon ? FewRows : null))
        {
            while (full.TryDequeue(out var next)) await session.AddAsync(next, cancellationToken);
            if (!IsSoon || batch.Count == 0) continue;
            await session.AddAsync(batch, cancellationToken);
            batch = NewBatch();
        }
        if (batch.Count > 0) await session.AddAsync(batch, cancellationToken);
    }

    /// <summary>Whether a cell of the current row does not fit; then it is rejected.</summary>
    bool IsRefused(DuckDBDataReader reader, RowBatch batch, long number)
    {
        var faults = columns.Count + (HasSourceRows ? 1 : 0);
        if (Refused is not { Cells.Count: > 0 } refused || reader.IsDBNull(faults)) return false;
        var texts = reader.GetFieldValue<List<string?>>(faults);
        _shown ??= new RowBatch(columns, 1);
        var row = _shown.AddRow();
        for (var i = 0; i < columns.Count; i++)
        {
            var cell = refused.Cells.Select((c, at) => (c, at)).FirstOrDefault(c => c.c.At == i, (null!, -1)).Item2;
            if (cell >= 0 && texts[cell] is not null) _shown[i].SetNull(row);
            else Copy(reader, i, _shown[i], row, _texts);
        }
        refused.Reject(number, HasSourceRows && !reader.IsDBNull(columns.Count) ? reader.GetInt64(columns.Count) : null, _shown.Show(row), texts);
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

    void Copy(DuckDBDataReader reader, RowBatch batch, int from)
    {
        var row = batch.AddRow();
        for (var i = 0; i < batch.Columns.Count; i++) Copy(reader, from + i, batch[i], row, _texts);
    }

    /// <summary>Copies one value of the current row, which has the buffer's type.</summary>
    /// <param name="reader">The rows.</param>
    /// <param name="i">The value's position.</param>
    /// <param name="buffer">Where it goes.</param>
    /// <param name="row">The row in the buffer.</param>
    /// <param name="texts">Texts that were met already, or null.</param>
    public static void Copy(DuckDBDataReader reader, int i, ColumnBuffer buffer, int row, TextPool? texts = null)
    {
        if (reader.IsDBNull(i))
        {
            buffer.SetNull(row);
            return;
        }
        switch (buffer.Type.Kind)
        {
            case ColumnKind.Boolean: buffer.SetBoolean(row, reader.GetBoolean(i)); break;
            case ColumnKind.BigInt: buffer.SetLong(row, reader.GetInt64(i)); break;
            case ColumnKind.Double: buffer.SetDouble(row, reader.GetDouble(i)); break;
            case ColumnKind.Decimal: buffer.SetDecimal(row, reader.GetDecimal(i)); break;
            case ColumnKind.Text or ColumnKind.Json: buffer.SetText(row, reader.GetString(i) is var text && texts is not null ? texts.Of(text) : text); break;
            case ColumnKind.Date: buffer.SetDate(row, reader.GetFieldValue<DateOnly>(i)); break;
            case ColumnKind.Time: buffer.SetLong(row, reader.GetFieldValue<TimeOnly>(i).Ticks / TimeSpan.TicksPerMicrosecond); break;
            case ColumnKind.Timestamp: buffer.SetTimestamp(row, reader.GetDateTime(i)); break;
            case ColumnKind.TimestampTz: buffer.SetTimestamp(row, reader.GetFieldValue<DateTimeOffset>(i).UtcDateTime); break;
            case ColumnKind.BigIntList: buffer.SetList(row, [.. reader.GetFieldValue<List<long>>(i)]); break;
            case ColumnKind.TextList: buffer.SetTexts(row, [.. reader.GetFieldValue<List<string?>>(i).OfType<string>()]); break;
            default: throw new InvalidOperationException($"A load cannot carry a column of type {buffer.Type}.");
        }
    }
}
