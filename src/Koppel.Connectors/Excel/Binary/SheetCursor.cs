using System.Text;
using ExcelDataReader;
using Koppel.Connectors.Excel.Cells;
using Koppel.Connectors.Excel.Sheets;

namespace Koppel.Connectors.Excel.Binary;

/// <summary>Goes through the rows of an .xls workbook, sheet by sheet, forward only.</summary>
internal sealed class SheetCursor : IDisposable
{
    /// <summary>No .xls sheet has more.</summary>
    const int MostColumns = 256, MostRows = 65_536;

    static readonly DateTime Epoch1900 = new(1899, 12, 31);
    static readonly DateTime Epoch1904 = new(1904, 1, 1);

    readonly IExcelDataReader _reader;
    readonly CancellationToken _cancellationToken;
    readonly Dictionary<string, NumberFormat> _formats = [];
    int _sheet;

    static SheetCursor() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Opens the workbook at its first sheet; the stream stays the caller's.</summary>
    public SheetCursor(Stream stream, CancellationToken cancellationToken)
    {
        _cancellationToken = cancellationToken;
        var guarded = new GuardedStream(stream, cancellationToken);
        _reader = ExcelReaderFactory.CreateReader(guarded, new ExcelReaderConfiguration { LeaveOpen = true });
    }

    /// <summary>The number of sheets.</summary>
    public int Sheets => _reader.ResultsCount;

    /// <summary>The sheet as the library tells it.</summary>
    public Sheet Sheet => new(_sheet, _reader.Name ?? "", _reader.VisibleState is null or "visible");

    /// <summary>How many columns the sheet has, counted to the last one in use.</summary>
    public int Columns => Math.Min(_reader.FieldCount, MostColumns);

    /// <summary>The current row, from 0.</summary>
    public int Row { get; private set; } = -1;

    /// <summary>Goes forward to a sheet.</summary>
    /// <returns>False when the workbook has no such sheet.</returns>
    public bool MoveTo(int sheet)
    {
        for (; _sheet < sheet; _sheet++)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            if (!_reader.NextResult()) return false;
        }
        Row = -1;
        return _sheet == sheet && _sheet < Sheets;
    }

    /// <summary>Goes to the next row.</summary>
    public bool Read()
    {
        if ((++Row & 255) == 0) _cancellationToken.ThrowIfCancellationRequested();
        if (!_reader.Read()) return false;
        return Row < MostRows ? true : throw new InvalidDataException($"it has more than {MostRows} rows, the most that such a file has");
    }

    /// <summary>The value of a cell. One with an error, an empty text or nothing but spaces has none.</summary>
    public Cell Value(int column) => _reader.GetValue(column) switch
    {
        string text => Cell.Of(text),
        int number => Cell.Of((double)number),
        double number => Cell.Of(number),
        bool truth => Cell.Of(truth),
        DateTime time => Of(time, column),
        TimeSpan duration => Cell.Of(duration),
        _ => Cell.Empty,
    };

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    Cell Of(DateTime time, int column)
    {
        // A time of day is kept as a part of the first day that Excel knows; only the cell's format tells the two apart.
        if ((time.Date == Epoch1900 || time.Date == Epoch1904) && Format(column).KindOf(0.5) == FormatKind.Time)
            return Cell.Of(TimeOnly.FromTimeSpan(time.TimeOfDay));
        // The library takes the time of a negative number from its fraction, forward: it lies backward.
        return time.Date < Epoch1900.AddDays(-1) ? Serial.ToCell(time.ToOADate(), FormatKind.Date, false) : Cell.Of(time);
    }

    NumberFormat Format(int column)
    {
        var code = _reader.GetNumberFormatString(column) ?? "";
        if (_formats.TryGetValue(code, out var format)) return format;
        return _formats[code] = NumberFormat.Parse(code);
    }
}
