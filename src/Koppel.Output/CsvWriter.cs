using System.Buffers;
using Koppel.Engine.DuckDb;
using Koppel.Engine.Statements;

namespace Koppel.Output;

/// <summary>
/// Values separated by commas or tabs (RFC 4180), a line of names above them. No value is an empty field, an empty text is <c>""</c>.
/// Several results are parted by an empty line.
/// </summary>
/// <param name="stream">Gets the text.</param>
/// <param name="dialect">How the values are parted and written.</param>
/// <param name="harmless">What could steer a terminal is replaced.</param>
/// <param name="quotes">Texts that are formulas to a spreadsheet program get an apostrophe in front.</param>
/// <param name="tell">Is told, at the end, of those that were written as they are; null for nobody.</param>
public sealed class CsvWriter(Stream stream, CsvDialect dialect, bool harmless, bool quotes = false, Action<string>? tell = null)
    : IRowsWriter, ICellFormat
{
    readonly SearchValues<byte> _special = SearchValues.Create((byte)dialect.Separator, (byte)'"', (byte)'\r', (byte)'\n');
    readonly CellStream _cells = new(stream);
    bool[] _hasDecimals = [];
    bool _follows;
    long _formulas;

    /// <inheritdoc/>
    public async ValueTask<long> WriteAsync(RowsResult result, CancellationToken cancellationToken = default)
    {
        if (_follows) EndRow(_cells.Pending);
        else if (dialect.HasMark) _cells.Pending.Write([0xEF, 0xBB, 0xBF]);
        _follows = true;
        _hasDecimals = [.. result.Columns.Select(c => dialect.HasDecimalComma && CellText.IsNumber(c.Type))];
        for (var i = 0; i < result.Columns.Count; i++)
        {
            if (i > 0) _cells.Pending.Write((byte)dialect.Separator);
            var start = _cells.Pending.Length;
            _cells.Pending.Write(result.Columns[i].Name);
            Finish(start, _cells.Pending);
        }

        EndRow(_cells.Pending);
        var rows = await _cells.WriteAsync(result, this, cancellationToken);
        await _cells.FlushAsync(cancellationToken);
        return rows;
    }

    /// <inheritdoc/>
    public void BeginRow(long row, Utf8Buffer to)
    {
    }

    /// <inheritdoc/>
    public void Write(int column, ColumnCells cells, int row, Utf8Buffer to)
    {
        if (column > 0) to.Write((byte)dialect.Separator);
        if (cells.IsNull(row)) return;
        var start = to.Length;
        cells.WriteText(row, to);
        if (_hasDecimals[column]) PutComma(start, to);
        else if (!cells.IsPlain || to.Length == start) Finish(start, to);
    }

    static void PutComma(int start, Utf8Buffer to)
    {
        var text = to.Written[start..].ToArray();
        if (text.AsSpan().IndexOf((byte)'.') is var point and >= 0) text[point] = (byte)',';
        to.Truncate(start);
        to.Write(text);
    }

    static void PutInFront(int start, Utf8Buffer to)
    {
        var text = to.Written[start..].ToArray();
        to.Truncate(start);
        to.Write((byte)'\'');
        to.Write(text);
    }

    /// <inheritdoc/>
    public void EndRow(Utf8Buffer to) => to.Write(dialect.LineEnd);

    /// <inheritdoc/>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken = default)
    {
        await _cells.FlushAsync(cancellationToken);
        if (_formulas > 0) tell?.Invoke(FormulaCells.Note(_formulas));
        _formulas = 0;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Makes a field of the text that was written from a place on.</summary>
    void Finish(int start, Utf8Buffer to)
    {
        if (harmless)
        {
            var text = PlainText.OfLines(to.TextFrom(start));
            to.Truncate(start);
            to.Write(text);
        }

        if (FormulaCells.IsOne(to.Written[start..]))
        {
            if (quotes) PutInFront(start, to);
            else _formulas++;
        }

        var written = to.Written[start..];
        if (!written.IsEmpty && !written.ContainsAny(_special)) return;
        var copy = ArrayPool<byte>.Shared.Rent(Math.Max(1, written.Length));
        written.CopyTo(copy);
        var rest = copy.AsSpan(0, written.Length);
        to.Truncate(start);
        to.Write((byte)'"');
        for (var at = rest.IndexOf((byte)'"'); at >= 0; at = rest.IndexOf((byte)'"'))
        {
            to.Write(rest[..(at + 1)]);
            to.Write((byte)'"');
            rest = rest[(at + 1)..];
        }

        to.Write(rest);
        to.Write((byte)'"');
        ArrayPool<byte>.Shared.Return(copy);
    }
}
