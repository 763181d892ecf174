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
    /// <param name="tellsBefore">Behind the number stands what the target has in the columns now.</param>
    /// <param name="hasSourceRows">Behind the columns stands each row's number in its file instead, which can be null.</param>
    public static async Task RunAsync(
        QueryRunner.OpenQuery query, IReadOnlyList<Column> columns, IWriteSession session, CancellationToken cancellationToken, bool isNumbered = false,
        bool tellsBefore = false, bool hasSourceRows = false)
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
                Copy(reader, batch, 0);
                if (batch.Before is { } before) Copy(reader, before, columns.Count + 1);
                if (isNumbered) ((List<long>)batch.Numbers!).Add(reader.GetInt64(columns.Count));
                if (hasSourceRows) ((List<long?>)batch.SourceRows!).Add(reader.IsDBNull(columns.Count) ? null : reader.GetInt64(columns.Count));
                return true;
            },
            cancellationToken))
        {
            while (full.TryDequeue(out var next)) await session.AddAsync(next, cancellationToken);
        }
        if (batch.Count > 0) await session.AddAsync(batch, cancellationToken);

        RowBatch NewBatch() => new(columns)
        {
            Numbers = isNumbered ? new List<long>() : null,
            Before = tellsBefore ? new RowBatch(columns) : null,
            SourceRows = hasSourceRows ? new List<long?>() : null,
        };
    }

    static void Copy(DuckDBDataReader reader, RowBatch batch, int from)
    {
        var row = batch.AddRow();
        for (var i = 0; i < batch.Columns.Count; i++)
        {
            var (buffer, at) = (batch[i], from + i);
            if (reader.IsDBNull(at))
            {
                buffer.SetNull(row);
                continue;
            }
            switch (buffer.Type.Kind)
            {
                case ColumnKind.Boolean: buffer.SetBoolean(row, reader.GetBoolean(at)); break;
                case ColumnKind.BigInt: buffer.SetLong(row, reader.GetInt64(at)); break;
                case ColumnKind.Double: buffer.SetDouble(row, reader.GetDouble(at)); break;
                case ColumnKind.Decimal: buffer.SetDecimal(row, reader.GetDecimal(at)); break;
                case ColumnKind.Text or ColumnKind.Json: buffer.SetText(row, reader.GetString(at)); break;
                case ColumnKind.Date: buffer.SetDate(row, reader.GetFieldValue<DateOnly>(at)); break;
                case ColumnKind.Time: buffer.SetLong(row, reader.GetFieldValue<TimeOnly>(at).Ticks / TimeSpan.TicksPerMicrosecond); break;
                case ColumnKind.Timestamp: buffer.SetTimestamp(row, reader.GetDateTime(at)); break;
                case ColumnKind.TimestampTz: buffer.SetTimestamp(row, reader.GetFieldValue<DateTimeOffset>(at).UtcDateTime); break;
                case ColumnKind.BigIntList: buffer.SetList(row, [.. reader.GetFieldValue<List<long>>(at)]); break;
                default: throw new InvalidOperationException($"A load cannot carry a column of type {buffer.Type}.");
            }
        }
    }
}
