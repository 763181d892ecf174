using Koppel.Engine.Statements;

namespace Koppel.Output;

/// <summary>A table in Markdown, headings as given by <c>label</c>. Several results are parted by an empty line.</summary>
public sealed class MarkdownWriter(Stream stream) : IRowsWriter
{
    readonly StreamWriter _text = new(stream, TextEncoding.Utf8, bufferSize: 1 << 16, leaveOpen: true) { NewLine = "\n" };
    readonly CellText _cells = new();
    bool _follows;

    /// <inheritdoc/>
    public async ValueTask<long> WriteAsync(RowsResult result, CancellationToken cancellationToken = default)
    {
        if (_follows) _text.WriteLine();
        _follows = true;
        WriteLine(result.Columns.Select(c => c.Heading));
        WriteLine(result.Columns.Select(c => CellText.IsNumber(c.Type) ? "---:" : "---"));

        var rows = 0L;
        await foreach (var chunk in result.Chunks.WithCancellation(cancellationToken))
        {
            using var _ = chunk;
            for (var row = 0; row < chunk.Count; row++) WriteLine(_cells.Of(chunk, row));
            rows += chunk.Count;
        }

        await _text.FlushAsync(cancellationToken);
        return rows;
    }

    /// <inheritdoc/>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken = default) => await _text.FlushAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _text.DisposeAsync();

    void WriteLine(IEnumerable<string?> cells)
    {
        _text.Write('|');
        foreach (var cell in cells)
        {
            _text.Write(' ');
            _text.Write(Escape(cell ?? ""));
            _text.Write(" |");
        }

        _text.WriteLine();
    }

    static string Escape(string text) => string.Join("<br>",
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n').Select(line => MarkdownText.Of(PlainText.Of(line))));
}
