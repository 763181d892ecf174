using System.Text.Json;
using Koppel.Engine.DuckDb;
using Koppel.Engine.Statements;

namespace Koppel.Output;

/// <summary>An object a row: in an array, one array a result, or one object a line.</summary>
public sealed class JsonRowsWriter(Stream stream, bool lines, bool harmless) : IRowsWriter, ICellFormat
{
    readonly CellStream _cells = new(stream, harmless ? PlainText.OfJson : null);
    byte[][] _names = [];

    /// <inheritdoc/>
    public async ValueTask<long> WriteAsync(RowsResult result, CancellationToken cancellationToken = default)
    {
        _names = [.. ColumnNames.Unique(result.Columns).Select((name, i) => Name(name, isFirst: i == 0))];
        var rows = await _cells.WriteAsync(result, this, cancellationToken);
        if (!lines) _cells.Pending.Write(rows == 0 ? "[]\n"u8 : "\n]\n"u8);
        await _cells.FlushAsync(cancellationToken);
        return rows;
    }

    /// <inheritdoc/>
    public void BeginRow(long row, Utf8Buffer to)
    {
        if (!lines) to.Write(row == 0 ? "[\n"u8 : ",\n"u8);
    }

    /// <inheritdoc/>
    public void Write(int column, ColumnCells cells, int row, Utf8Buffer to)
    {
        to.Write(_names[column]);
        if (cells.IsNull(row)) to.Write("null"u8);
        else cells.WriteJson(row, to);
    }

    /// <inheritdoc/>
    public void EndRow(Utf8Buffer to) => to.Write(lines ? "}\n"u8 : "}"u8);

    /// <inheritdoc/>
    public ValueTask CompleteAsync(CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>What stands in front of a column's values.</summary>
    static byte[] Name(string name, bool isFirst) =>
        [(byte)(isFirst ? '{' : ','), (byte)'"', .. JsonEncodedText.Encode(name, JsonOptions.Plain.Encoder).EncodedUtf8Bytes, (byte)'"',
            (byte)':'];
}
