using System.Text;
using System.Text.Json;
using Koppel.Engine;

namespace Koppel.Cli.Output;

/// <summary>An object a row: in an array, one array a result, or one object a line.</summary>
sealed class JsonRowsWriter(Stream stream, bool lines, bool harmless) : IRowsWriter
{
    const int Flush = 1 << 16;

    readonly Utf8JsonWriter _json = new(new MemoryStream(), JsonValue.Options);
    readonly MemoryStream _pending = new();

    /// <inheritdoc/>
    public async ValueTask<long> WriteAsync(RowsResult result, CancellationToken cancellationToken = default)
    {
        JsonEncodedText[] names = [.. ColumnNames.Unique(result.Columns).Select(n => JsonEncodedText.Encode(n, JsonValue.Options.Encoder))];
        bool[] isJson = [.. result.Columns.Select(c => c.Type.Equals("JSON", StringComparison.OrdinalIgnoreCase))];
        var rows = 0L;
        await foreach (var row in result.Rows.WithCancellation(cancellationToken))
        {
            if (!lines) _pending.Write(rows == 0 ? "[\n"u8 : ",\n"u8);
            WriteRow(row, names, isJson);
            if (lines) _pending.Write("\n"u8);
            rows++;
            if (_pending.Length >= Flush) await FlushAsync(cancellationToken);
        }

        if (!lines) _pending.Write(rows == 0 ? "[]\n"u8 : "\n]\n"u8);
        await FlushAsync(cancellationToken);
        return rows;
    }

    /// <inheritdoc/>
    public ValueTask CompleteAsync(CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _json.DisposeAsync();
        await _pending.DisposeAsync();
    }

    void WriteRow(object?[] row, JsonEncodedText[] names, bool[] isJson)
    {
        _json.Reset(_pending);
        _json.WriteStartObject();
        for (var i = 0; i < row.Length; i++)
        {
            _json.WritePropertyName(names[i]);
            JsonValue.Write(_json, row[i], isJson[i]);
        }

        _json.WriteEndObject();
        _json.Flush();
    }

    async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        var bytes = _pending.GetBuffer().AsMemory(0, (int)_pending.Length);
        await stream.WriteAsync(harmless ? Encoding.UTF8.GetBytes(PlainText.OfJson(Encoding.UTF8.GetString(bytes.Span))) : bytes, cancellationToken);
        await stream.FlushAsync(cancellationToken);
        _pending.SetLength(0);
    }
}
