using Koppel.Connectors.Excel.Cells;

namespace Koppel.Connectors.Excel.Staging;

/// <summary>
/// Writes a <see cref="SheetStage"/>. Cells may come in any order within their row, and rows in any order: what came out of order is put in
/// order, and of two values for one cell the later counts.
/// </summary>
internal sealed class StageWriter : IDisposable
{
    const int MemoryLimit = 16 << 20, Stride = 1024, LargestRow = 256 << 20;

    readonly List<(int Column, StageCode Code, int Start, int End)> _cells = [];
    readonly List<(int RowBefore, int Row, long Offset)> _places = [];
    readonly ByteWriter _head = new();
    readonly ByteWriter _record = new();
    readonly ByteWriter _sorted = new();
    SpillBuffer? _rows = new(MemoryLimit);
    int _row = -1;
    int _rowBefore = -1;
    int _lastColumn;
    long _count;
    bool _isInOrder;
    bool _areRowsInOrder = true;
    int _columns;

    /// <summary>The workbook's shared texts, once a cell has one of them.</summary>
    public SharedTexts? Texts { get; set; }

    /// <summary>Begins a row, counted from 0.</summary>
    public void BeginRow(int row)
    {
        _row = row;
        _cells.Clear();
        _record.Clear();
        _lastColumn = -1;
        _isInOrder = true;
    }

    /// <summary>Adds a cell, its column counted from 0; an empty one is left out.</summary>
    public void Add(int column, in Cell cell)
    {
        if (cell.IsEmpty) return;
        var code = CodeOf(cell);
        var start = Head(column, code);
        if (code is StageCode.Number or StageCode.Timestamp) _record.Fixed(cell.Bits);
        else if (code == StageCode.Text) _record.Text(cell.Text);
        else if (cell.Kind != CellKinds.Boolean) _record.Signed(cell.Bits);
        _cells.Add((column, code, start, _record.Length));
    }

    /// <summary>Adds a cell with a shared text.</summary>
    public void AddShared(int column, int number)
    {
        var start = Head(column, StageCode.Shared);
        _record.Variable((ulong)number);
        _cells.Add((column, StageCode.Shared, start, _record.Length));
    }

    /// <summary>Ends a row. One without values leaves no trace.</summary>
    /// <exception cref="InvalidDataException">It is too large.</exception>
    public void EndRow()
    {
        if (_cells.Count == 0) return;
        if (_record.Length > LargestRow)
            throw new InvalidDataException(FormattableString.Invariant($"row {_row + 1} has more than {LargestRow >> 20} MB of text"));
        var record = _isInOrder ? _record : Sorted();
        _columns = Math.Max(_columns, _lastColumn + 1);
        _areRowsInOrder &= _row > _rowBefore;
        if (_count++ % Stride == 0) _places.Add((_rowBefore, _row, _rows!.Length));
        _head.Clear();
        _head.Signed(_row - _rowBefore);
        _head.Variable((ulong)record.Length);
        _rows!.Append(_head.Written);
        _rows.Append(record.Written);
        _rowBefore = _row;
    }

    /// <summary>All rows are there. The stage is the caller's.</summary>
    public SheetStage Finish()
    {
        _rows!.Seal();
        if (!_areRowsInOrder) return InOrder();
        Texts?.Retain();
        var stage = new SheetStage(_rows, _places, Texts, _columns);
        _rows = null;
        return stage;
    }

    /// <inheritdoc/>
    public void Dispose() => _rows?.Dispose();

    static StageCode CodeOf(in Cell cell) => cell.Kind switch
    {
        CellKinds.Whole => StageCode.Whole,
        CellKinds.Number => StageCode.Number,
        CellKinds.Boolean => cell.Bits == 0 ? StageCode.False : StageCode.True,
        CellKinds.Date => StageCode.Date,
        CellKinds.Timestamp => StageCode.Timestamp,
        CellKinds.Time => StageCode.Time,
        CellKinds.Duration => StageCode.Duration,
        CellKinds.Text => StageCode.Text,
        _ => throw new InvalidOperationException($"A cell holds {cell.Kind}, which is no single kind."),
    };

    /// <summary>Writes what stands before a value, as long as cells come in order, and gives the place of the value.</summary>
    int Head(int column, StageCode code)
    {
        _isInOrder &= column > _lastColumn;
        if (_isInOrder) _record.Variable((ulong)(column - _lastColumn - 1) << 4 | (ulong)code);
        _lastColumn = Math.Max(_lastColumn, column);
        return _record.Length;
    }

    /// <summary>The row's cells by column, of those for one column only the last.</summary>
    ByteWriter Sorted()
    {
        _sorted.Clear();
        var before = -1;
        foreach (var group in _cells.GroupBy(c => c.Column).OrderBy(g => g.Key))
        {
            var (column, code, start, end) = group.Last();
            _sorted.Variable((ulong)(column - before - 1) << 4 | (ulong)code);
            _sorted.Bytes(_record.Written[start..end]);
            before = column;
        }
        return _sorted;
    }

    /// <summary>Writes all rows once more, by their numbers.</summary>
    SheetStage InOrder()
    {
        var rows = new List<(int Row, long Start, long End)>();
        var reader = new ByteReader(_rows!, 1 << 16);
        for (var row = -1; !reader.IsAtEnd;)
        {
            row += (int)reader.Signed();
            var size = (long)reader.Variable();
            rows.Add((row, reader.Position, reader.Position + size));
            reader.Skip(size);
        }
        using var writer = new StageWriter { Texts = Texts };
        foreach (var group in rows.GroupBy(r => r.Row).OrderBy(g => g.Key))
        {
            writer.BeginRow(group.Key);
            foreach (var (_, start, end) in group) writer.Copy(reader, start, end);
            writer.EndRow();
        }
        return writer.Finish();
    }

    void Copy(ByteReader reader, long start, long end)
    {
        reader.Seek(start);
        for (var column = -1; reader.Position < end;)
        {
            var head = reader.Variable();
            column += 1 + (int)(head >> 4);
            var code = (StageCode)(head & 15);
            if (code == StageCode.Shared) AddShared(column, (int)reader.Variable());
            else Add(column, code == StageCode.Text ? new Cell(CellKinds.Text, 0, reader.Text()) : StageReader.Value(code, reader));
        }
    }
}
