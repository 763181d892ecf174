using Koppel.Connectors.Excel.Cells;
using Koppel.Connectors.Excel.Sheets;
namespace Koppel.Connectors.Excel.OpenXml;

/// <summary>The Excel tables (Insert, Table) on a sheet.</summary>
internal static class TableParts
{
    /// <summary>The tables of a sheet. A part that cannot be read costs its own table only: that stands under the part's name.</summary>
    public static IEnumerable<Region> Read(OpenXmlPackage package, SheetPart sheet)
    {
        if (sheet.Part is null) return [];
        IEnumerable<PartReference> references = [];
        var damaged = Attempt(sheet.Sheet, sheet.Part, () =>
        {
            references = package.References(sheet.Part);
            return null;
        });
        if (damaged is not null) return [damaged];
        var tables = references.Where(r => r.Type == "table");
        return [.. tables.Select(r => Attempt(sheet.Sheet, r.Part, () => Table(package, r.Part, sheet.Sheet))).OfType<Region>()];
    }

    static Region? Attempt(Sheet sheet, string part, Func<Region?> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (WorkbookFaults.Reason(e) is { } why)
        {
            var name = Path.GetFileNameWithoutExtension(part);
            return new Region { Name = name, Kind = RegionKind.Table, Sheet = sheet, Range = CellRange.All, Damage = why };
        }
    }

    static Region? Table(OpenXmlPackage package, string part, Sheet sheet)
    {
        using var reader = package.Open(part);
        Region? table = null;
        var headings = new List<string>();
        while (reader?.ReadElement() == true)
        {
            if (table is null) table = Table(reader, sheet);
            else if (reader.Xml.LocalName == "tableColumn")
                headings.Add(CellText.Heading(CellText.Unescape(reader.Xml.GetAttribute("name") ?? "")));
            if (table is null) return null;
        }
        return table is null ? null : table with { Headings = headings };
    }

    static Region? Table(PartReader reader, Sheet sheet)
    {
        var xml = reader.Xml;
        var name = xml.GetAttribute("displayName") ?? xml.GetAttribute("name");
        if (name is null || CellRange.Parse(xml.GetAttribute("ref") ?? "") is not { } range) return null;
        var totals = xml.GetAttribute("totalsRowCount") is null or "0" ? 0 : 1;
        return new Region
        {
            Name = name,
            Kind = RegionKind.Table,
            Sheet = sheet,
            Range = range with { LastRow = range.LastRow - totals },
            HasHeadingRow = xml.GetAttribute("headerRowCount") is not "0",
        };
    }
}
