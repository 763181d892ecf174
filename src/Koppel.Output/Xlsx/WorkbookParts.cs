using System.Globalization;
using System.Text;

namespace Koppel.Output.Xlsx;

/// <summary>The parts of a workbook beside its sheets.</summary>
static class WorkbookParts
{
    const string Head = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""";
    const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const string Package = "http://schemas.openxmlformats.org/package/2006";
    const string Media = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    /// <summary>Where a sheet stands in the package, counted from 1.</summary>
    public static string SheetPath(int number) => string.Create(CultureInfo.InvariantCulture, $"xl/worksheets/sheet{number}.xml");

    /// <summary>The names and texts of the parts.</summary>
    public static IEnumerable<(string Name, string Text)> All(IReadOnlyList<string> sheets) =>
    [
        ("[Content_Types].xml", ContentTypes(sheets.Count)),
        ("_rels/.rels",
            $"""{Head}<Relationships xmlns="{Package}/relationships"><Relationship """
                + $"""Id="rId1" Type="{Office}/officeDocument" Target="xl/workbook.xml"/></Relationships>"""),
        ("xl/workbook.xml", Workbook(sheets)),
        ("xl/_rels/workbook.xml.rels", Relationships(sheets.Count)),
        ("xl/styles.xml", Styles),
    ];

    static string ContentTypes(int sheets)
    {
        var xml = new StringBuilder(Head)
            .Append(CultureInfo.InvariantCulture, $"""<Types xmlns="{Package}/content-types">""")
            .Append("""<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>""")
            .Append("""<Default Extension="xml" ContentType="application/xml"/>""")
            .Append(CultureInfo.InvariantCulture, $"""<Override PartName="/xl/workbook.xml" ContentType="{Media}.sheet.main+xml"/>""")
            .Append(CultureInfo.InvariantCulture, $"""<Override PartName="/xl/styles.xml" ContentType="{Media}.styles+xml"/>""");
        for (var i = 1; i <= sheets; i++)
            xml.Append(CultureInfo.InvariantCulture, $"""<Override PartName="/{SheetPath(i)}" ContentType="{Media}.worksheet+xml"/>""");
        return xml.Append("</Types>").ToString();
    }

    static string Workbook(IReadOnlyList<string> sheets)
    {
        var xml = new StringBuilder(Head).Append(CultureInfo.InvariantCulture, $"""<workbook xmlns="{Main}" xmlns:r="{Office}"><sheets>""");
        for (var i = 1; i <= sheets.Count; i++)
            xml.Append(CultureInfo.InvariantCulture, $"""<sheet name="{XmlText.Of(sheets[i - 1])}" sheetId="{i}" r:id="rId{i}"/>""");
        return xml.Append("</sheets></workbook>").ToString();
    }

    static string Relationships(int sheets)
    {
        var xml = new StringBuilder(Head).Append(CultureInfo.InvariantCulture, $"""<Relationships xmlns="{Package}/relationships">""");
        for (var i = 1; i <= sheets; i++)
            xml.Append(CultureInfo.InvariantCulture,
                $"""<Relationship Id="rId{i}" Type="{Office}/worksheet" Target="worksheets/sheet{i}.xml"/>""");
        return xml.Append(CultureInfo.InvariantCulture,
            $"""<Relationship Id="rId{sheets + 1}" Type="{Office}/styles" Target="styles.xml"/></Relationships>""").ToString();
    }

    // The cell formats in the order of CellStyle.
    const string Styles =
        $"""{Head}<styleSheet xmlns="{Main}"><numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/><numFmt """
            + $"""numFmtId="165" formatCode="yyyy\-mm\-dd\ hh:mm:ss"/><numFmt numFmtId="166" formatCode="hh:mm:ss"/></numFmts>""" +
        """<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name """
        + """val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill """
        + """patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>""" +
        """<cellXfs count="5"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" """
        + """applyNumberFormat="1"/><xf numFmtId="166" applyNumberFormat="1"/></cellXfs></styleSheet>""";
}
