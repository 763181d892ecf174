using System.Globalization;
using Koppel.Cli.Terminal;
using Koppel.Engine.Statements;
using Koppel.Output;

namespace Koppel.Cli.Output;

/// <summary>
/// Columns of even width under a line of dashes, a row a line, for a person. Widths are those of the first 1,000 rows. On a terminal the
/// table fits its width; elsewhere nothing is shortened.
/// </summary>
sealed class TableWriter(Stream stream, Screen screen, bool terminal) : IRowsWriter
{
    const int Sample = 1_000;
    const string None = "null";

    readonly StreamWriter _text = new(stream, TextEncoding.Utf8, bufferSize: 1 << 14, leaveOpen: true) { NewLine = "\n" };
    readonly CellText _cells = new();
    bool _follows;

    /// <summary>What shows all columns where some do not fit.</summary>
    public string Instead { get; init; } = "write --format csv";

    /// <summary>How many rows are written at most; those behind them are counted.</summary>
    public long Most { get; init; } = long.MaxValue;

    /// <summary>How many rows of the last result were read, also where writing them broke off.</summary>
    public long Rows { get; private set; }

    /// <inheritdoc/>
    public async ValueTask<long> WriteAsync(RowsResult result, CancellationToken cancellationToken = default)
    {
        if (_follows) _text.WriteLine();
        _follows = true;
        var (headings, numbers) = (new string[result.Columns.Count], new bool[result.Columns.Count]);
        for (var i = 0; i < headings.Length; i++)
            (headings[i], numbers[i]) = (PlainText.Of(result.Columns[i].Heading), CellText.IsNumber(result.Columns[i].Type));
        var sample = new List<string?[]>();
        ColumnLayout? layout = null;
        Rows = 0;
        await foreach (var chunk in result.Chunks.WithCancellation(cancellationToken))
        {
            using var _ = chunk;
            for (var row = 0; row < chunk.Count; row++)
            {
                if (++Rows > Most) continue;
                string?[] cells = [.. _cells.Of(chunk, row).Select(text => text is null ? null : PlainText.Of(text))];
                if (layout is not null)
                {
                    WriteLine(cells, layout, numbers);
                    if (terminal && Rows % 100 == 0) await _text.FlushAsync(cancellationToken);
                    continue;
                }

                sample.Add(cells);
                if (sample.Count == Sample) layout = WriteBeginning(headings, sample, numbers);
            }
        }

        layout ??= WriteBeginning(headings, sample, numbers);
        await _text.FlushAsync(cancellationToken);
        if (layout.Hidden > 0)
            screen.Say(string.Create(CultureInfo.InvariantCulture,
                $"{layout.Hidden} of {headings.Length} columns do not fit and are not shown. Name the columns you want, or "
                    + $"{Instead}."));
        return Rows;
    }

    /// <summary>Writes a plan as it is: its lines are laid out already.</summary>
    public async ValueTask<long> WriteAsync(PlanResult plan, CancellationToken cancellationToken = default)
    {
        if (_follows) _text.WriteLine();
        _follows = true;
        foreach (var line in plan.Lines.Select(PlainText.Of))
            foreach (var part in terminal ? WrappedText.Of(line, screen.Width) : [line]) _text.WriteLine(part);
        await _text.FlushAsync(cancellationToken);
        return plan.Lines.Count;
    }

    /// <inheritdoc/>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken = default) => await _text.FlushAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _text.DisposeAsync();

    ColumnLayout WriteBeginning(string[] headings, List<string?[]> sample, bool[] numbers)
    {
        var widths = new int[headings.Length];
        for (var i = 0; i < widths.Length; i++) widths[i] = CellWidth.Of(headings[i]);
        foreach (var row in sample)
            for (var i = 0; i < widths.Length; i++) widths[i] = Math.Max(widths[i], CellWidth.Of(row[i] ?? None));

        var layout = terminal
            ? ColumnLayout.Fit(widths, [.. numbers.Select(n => !n)], screen.Width, Identity(sample, widths))
            : ColumnLayout.Natural(widths);
        WriteLine(headings, layout, numbers, bold: true);
        var dashes = new string[headings.Length];
        for (var i = 0; i < layout.Shown.Count; i++) dashes[layout.Shown[i]] = new string('-', layout.Widths[i]);
        WriteLine(dashes, layout, numbers);
        foreach (var row in sample) WriteLine(row, layout, numbers);
        return layout;
    }

    /// <summary>
    /// The columns by which a row is told from the others: the first column that is different in each row, or the first ones that are so
    /// together.
    /// </summary>
    static List<int> Identity(List<string?[]> sample, int[] widths)
    {
        if (sample.Count == 0) return [];
        for (var column = 0; column < widths.Length; column++)
            if (sample.Select(row => row[column]).Distinct().Count() == sample.Count && sample.TrueForAll(row => row[column] is not null))
                return [column];
        for (var count = 2; count <= widths.Length; count++)
            if (sample.Select(row => string.Join('\u001f', row.Take(count))).Distinct().Count() == sample.Count)
                return [.. Enumerable.Range(0, count)];
        return [];
    }

    void WriteLine(string?[] cells, ColumnLayout layout, bool[] numbers, bool bold = false)
    {
        var last = layout.Widths.Count - 1;
        for (var i = 0; i <= last; i++)
        {
            var (width, column) = (layout.Widths[i], layout.Shown[i]);
            var cell = cells[column] ?? None;
            if (terminal && (bold || !numbers[column])) cell = CellWidth.Fit(cell, width);
            var blank = new string(' ', Math.Max(0, width - CellWidth.Of(cell)));
            if (numbers[column]) _text.Write(blank);
            Write(cell, bold ? "1" : cells[column] is null ? "2" : null);
            if (i == last && layout.Hidden == 0) break;
            if (!numbers[column]) _text.Write(blank);
            _text.Write("  ");
        }

        if (layout.Hidden > 0) _text.Write('…');
        _text.WriteLine();
    }

    void Write(string text, string? style)
    {
        if (style is null || !terminal || !screen.Styles)
        {
            _text.Write(text);
            return;
        }

        _text.Write($"\e[{style}m{text}\e[0m");
    }
}
