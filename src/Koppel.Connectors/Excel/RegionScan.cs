using Koppel.Sdk;

namespace Koppel.Connectors.Excel;

/// <summary>One reading of a region's rows, a batch at a time. The file is opened at the first batch.</summary>
internal sealed class RegionScan(WorkbookFile file, FileVersion version, Region region, RegionProfile profile, ScanPlan plan) : IDisposable
{
    readonly int[] _places = [.. plan.Request.Columns.Select(c => PlaceOf(profile, c))];
    long _left = plan.PushedLimit ?? long.MaxValue;
    FileStream? _stream;
    SheetCursor? _cursor;
    bool _isOver;

    const int RowNumberPlace = -1;

    /// <summary>The next rows, or null after the last.</summary>
    public RowBatch? Next(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var batch = new RowBatch(plan.Request.Columns);
            _isOver = _isOver || _left <= 0;
            if (!_isOver) Fill(batch, _cursor ??= Open(cancellationToken), cancellationToken);
            return batch.Count > 0 ? batch : null;
        }
        catch (Exception e) when (WorkbookReading.Fault(file, e) is { } fault)
        {
            throw fault;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _cursor?.Dispose();
        _stream?.Dispose();
    }

    static int PlaceOf(RegionProfile profile, Column column)
    {
        if (string.Equals(column.Name, RegionProfile.RowNumber, StringComparison.OrdinalIgnoreCase)) return RowNumberPlace;
        foreach (var (candidate, place) in profile.Columns)
            if (string.Equals(candidate.Name, column.Name, StringComparison.OrdinalIgnoreCase)) return place;
        throw new ArgumentException($"There is no column '{column.Name}'.", nameof(column));
    }

    SheetCursor Open(CancellationToken cancellationToken)
    {
        _stream = file.Open();
        if (WorkbookFile.VersionOf(_stream) != version) throw file.Changed(region);
        var cursor = new SheetCursor(_stream);
        if (cursor.MoveTo(region.Sheet.Index, cancellationToken)) return cursor;
        cursor.Dispose();
        throw file.Changed(region);
    }

    void Fill(RowBatch batch, SheetCursor cursor, CancellationToken cancellationToken)
    {
        while (!batch.IsFull && _left > 0)
        {
            if (!cursor.Read() || cursor.Row > region.Range.LastRow)
            {
                _isOver = true;
                return;
            }
            if ((cursor.Row & 1023) == 0) cancellationToken.ThrowIfCancellationRequested();
            if (cursor.Row < profile.FirstRow || IsEmpty(cursor)) continue;
            Write(batch, cursor);
            _left--;
        }
    }

    bool IsEmpty(SheetCursor cursor)
    {
        foreach (var (_, place) in profile.Columns)
            if (cursor.Value(place) is not null) return false;
        return true;
    }

    void Write(RowBatch batch, SheetCursor cursor)
    {
        var row = batch.AddRow();
        for (var c = 0; c < _places.Length; c++)
        {
            if (_places[c] == RowNumberPlace) batch[c].SetLong(row, cursor.Row + 1);
            else if (!CellValue.Write(batch[c], row, cursor.Value(_places[c]))) throw file.Changed(region);
        }
    }
}
