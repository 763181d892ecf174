using System.Globalization;
using Koppel.Connectors.Excel.Cells;
using Koppel.Connectors.Excel.Sheets;
using Koppel.Connectors.Excel.Staging;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.Excel;

/// <summary>
/// Looks at all rows of a region once: keeps the first ones until the headings are found, and of the others only which kinds of value
/// each column holds.
/// </summary>
internal sealed class RegionProfiler
{
    readonly Region _region;
    readonly HeaderRule _rule;
    readonly int _firstColumn;
    readonly CellKinds[] _kinds;
    List<SheetRow>? _waiting = [];
    string?[] _headings;
    int _firstRow;
    int _lastRow;
    int? _heading;
    int _titles;
    long _rows;

    /// <summary>Begins with a sheet of that many columns.</summary>
    public RegionProfiler(Region region, int sheetColumns, HeaderRule rule)
    {
        (_region, _firstColumn) = (region, region.Range.FirstColumn);
        // A range below that row has its headings somewhere else.
        _rule = rule.Kind == HeaderKind.Row && rule.Row <= region.Range.FirstRow ? new HeaderRule(HeaderKind.Auto) : rule;
        var width = region.Width(sheetColumns);
        _kinds = new CellKinds[width];
        _headings = new string?[width];
        _firstRow = region.Range.FirstRow;
        if (region.Headings is not { } known) return;
        _headings = [.. known.Take(width), .. Enumerable.Repeat<string?>(null, Math.Max(0, width - known.Count))];
        if (region.HasHeadingRow) _heading = _firstRow++;
        _waiting = null;
    }

    /// <summary>Why the region is no table, or null. It counts after <see cref="Finish"/>.</summary>
    public string? Problem { get; private set; }

    /// <summary>Takes the row at which the reader stands.</summary>
    public void Add(StageReader row)
    {
        if (row.Row < _firstRow) return;
        if (row.Row < _rule.Row - 1 && _waiting is not null)
        {
            if (!IsEmpty(row)) _titles++;
            return;
        }
        if (_waiting is null)
        {
            Count(row);
            return;
        }
        var cells = new Cell[_kinds.Length];
        var isEmpty = true;
        while (row.ReadCell(out var column, out var cell))
        {
            if (column < _firstColumn || column - _firstColumn >= cells.Length) continue;
            cells[column - _firstColumn] = row.Text(cell);
            isEmpty = false;
        }
        if (isEmpty) return;
        _waiting.Add(new SheetRow(row.Row, cells));
        if (_waiting.Count == HeaderFinder.Window) FindHeader();
    }

    /// <summary>The result after the last row, or null when there is a <see cref="Problem"/>.</summary>
    public RegionProfile? Finish()
    {
        if (_waiting is { Count: 0 } || _kinds.Length == 0) Problem = _rule.Row > 0 && _titles > 0
            ? $"no cell has a value from row {_rule.Row.ToString(CultureInfo.InvariantCulture)} on, which is to hold the headings"
            : "it is empty: no cell has a value";
        else if (_waiting is not null) FindHeader();
        return Problem is null ? new RegionProfile(Columns(), _firstRow, _rows) { Place = Place() } : null;
    }

    void FindHeader()
    {
        if (_waiting is not { } rows) return;
        _waiting = null;
        var header = _rule.Kind switch
        {
            HeaderKind.None => -1,
            HeaderKind.First or HeaderKind.Row => 0,
            _ => HeaderFinder.Find(rows, _firstColumn).Index,
        };
        if (_rule.Kind == HeaderKind.Auto && header < 0) Problem = HeaderFinder.Find(rows, _firstColumn).Problem;
        if (_rule.Kind == HeaderKind.Row && rows[0].Row != _rule.Row - 1)
            Problem = $"row {_rule.Row.ToString(CultureInfo.InvariantCulture)}, which is to hold the headings, is empty";
        if (header >= 0)
        {
            _headings = [.. rows[header].Cells.Select(c => c.IsEmpty ? null : CellText.Heading(CellText.Render(c)))];
            _firstRow = rows[header].Row + 1;
            (_heading, _titles) = (rows[header].Row, _titles + header);
        }
        foreach (var row in rows.Skip(header + 1))
        {
            for (var c = 0; c < row.Cells.Length; c++) _kinds[c] |= row.Cells[c].Kind;
            _lastRow = row.Row;
            _rows++;
        }
    }

    bool IsEmpty(StageReader row)
    {
        while (row.ReadCell(out var column, out _))
            if (column >= _firstColumn && column - _firstColumn < _kinds.Length) return false;
        return true;
    }

    void Count(StageReader row)
    {
        var isEmpty = true;
        while (row.ReadCell(out var column, out var cell))
        {
            if (column < _firstColumn || column - _firstColumn >= _kinds.Length) continue;
            _kinds[column - _firstColumn] |= cell.Kind;
            isEmpty = false;
        }
        if (isEmpty) return;
        _lastRow = row.Row;
        _rows++;
    }

    FileRegion Place()
    {
        var (first, last) = (_heading ?? _firstRow, Math.Max(_lastRow, _heading ?? _firstRow));
        var cells = FormattableString.Invariant(
            $"{CellRange.Letters(_firstColumn)}{first + 1}:{CellRange.Letters(_firstColumn + _kinds.Length - 1)}{last + 1}");
        return new FileRegion(cells, _heading + 1, _titles, _rows);
    }

    List<(Column, int)> Columns()
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { RegionProfile.RowNumber };
        var columns = new List<(Column, int)>();
        for (var c = 0; c < _kinds.Length; c++)
        {
            if (_headings[c] is null && _kinds[c] == CellKinds.None) continue;
            var letters = CellRange.Letters(_firstColumn + c);
            var name = UniqueName.Add(taken, _headings[c] is { Length: > 0 } heading ? heading : letters);
            columns.Add(
                (new Column(name, _kinds[c].ToColumnKind()) { ReadOnly = true, Description = $"Column {letters}." }, _firstColumn + c));
        }
        return columns;
    }
}
