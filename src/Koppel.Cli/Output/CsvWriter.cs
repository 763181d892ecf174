using System.Buffers;
using Koppel.Engine;

namespace Koppel.Cli.Output;

/// <summary>
/// Values separated by commas (RFC 4180), a line of names above them. No value is an empty field, an empty text is <c>""</c>. Several
/// results are parted by an empty line.
/// </summary>
sealed class CsvWriter(Stream stream, bool harmless) : IRowsWriter
{
    static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    readonly StreamWriter _text = new(stream, Screen.Utf8, bufferSize: 1 << 16, leaveOpen: true) { NewLine = "\n" };
    bool _follows;

    /// <inheritdoc/>
    public async ValueTask<long> WriteAsync(RowsResult result, CancellationToken cancellationToken = default)
    {
        if (_follows) _text.WriteLine();
        _follows = true;
        for (var i = 0; i < result.Columns.Count; i++) WriteField(i, result.Columns[i].Name);
        _text.WriteLine();

        var rows = 0L;
        await foreach (var row in result.Rows.WithCancellation(cancellationToken))
        {
            for (var i = 0; i < row.Length; i++) WriteField(i, CellText.Of(row[i]));
            _text.WriteLine();
            rows++;
        }

        await _text.FlushAsync(cancellationToken);
        return rows;
    }

    /// <inheritdoc/>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken = default) => await _text.FlushAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _text.DisposeAsync();

    void WriteField(int index, string? value)
    {
        if (index > 0) _text.Write(',');
        if (value is null) return;
        if (harmless) value = PlainText.OfLines(value);
        if (value.Length > 0 && value.AsSpan().IndexOfAny(Special) < 0)
        {
            _text.Write(value);
            return;
        }

        _text.Write('"');
        _text.Write(value.Replace("\"", "\"\"", StringComparison.Ordinal));
        _text.Write('"');
    }
}
