using Koppel.Engine.State;
using Koppel.Sdk.Schema;
using Microsoft.Data.Sqlite;

namespace Koppel.Engine.Ledger.Sqlite;

/// <summary>Rows of the ledger on their way, all as of the moment of the first.</summary>
internal sealed class LedgerScan : IDisposable
{
    readonly SqliteLedger _ledger;
    readonly IReadOnlyList<Column> _columns;
    readonly RowBatch _batch;
    readonly LedgerConnection _connection;
    readonly SqliteDataReader _reader;

    public LedgerScan(SqliteLedger ledger, IReadOnlyList<Column> columns, string sql, object?[] values)
    {
        (_ledger, _columns, _batch) = (ledger, columns, new RowBatch(columns));
        _connection = ledger.Connect();
        try
        {
            _reader = ledger.File.Guard(() => _connection.Read(sql, values));
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>The next rows, in the batch of those before, or null.</summary>
    public RowBatch? Next(CancellationToken cancellationToken)
    {
        var batch = _batch;
        batch.Clear();
        _ledger.File.Guard(() =>
        {
            while (!batch.IsFull && _reader.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                var row = batch.AddRow();
                for (var c = 0; c < _columns.Count; c++) Set(batch[c], row, c);
            }
            return true;
        });
        return batch.Count == 0 ? null : batch;
    }

    public void Dispose()
    {
        _reader.Dispose();
        _connection.Dispose();
    }

    void Set(ColumnBuffer buffer, int row, int column)
    {
        if (_reader.IsDBNull(column)) buffer.SetNull(row);
        else if (buffer.Type.Kind is ColumnKind.Text or ColumnKind.Json) buffer.SetText(row, _reader.GetString(column));
        else buffer.SetLong(row, _reader.GetInt64(column));
    }
}
