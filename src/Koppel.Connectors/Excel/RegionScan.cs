using Koppel.Connectors.Excel.Sheets;
using Koppel.Connectors.Excel.Staging;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.Excel;

/// <summary>One reading of a region's rows out of its staged sheet, a batch at a time.</summary>
internal sealed class RegionScan : IDisposable
{
    /// <summary>A batch of long texts is given before it is full, when they have so many characters together.</summary>
    const int MostCharacters = 8 << 20;

    /// <summary>A batch of very many columns holds fewer rows, so that it has about so many cells at most.</summary>
    const int MostCells = 1 << 20;

    const int RowNumberPlace = -1;

    readonly Region _region;
    readonly RegionProfile _profile;
    readonly SheetStage _stage;
    readonly ScanPlan _plan;
    readonly int[] _targets;
    readonly List<int> _numbers = [];
    readonly int _last;
    readonly int _capacity;
    long _left;
    RowBatch? _batch;
    StageReader? _rows;

    /// <summary>Begins; the stage is opened at the first batch.</summary>
    public RegionScan(Region region, RegionProfile profile, SheetStage stage, ScanPlan plan)
    {
        (_region, _profile, _stage, _plan) = (region, profile, stage, plan);
        var columns = plan.Request.Columns;
        _last = region.Range.FirstColumn + region.Width(stage.Columns) - 1;
        _targets = new int[Math.Max(0, _last - region.Range.FirstColumn + 1)];
        Array.Fill(_targets, -1);
        for (var c = 0; c < columns.Count; c++)
        {
            if (PlaceOf(profile, columns[c]) is >= 0 and var place) _targets[place - region.Range.FirstColumn] = c;
            else _numbers.Add(c);
        }
        _capacity = Math.Clamp(MostCells / Math.Max(1, columns.Count), 1, RowBatch.Capacity);
        _left = Math.Min(plan.PushedLimit ?? long.MaxValue, profile.Rows);
    }

    /// <summary>The next rows, in the batch of those before, or null after the last.</summary>
    public RowBatch? Next(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_left <= 0) return null;
        var batch = _batch ??= new RowBatch(_plan.Request.Columns, _capacity);
        batch.Clear();
        if (_plan.Request.Columns.Count == 0) Count(batch);
        else Fill(batch, _rows ??= _stage.Open(_profile.FirstRow));
        return batch.Count > 0 ? batch : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _rows?.Dispose();

    static int PlaceOf(RegionProfile profile, Column column)
    {
        if (string.Equals(column.Name, RegionProfile.RowNumber, StringComparison.OrdinalIgnoreCase)) return RowNumberPlace;
        foreach (var (candidate, place) in profile.Columns)
            if (string.Equals(candidate.Name, column.Name, StringComparison.OrdinalIgnoreCase)) return place;
        throw new ArgumentException($"There is no column '{column.Name}'.", nameof(column));
    }

    /// <summary>Only the number of rows is wanted, and that is known.</summary>
    void Count(RowBatch batch)
    {
        for (; !batch.IsFull && _left > 0; _left--) batch.AddRow();
    }

    void Fill(RowBatch batch, StageReader rows)
    {
        var characters = 0;
        while (!batch.IsFull && _left > 0 && characters < MostCharacters)
        {
            if (!rows.Read() || rows.Row > _region.Range.LastRow)
            {
                _left = 0;
                return;
            }
            if (Write(batch, rows) is not (>= 0 and var size)) continue;
            characters += size;
            _left--;
        }
    }

    /// <summary>Adds a row unless it has no value in the region.</summary>
    /// <returns>How many characters its texts have, or -1 when it was not added.</returns>
    int Write(RowBatch batch, StageReader rows)
    {
        var row = -1;
        var characters = 0;
        while (rows.ReadCell(out var column, out var cell))
        {
            if (column < _region.Range.FirstColumn || column > _last) continue;
            if (row < 0) row = Begin(batch, rows.Row);
            if (_targets[column - _region.Range.FirstColumn] is not (>= 0 and var target)) continue;
            var whole = rows.Text(cell);
            characters += whole.Text?.Length ?? 0;
            if (!whole.Write(batch[target], row))
                throw new InvalidOperationException(
                    $"Column {target} of {_region.Title} holds {cell.Kind}, which it was not found to hold.");
        }
        return row < 0 ? -1 : characters;
    }

    int Begin(RowBatch batch, int sheetRow)
    {
        var row = batch.AddRow();
        for (var c = 0; c < batch.Columns.Count; c++) batch[c].SetNull(row);
        foreach (var c in _numbers) batch[c].SetLong(row, sheetRow + 1);
        return row;
    }
}
