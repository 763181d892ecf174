using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace Koppel.Connectors.Tests.Excel;

/// <summary>Writes small .xlsx files with what ordinary writers leave out: names, tables, errors, hidden sheets, dates from 1904.</summary>
internal sealed class XlsxFile
{
    readonly List<XlsxSheet> _sheets = [];
    readonly List<string> _names = [];
    readonly List<string> _strings = [];
    readonly Dictionary<string, int> _stringNumbers = [];
    readonly List<string> _formats = [];

    public bool Date1904 { get; init; }

    /// <summary>The main namespace: the other one is that of 'Strict Open XML'.</summary>
    public string Namespace { get; init; } = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    public XlsxSheet Sheet(string name, string? state = null)
    {
        _sheets.Add(new XlsxSheet(name, state));
        return _sheets[^1];
    }

    public XlsxFile Name(string name, string reference, int? sheet = null, bool hidden = false)
    {
        var scope = sheet is { } index ? FormattableString.Invariant($" localSheetId=\"{index}\"") : "";
        _names.Add($"<definedName name=\"{Escape(name)}\"{scope}{(hidden ? " hidden=\"1\"" : "")}>{Escape(reference)}</definedName>");
        return this;
    }

    public void Save(string path)
    {
        using var file = File.Create(path);
        using var archive = new ZipArchive(file, ZipArchiveMode.Create);
        for (var i = 0; i < _sheets.Count; i++) Save(archive, _sheets[i], i + 1);
        Add(archive, "xl/workbook.xml", $"""
            <workbook xmlns="{Namespace}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
            <workbookPr{(Date1904 ? " date1904=\"1\"" : "")}/>
            <sheets>{Join(_sheets, Entry)}</sheets>
            {(_names.Count == 0 ? "" : $"<definedNames>{string.Concat(_names)}</definedNames>")}</workbook>
            """);
        Add(archive, "xl/_rels/workbook.xml.rels",
            Relationships(Join(_sheets, (_, i) => Relationship(i, "worksheet", $"worksheets/sheet{i}.xml"))));
        Add(archive, "xl/sharedStrings.xml",
            $"<sst xmlns=\"{Namespace}\">{Join(_strings, (s, _) => $"<si><t xml:space=\"preserve\">{Escape(s)}</t></si>")}</sst>");
        Add(archive, "xl/styles.xml", $"""
            <styleSheet xmlns="{Namespace}">
            <numFmts>{Join(_formats, (f, i) => $"<numFmt numFmtId=\"{200 + i}\" formatCode=\"{Escape(f)}\"/>")}</numFmts>
            <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="20"/><xf numFmtId="46"/>
            {Join(_formats, (_, i) => $"<xf numFmtId=\"{200 + i}\"/>")}</cellXfs></styleSheet>
            """);
    }

    void Save(ZipArchive archive, XlsxSheet sheet, int number)
    {
        var rows = new StringBuilder();
        foreach (var (row, cells) in sheet.Rows)
        {
            rows.Append(CultureInfo.InvariantCulture, $"<row r=\"{row}\">");
            foreach (var (column, value) in cells) rows.Append(Cell(column + row.ToString(CultureInfo.InvariantCulture), value));
            rows.Append("</row>");
        }
        Add(archive, $"xl/worksheets/sheet{number}.xml", $"<worksheet xmlns=\"{Namespace}\"><sheetData>{rows}</sheetData></worksheet>");
        if (sheet.Tables.Count == 0) return;
        Add(archive, $"xl/worksheets/_rels/sheet{number}.xml.rels",
            Relationships(Join(sheet.Tables, (_, i) => Relationship(i, "table", $"../tables/table{number}_{i}.xml"))));
        for (var i = 0; i < sheet.Tables.Count; i++)
            Add(archive, $"xl/tables/table{number}_{i + 1}.xml", sheet.Tables[i].Replace("{ns}", Namespace, StringComparison.Ordinal));
    }

    string Cell(string at, object? value) => value switch
    {
        null => "",
        string text => $"<c r=\"{at}\" t=\"s\"><v>{StringNumber(text)}</v></c>",
        bool truth => $"<c r=\"{at}\" t=\"b\"><v>{(truth ? 1 : 0)}</v></c>",
        XlsxError error => $"<c r=\"{at}\" t=\"e\"><v>{error.Text}</v></c>",
        DateOnly day => Number(at, Serial(day.ToDateTime(default)), 1),
        DateTime time => Number(at, Serial(time), 2),
        TimeOnly time => Number(at, time.ToTimeSpan().TotalDays, 3),
        TimeSpan duration => Number(at, duration.TotalDays, 4),
        XlsxFormatted { Value: TimeOnly time } formatted => Number(at, time.ToTimeSpan().TotalDays, Style(formatted.Format)),
        XlsxFormatted { Value: DateTime time } formatted => Number(at, Serial(time), Style(formatted.Format)),
        _ => Number(at, Convert.ToDouble(value, CultureInfo.InvariantCulture), 0),
    };

    static string Number(string at, double value, int style) =>
        FormattableString.Invariant($"<c r=\"{at}\" s=\"{style}\"><v>{value:R}</v></c>");

    double Serial(DateTime time) => time.ToOADate() - (Date1904 ? 1462 : 0);

    /// <summary>The number of a style with a format of its own; five styles stand before those.</summary>
    int Style(string format)
    {
        if (!_formats.Contains(format)) _formats.Add(format);
        return 5 + _formats.IndexOf(format);
    }

    int StringNumber(string text)
    {
        if (_stringNumbers.TryGetValue(text, out var number)) return number;
        _strings.Add(text);
        return _stringNumbers[text] = _strings.Count - 1;
    }

    static string Entry(XlsxSheet sheet, int number) =>
        $"<sheet name=\"{Escape(sheet.Name)}\" sheetId=\"{number}\"{(sheet.State is null ? "" : $" state=\"{sheet.State}\"")} "
        + $"r:id=\"rId{number}\"/>";

    static string Join<T>(IEnumerable<T> items, Func<T, int, string> write) => string.Concat(items.Select((item, i) => write(item, i + 1)));

    static string Relationships(string inner) =>
        $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{inner}</Relationships>";

    static string Relationship(int id, string type, string target) =>
        $"<Relationship Id=\"rId{id}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{type}\" "
            + $"Target=\"{target}\"/>";

    static string Escape(string text) => SecurityElement.Escape(text);

    static void Add(ZipArchive archive, string part, string xml)
    {
        using var writer = new StreamWriter(archive.CreateEntry(part, CompressionLevel.Fastest).Open());
        writer.Write(xml);
    }
}
