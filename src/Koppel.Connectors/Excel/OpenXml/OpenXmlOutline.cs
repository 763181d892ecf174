using System.Xml;
using Koppel.Connectors.Excel.Sheets;
using Koppel.Sdk.Connections;

namespace Koppel.Connectors.Excel.OpenXml;

/// <summary>What an .xlsx or .xlsm workbook says of itself: its sheets, tables and names, and where all that is in the package.</summary>
/// <param name="Part">The part of the workbook.</param>
/// <param name="Sheets">Its sheets, with their parts.</param>
/// <param name="Regions">What can be read as a table.</param>
/// <param name="CountsFrom1904">Whether day 0 is the first of January 1904.</param>
internal sealed record OpenXmlOutline(string Part, IReadOnlyList<SheetPart> Sheets, IReadOnlyList<Region> Regions, bool CountsFrom1904)
{
    /// <summary>Reads it, without reading a cell.</summary>
    /// <exception cref="ConnectorException">There is no workbook.</exception>
    public static OpenXmlOutline Read(OpenXmlPackage package, WorkbookFile file)
    {
        var part = WorkbookPart(package) ?? throw NoWorkbook(package, file);
        var sheets = new List<SheetPart>();
        var names = new List<DefinedName>();
        var countsFrom1904 = false;
        var references = package.References(part);
        using (var reader = package.Open(part)!)
        {
            while (reader.ReadElement())
            {
                var xml = reader.Xml;
                if (xml.LocalName == "workbookPr") countsFrom1904 = IsTrue(xml.GetAttribute("date1904"));
                else if (xml.LocalName == "sheet") sheets.Add(SheetOf(xml, sheets.Count, references));
                else if (xml.LocalName == "definedName" && DefinedName.Read(reader) is { } name) names.Add(name);
            }
        }
        var regions = sheets.Select(s => Region.Of(s.Sheet))
            .Concat(sheets.SelectMany(s => TableParts.Read(package, s)))
            .Concat(DefinedName.Regions(names, [.. sheets.Select(s => s.Sheet)]));
        return new OpenXmlOutline(part, sheets, RegionNames.Assign(regions), countsFrom1904);
    }

    /// <summary>A part that belongs to the workbook: by its reference, or, as some programs leave that out, by its usual name.</summary>
    public string? Companion(OpenXmlPackage package, string type)
    {
        var usual = $"{Part[..(Part.LastIndexOf('/') + 1)]}{type}.xml";
        return package.Find(Part, type) ?? (package.Has(usual) ? usual : null);
    }

    /// <summary>Understands a truth value of XML.</summary>
    public static bool IsTrue(string? value) => value?.Trim() is "1" or "true";

    static SheetPart SheetOf(XmlReader xml, int index, IReadOnlyList<PartReference> references)
    {
        var sheet = new Sheet(index, xml.GetAttribute("name") ?? "", xml.GetAttribute("state") is null or "visible");
        string? id = null;
        for (var more = xml.MoveToFirstAttribute(); more; more = xml.MoveToNextAttribute())
            if (xml.LocalName == "id" && xml.NamespaceURI.Length > 0) id = xml.Value;
        xml.MoveToElement();
        var reference = references.FirstOrDefault(r => r.Id == id);
        return new SheetPart(sheet, reference?.Part, reference?.Type ?? "");
    }

    static string? WorkbookPart(OpenXmlPackage package)
    {
        var part =
            package.Find("", "officeDocument") ?? ByContentType(package) ?? (package.Has("xl/workbook.xml") ? "xl/workbook.xml" : null);
        return part?.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) == true ? part : null;
    }

    /// <summary>The part that the list of types calls the main one of a workbook, for a package without references of its own.</summary>
    static string? ByContentType(OpenXmlPackage package)
    {
        using var reader = package.Open("[Content_Types].xml");
        while (reader?.ReadElement() == true)
        {
            var part = reader.Xml.GetAttribute("PartName")?.Replace('\\', '/').TrimStart('/');
            var type = reader.Xml.GetAttribute("ContentType") ?? "";
            if (part is not null && package.Has(part) && type.EndsWith(".main+xml", StringComparison.OrdinalIgnoreCase)) return part;
        }
        return null;
    }

    static ConnectorException NoWorkbook(OpenXmlPackage package, WorkbookFile file) => file.NoWorkbook(
        package.Has("xl/workbook.bin")
            ? "it is an .xlsb (binary) workbook, which Koppel does not read. Save it in Excel as 'Excel Workbook (.xlsx)'."
        : package.Has("content.xml") ? "it is an OpenDocument file. Save it as 'Excel Workbook (.xlsx)'."
        : "it is a zip archive without a workbook in it. Check the connection's path.");
}

/// <summary>A sheet and where its cells are.</summary>
/// <param name="Sheet">The sheet.</param>
/// <param name="Part">Its part, or null when the workbook refers to none.</param>
/// <param name="Type">What kind of sheet it is, such as <c>worksheet</c> or <c>chartsheet</c>.</param>
internal sealed record SheetPart(Sheet Sheet, string? Part, string Type);
