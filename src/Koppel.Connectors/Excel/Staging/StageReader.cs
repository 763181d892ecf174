using Koppel.Connectors.Excel.Cells;

namespace Koppel.Connectors.Excel.Staging;

/// <summary>Reads the rows of a <see cref="SheetStage"/>, from first to last. For one thread.</summary>
internal sealed class StageReader : IDisposable
{
    const int Window = 1 << 16;

    readonly SpillBuffer _cells;
    readonly SharedTexts? _texts;
    readonly SharedTexts.Reader? _shared;
    readonly ByteReader _reader;
    readonly int _firstRow;
    long _end;
    int _column;
    bool _isDisposed;

    /// <summary>Begins at a place. Both were retained for this reader, which lets them go.</summary>
    public StageReader(SpillBuffer cells, SharedTexts? texts, (int RowBefore, long Offset) place, int firstRow)
    {
        (_cells, _texts, _firstRow) = (cells, texts, firstRow);
        _shared = texts?.Open();
        _reader = new ByteReader(cells, Window);
        _reader.Seek(place.Offset);
        _end = place.Offset;
        Row = place.RowBefore;
    }

    /// <summary>The row, from 0.</summary>
    public int Row { get; private set; }

    /// <summary>Goes to the next row that has a value.</summary>
    /// <returns>False after the last.</returns>
    public bool Read()
    {
        do
        {
            _reader.Seek(_end);
            if (_reader.IsAtEnd) return false;
            Row += (int)_reader.Signed();
            var size = (long)_reader.Variable();
            _end = _reader.Position + size;
        }
        while (Row < _firstRow);
        _column = -1;
        return true;
    }

    /// <summary>Goes to the row's next cell, by column. Of a text only its place is told: <see cref="Text"/> has it.</summary>
    /// <returns>False after the last.</returns>
    public bool ReadCell(out int column, out Cell cell)
    {
        if (_reader.Position >= _end)
        {
            (column, cell) = (-1, Cell.Empty);
            return false;
        }
        var head = _reader.Variable();
        _column += 1 + (int)(head >> 4);
        column = _column;
        cell = Value((StageCode)(head & 15), _reader);
        return true;
    }

    /// <summary>The cell with its text, as long as the row is the same.</summary>
    public Cell Text(in Cell cell)
    {
        if (cell is not { Kind: CellKinds.Text, Text: null }) return cell;
        if (cell.Bits >= 0) return cell with { Text = _shared!.Get((int)cell.Bits) };
        var next = _reader.Position;
        _reader.Seek(~cell.Bits);
        var text = _reader.Text();
        _reader.Seek(next);
        return cell with { Text = text };
    }

    /// <summary>Reads a value. Of a shared text it has the number, of another one the place, as a number below 0.</summary>
    public static Cell Value(StageCode code, ByteReader reader) => code switch
    {
        StageCode.Whole => new(CellKinds.Whole, reader.Signed()),
        StageCode.Number => new(CellKinds.Number, reader.Fixed()),
        StageCode.False => new(CellKinds.Boolean, 0),
        StageCode.True => new(CellKinds.Boolean, 1),
        StageCode.Date => new(CellKinds.Date, reader.Signed()),
        StageCode.Timestamp => new(CellKinds.Timestamp, reader.Fixed()),
        StageCode.Time => new(CellKinds.Time, reader.Signed()),
        StageCode.Duration => new(CellKinds.Duration, reader.Signed()),
        StageCode.Shared => new(CellKinds.Text, (long)reader.Variable()),
        StageCode.Text => new(CellKinds.Text, ~reader.PassText()),
        _ => throw new InvalidOperationException($"A staged sheet has no value of the form {code}."),
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        _cells.Dispose();
        _texts?.Dispose();
    }
}
