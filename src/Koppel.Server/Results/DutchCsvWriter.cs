using System.Buffers;
using Koppel.Engine.DuckDb;
using Koppel.Engine.Statements;
using Koppel.Output;

namespace Koppel.Server.Results;

/// <summary>
/// CSV as Excel reads it where the comma is the decimal sign, such as in the Netherlands: semicolons between the values, a mark of UTF-8 in
/// front, and an apostrophe before a text that Excel would take for a formula.
/// </summary>
internal sealed class DutchCsvWriter(Stream stream) : IRowsWriter
{
    const int Enough = 1 << 17;

    readonly SearchValues<byte> _special = SearchValues.Create(";\"\r\n"u8);
    readonly Utf8Buffer _to = new();
    readonly Utf8Buffer _cell = new();

    /// <inheritdoc/>
    public async ValueTask<long> WriteAsync(RowsResult result, CancellationToken cancellationToken = default)
    {
        _to.Write([0xEF, 0xBB, 0xBF]);
        for (var i = 0; i < result.Columns.Count; i++)
        {
            _cell.Clear();
            _cell.Write(result.Columns[i].Heading);
            WriteCell(i, isNumber: false);
        }
        _to.Write("\r\n"u8);
        var numbers = result.Columns.Select(c => CellText.IsNumber(c.Type)).ToArray();
        var rows = 0L;
        await foreach (var chunk in result.Chunks.WithCancellation(cancellationToken))
        {
            using (chunk)
                for (var row = 0; row < chunk.Count; row++) WriteRow(chunk, row, numbers);
            rows += chunk.Count;
            if (_to.Length >= Enough) await FlushAsync(cancellationToken);
        }
        await FlushAsync(cancellationToken);
        return rows;
    }

    /// <inheritdoc/>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken = default) => await FlushAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    void WriteRow(RowChunk chunk, int row, bool[] numbers)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            _cell.Clear();
            if (!chunk.Columns[i].IsNull(row)) chunk.Columns[i].WriteText(row, _cell);
            WriteCell(i, numbers[i]);
        }
        _to.Write("\r\n"u8);
    }

    void WriteCell(int column, bool isNumber)
    {
        if (column > 0) _to.Write((byte)';');
        var text = _cell.Written;
        var isFormula = !isNumber && FormulaCells.IsOne(text);
        if (!isFormula && !text.ContainsAny(_special))
        {
            foreach (var letter in text) _to.Write(isNumber && letter == (byte)'.' ? (byte)',' : letter);
            return;
        }
        _to.Write(isFormula ? "\"'"u8 : "\""u8);
        foreach (var letter in text)
        {
            if (letter == (byte)'"') _to.Write(letter);
            _to.Write(letter);
        }
        _to.Write((byte)'"');
    }

    async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await stream.WriteAsync(_to.Memory, cancellationToken);
        _to.Clear();
    }
}
