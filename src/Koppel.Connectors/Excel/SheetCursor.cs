using System.Text;
using ExcelDataReader;

namespace Koppel.Connectors.Excel;

/// <summary>Goes through the rows of a workbook, sheet by sheet, forward only.</summary>
internal sealed class SheetCursor : IDisposable
{
    static readonly DateTime Epoch1900 = new(1899, 12, 31);
    static readonly DateTime Epoch1904 = new(1904, 1, 1);

    readonly IExcelDataReader _reader;
    int _sheet;

    static SheetCursor() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Opens the workbook at its first sheet.</summary>
    public SheetCursor(Stream stream) => _reader = ExcelReaderFactory.CreateReader(stream);

    /// <summary>The number of sheets.</summary>
    public int Sheets => _reader.ResultsCount;

    /// <summary>The sheet as the library tells it.</summary>
    public Sheet Sheet => new(_sheet, _reader.Name, _reader.VisibleState is null or "visible");

    /// <summary>How many columns the sheet has, counted to the last one in use.</summary>
    public int Columns => _reader.FieldCount;

    /// <summary>The current row, from 0.</summary>
    public int Row { get; private set; } = -1;

    /// <summary>Goes forward to a sheet.</summary>
    /// <returns>False when the workbook has no such sheet.</returns>
    public bool MoveTo(int sheet, CancellationToken cancellationToken)
    {
        for (; _sheet < sheet; _sheet++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!_reader.NextResult()) return false;
        }
        Row = -1;
        return _sheet == sheet && _sheet < Sheets;
    }

    /// <summary>Goes to the next row.</summary>
    public bool Read()
    {
        Row++;
        return _reader.Read();
    }

    /// <summary>
    /// The value of a cell: string, double, bool, DateTime, TimeOnly (a time of day), TimeSpan (an amount of time) or null. A cell with an
    /// error, an empty text or nothing but spaces has none.
    /// </summary>
    public object? Value(int column) => column >= Columns ? null : _reader.GetValue(column) switch
    {
        string text when string.IsNullOrWhiteSpace(text) => null,
        int number => (double)number,
        double number when !double.IsFinite(number) => null,
        DateTime time when (time.Date == Epoch1900 || time.Date == Epoch1904) && IsTimeOnly(column) => TimeOnly.FromTimeSpan(time.TimeOfDay),
        TimeSpan duration => TimeSpan.FromMilliseconds(Math.Round(duration.TotalMilliseconds)),
        var value => value,
    };

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    /// <summary>A time of day is kept as a part of the first day that Excel knows; only the cell's format tells the two apart.</summary>
    bool IsTimeOnly(int column)
    {
        var format = _reader.GetNumberFormatString(column) ?? "";
        for (var i = 0; i < format.Length; i++)
        {
            switch (format[i])
            {
                case 'y' or 'Y' or 'd' or 'D': return false;
                case '\\' or '_' or '*': i++; break;
                case '"': i = End(format, '"', i); break;
                case '[': i = End(format, ']', i); break;
                default: break;
            }
        }
        return true;
    }

    static int End(string format, char mark, int start) => format.IndexOf(mark, start + 1) is var end and >= 0 ? end : format.Length;
}
