using DuckDB.NET.Data;
using Koppel.Engine.Execution;
using Koppel.Sdk;

namespace Koppel.Engine.Writing;

/// <summary>Carries the rows of a query to a load, in the target's types.</summary>
internal static class RowFeed
{
    /// <summary>Reads the query to its end.</summary>
    /// <param name="query">Its columns are the load's, in order and type.</param>
    /// <param name="columns">The load's columns.</param>
    /// <param name="session">Takes the rows.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="isNumbered">Behind the columns stands each row's number.</param>
    public static async Task RunAsync(
        QueryRunner.OpenQuery query, IReadOnlyList<Column> columns, IWriteSession session, CancellationToken cancellationToken, bool isNumbered = false)
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
                Copy(reader, batch);
                if (isNumbered) ((List<long>)batch.Numbers!).Add(reader.GetInt64(columns.Count));
                return true;
            },
            cancellationToken))
        {
            while (full.TryDequeue(out var next)) await session.AddAsync(next, cancellationToken);
        }
        if (batch.Count > 0) await session.AddAsync(batch, cancellationToken);

        RowBatch NewBatch() => new(columns) { Numbers = isNumbered ? new List<long>() : null };
    }

    static void Copy(DuckDBDataReader reader, RowBatch batch)
    {
        var row = batch.AddRow();
        for (var i = 0; i < batch.Columns.Count; i++) Copy(reader, i, batch[i], row);
    }

    /// <summary>Copies one value of the current row, which has the buffer's type.</summary>
    public static void Copy(DuckDBDataReader reader, int i, ColumnBuffer buffer, int row)
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
            case ColumnKind.Text or ColumnKind.Json: buffer.SetText(row, reader.GetString(i)); break;
            case ColumnKind.Date: buffer.SetDate(row, reader.GetFieldValue<DateOnly>(i)); break;
            case ColumnKind.Time: buffer.SetLong(row, reader.GetFieldValue<TimeOnly>(i).Ticks / TimeSpan.TicksPerMicrosecond); break;
            case ColumnKind.Timestamp: buffer.SetTimestamp(row, reader.GetDateTime(i)); break;
            case ColumnKind.TimestampTz: buffer.SetTimestamp(row, reader.GetFieldValue<DateTimeOffset>(i).UtcDateTime); break;
            case ColumnKind.BigIntList: buffer.SetList(row, [.. reader.GetFieldValue<List<long>>(i)]); break;
            default: throw new InvalidOperationException($"A load cannot carry a column of type {buffer.Type}.");
        }
    }
}
