using System.Globalization;
using Koppel.Engine.Statements;
using Koppel.Output;

namespace Koppel.Cli.Output;

/// <summary>A row as lines, one a column, for rows that are wider than a screen.</summary>
/// <param name="stream">Gets the text.</param>
sealed class LineWriter(Stream stream) : IRowsWriter
{
    readonly StreamWriter _text = new(stream, TextEncoding.Utf8, bufferSize: 1 << 14, leaveOpen: true) { NewLine = "\n" };
    readonly CellText _cells = new();

    /// <inheritdoc/>
    public async ValueTask<long> WriteAsync(RowsResult result, CancellationToken cancellationToken = default)
    {
        string[] headings = [.. result.Columns.Select(c => PlainText.Of(c.Heading))];
        var width = headings.Length == 0 ? 0 : headings.Max(CellWidth.Of);
        var rows = 0L;
        await foreach (var chunk in result.Chunks.WithCancellation(cancellationToken))
        {
            using var _ = chunk;
            for (var row = 0; row < chunk.Count; row++)
            {
                _text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"-- row {++rows} --"));
                var cells = _cells.Of(chunk, row);
                for (var i = 0; i < headings.Length; i++)
                {
                    var blank = new string(' ', width - CellWidth.Of(headings[i]));
                    _text.WriteLine($"{blank}{headings[i]} | {(cells[i] is { } cell ? PlainText.Of(cell) : "null")}");
                }
            }
            await _text.FlushAsync(cancellationToken);
        }
        await _text.FlushAsync(cancellationToken);
        return rows;
    }

    /// <inheritdoc/>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken = default) => await _text.FlushAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _text.DisposeAsync();
}
