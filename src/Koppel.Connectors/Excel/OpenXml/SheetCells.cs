using System.Globalization;
using System.Xml;
using Koppel.Connectors.Excel.Cells;
using Koppel.Connectors.Excel.Staging;

namespace Koppel.Connectors.Excel.OpenXml;

/// <summary>Reads the cells of a sheet's part, once, into a stage.</summary>
internal sealed class SheetCells
{
    const int MostRows = 1_048_576, MostColumns = 16_384;

    const NumberStyles Digits = NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;

    readonly PartReader _reader;
    readonly XmlReader _xml;
    readonly CellValues _values;
    readonly Func<SharedTexts?> _findTexts;
    readonly StageWriter _stage;
    // Names are the reader's own objects: one and the same for the same name.
    readonly object _rowName, _cellName, _valueName, _inlineName, _placeName, _typeName, _styleName;
    int _row = -1;
    int _column;
    bool _isRowKnown;

    /// <summary>Begins with a part.</summary>
    SheetCells(PartReader reader, CellValues values, Func<SharedTexts?> findTexts, StageWriter stage)
    {
        (_reader, _xml, _values, _findTexts, _stage) = (reader, reader.Xml, values, findTexts, stage);
        var names = _xml.NameTable;
        (_rowName, _cellName, _valueName, _inlineName) = (names.Add("row"), names.Add("c"), names.Add("v"), names.Add("is"));
        (_placeName, _typeName, _styleName) = (names.Add("r"), names.Add("t"), names.Add("s"));
    }

    /// <summary>Reads a part. The shared texts are looked for when a cell refers to one.</summary>
    /// <exception cref="InvalidDataException">A cell is not what a cell can be; the message says which.</exception>
    public static SheetStage Read(PartReader reader, CellValues values, Func<SharedTexts?> findTexts)
    {
        using var stage = new StageWriter();
        var cells = new SheetCells(reader, values, findTexts, stage);
        while (reader.ReadElement())
        {
            if (reader.Xml.Depth == 0) continue;
            if (reader.Xml.LocalName != "sheetData")
            {
                reader.Skip();
                continue;
            }
            cells.ReadRows();
            reader.Drain();
            break;
        }
        return stage.Finish();
    }

    void ReadRows()
    {
        if (_xml.IsEmptyElement) return;
        var depth = _xml.Depth;
        while (_reader.Read() && _xml.Depth > depth)
        {
            if (_xml.NodeType != XmlNodeType.Element) continue;
            if ((object)_xml.LocalName == _rowName) ReadRow();
            else _reader.Skip();
        }
    }

    void ReadRow()
    {
        var place = _xml.GetAttribute("r");
        _isRowKnown = place is not null;
        if (place is null) _row++;
        else if (int.TryParse(place, Digits, CultureInfo.InvariantCulture, out var row) && row > 0) _row = row - 1;
        else throw Fault($"a row has the number '{Short(place)}'");
        if (_row >= MostRows) throw Fault($"there is a row after number {MostRows}, the last that Excel has");
        if (_xml.IsEmptyElement) return;
        _column = -1;
        _stage.BeginRow(_row);
        var depth = _xml.Depth;
        while (_reader.Read() && _xml.Depth > depth)
        {
            if (_xml.NodeType != XmlNodeType.Element) continue;
            if ((object)_xml.LocalName == _cellName) ReadCell();
            else _reader.Skip();
        }
        _stage.EndRow();
    }

    void ReadCell()
    {
        _column++;
        var type = "";
        var style = 0;
        for (var more = _xml.MoveToFirstAttribute(); more; more = _xml.MoveToNextAttribute())
        {
            object name = _xml.LocalName;
            if (_xml.Prefix.Length > 0) continue;
            if (name == _placeName) Place(_xml.Value);
            else if (name == _typeName) type = _xml.Value;
            else if (name == _styleName && !int.TryParse(_xml.Value, Digits, CultureInfo.InvariantCulture, out style)) style = int.MaxValue;
        }
        _xml.MoveToElement();
        _isRowKnown = true;
        if (_column >= MostColumns) throw Fault($"row {_row + 1} has a cell after column XFD, the last that Excel has");
        if (_xml.IsEmptyElement) return;
        var depth = _xml.Depth;
        while (_reader.Read() && _xml.Depth > depth)
        {
            if (_xml.NodeType != XmlNodeType.Element) continue;
            if ((object)_xml.LocalName == _valueName) ReadValue(type, style);
            else if ((object)_xml.LocalName == _inlineName) Add(Cell.Of(SharedTextPart.Text(_reader) ?? throw TooLong()));
            else _reader.Skip();
        }
    }

    void ReadValue(string type, int style)
    {
        if (type == "s") AddShared(_reader.Text(SharedTextPart.LongestText) ?? throw TooLong());
        else if (type is "str" or "inlineStr") Add(Cell.Of(SharedTextPart.Value(_reader) ?? throw TooLong()));
        else Add(_values.Read(type, _reader.Text(SharedTextPart.LongestText) ?? throw TooLong(), style));
    }

    void Add(in Cell cell) => _stage.Add(_column, cell);

    void AddShared(string written)
    {
        if (string.IsNullOrWhiteSpace(written)) return;
        _stage.Texts ??= _findTexts();
        var texts = _stage.Texts;
        var isNumber = int.TryParse(written, Digits, CultureInfo.InvariantCulture, out var number);
        if (!isNumber || number >= (texts?.Count ?? 0))
            throw Fault($"cell {Name} has text number '{Short(written)}', and the workbook has {texts?.Count ?? 0} texts");
        if (texts!.IsTooLong(number)) throw TooLong();
        if (!texts.IsBlank(number)) _stage.AddShared(_column, number);
    }

    /// <summary>Understands where a cell is; its row counts only when the row itself does not tell.</summary>
    void Place(string place)
    {
        var column = 0;
        var at = 0;
        for (; at < place.Length && at < 4 && char.IsAsciiLetter(place[at]); at++) column = column * 26 + (place[at] & ~32) - 'A' + 1;
        var row = 0;
        var digits = at;
        for (; at < place.Length && at - digits < 7 && char.IsAsciiDigit(place[at]); at++) row = row * 10 + place[at] - '0';
        if (column == 0 || row == 0 || at < place.Length)
            throw Fault($"a cell in row {_row + 1} is at '{Short(place)}', which is no place in a sheet");
        _column = column - 1;
        if (_isRowKnown) return;
        if (row > MostRows) throw Fault($"there is a row after number {MostRows}, the last that Excel has");
        _row = row - 1;
        _stage.BeginRow(_row);
    }

    string Name => CellRange.Letters(_column) + (_row + 1).ToString(CultureInfo.InvariantCulture);

    static string Short(string text) => text.Length > 30 ? text[..30] + "…" : text;

    InvalidDataException TooLong() =>
        Fault($"cell {Name} has a text of more than {SharedTextPart.LongestText} characters, the most that Excel has");

    InvalidDataException Fault(FormattableString what) => new(_reader.Place(FormattableString.Invariant(what)));
}
