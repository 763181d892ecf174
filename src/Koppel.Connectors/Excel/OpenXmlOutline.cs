using System.Xml.Linq;
using Koppel.Sdk;
using static Koppel.Connectors.Excel.OpenXmlPackage;

namespace Koppel.Connectors.Excel;

/// <summary>Finds the sheets, tables and named ranges of an .xlsx or .xlsm workbook without reading a cell.</summary>
internal static class OpenXmlOutline
{
    const string WorkbookPart = "xl/workbook.xml";

    /// <summary>The regions of the workbook.</summary>
    public static IReadOnlyList<Region> Read(OpenXmlPackage package, WorkbookFile file)
    {
        var workbook = package.Read(WorkbookPart) ?? throw NoWorkbook(package, file);
        if (workbook.Name.NamespaceName == "http://purl.oclc.org/ooxml/spreadsheetml/main")
            throw file.NoWorkbook("it was saved as 'Strict Open XML Spreadsheet'. Save it in Excel as 'Excel Workbook (.xlsx)'.");
        var elements = All(workbook, "sheet").ToList();
        var sheets = elements.Select((e, i) => new Sheet(i, Value(e, "name") ?? "", Value(e, "state") is null or "visible")).ToList();
        var parts = package.References(WorkbookPart);
        return RegionNames.Assign([
            .. sheets.Select(s => new Region { Name = s.Name, Kind = RegionKind.Sheet, Sheet = s, Range = CellRange.All }),
            .. sheets.SelectMany(s => Tables(package, s, PartOf(elements[s.Index], parts))),
            .. DefinedNames.Read(workbook, sheets),
        ]);
    }

    static string? PartOf(XElement sheet, IReadOnlyDictionary<string, (string Type, string Part)> parts)
    {
        var id = sheet.Attributes().FirstOrDefault(a => a.Name.LocalName == "id" && a.Name.NamespaceName.Length > 0)?.Value;
        return id is not null && parts.TryGetValue(id, out var reference) ? reference.Part : null;
    }

    static IEnumerable<Region> Tables(OpenXmlPackage package, Sheet sheet, string? part) =>
        part is null ? [] : package.References(part).Values
            .Where(r => r.Type == "table")
            .Select(r => package.Read(r.Part))
            .OfType<XElement>()
            .Select(table => Table(table, sheet))
            .OfType<Region>();

    static Region? Table(XElement table, Sheet sheet)
    {
        var name = Value(table, "displayName") ?? Value(table, "name");
        if (name is null || CellRange.Parse(Value(table, "ref") ?? "") is not { } range) return null;
        var totals = Value(table, "totalsRowCount") is null or "0" ? 0 : 1;
        return new Region
        {
            Name = name,
            Kind = RegionKind.Table,
            Sheet = sheet,
            Range = range with { LastRow = range.LastRow - totals },
            Headings = [.. All(table, "tableColumn").Select(c => CellText.Heading(CellText.Unescape(Value(c, "name") ?? "")))],
            HasHeadingRow = Value(table, "headerRowCount") is not "0",
        };
    }

    static ConnectorException NoWorkbook(OpenXmlPackage package, WorkbookFile file) => file.NoWorkbook(
        package.Has("xl/workbook.bin") ? "it is an .xlsb (binary) workbook, which Koppel does not read. Save it in Excel as 'Excel Workbook (.xlsx)'."
        : package.Has("content.xml") ? "it is an OpenDocument file. Save it as 'Excel Workbook (.xlsx)'."
        : "it is a zip archive without a workbook in it. Check the connection's path.");
}
