using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Koppel.Benchmarks;

/// <summary>Writes large workbooks as Excel does: texts are shared, days are numbers with a style.</summary>
internal static class WorkbookFile
{
    const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const string Package = "http://schemas.openxmlformats.org/package/2006/relationships";

    /// <summary>Writes one sheet, Data: a number, two texts of which one is in each row another, an amount, a day, and so again.</summary>
    public static void Write(string path, int rows, int columns)
    {
        using var file = File.Create(path);
        using var archive = new ZipArchive(file, ZipArchiveMode.Create);
        Add(archive, "_rels/.rels",
            w => w.Write(
                $"<Relationships xmlns=\"{Package}\"><Relationship Id=\"a\" Type=\"{Office}/officeDocument\" "
                    + $"Target=\"xl/workbook.xml\"/></Relationships>"));
        Add(archive, "xl/workbook.xml",
            w => w.Write(
                $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Office}\"><sheets><sheet name=\"Data\" sheetId=\"1\" "
                    + $"r:id=\"a\"/></sheets></workbook>"));
        Add(archive, "xl/_rels/workbook.xml.rels", w => w.Write(
            $"<Relationships xmlns=\"{Package}\"><Relationship Id=\"a\" Type=\"{Office}/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
            + $"<Relationship Id=\"b\" Type=\"{Office}/styles\" Target=\"styles.xml\"/><Relationship Id=\"c\" "
            + $"Type=\"{Office}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"));
        Add(archive, "xl/styles.xml",
            w => w.Write($"<styleSheet xmlns=\"{Main}\"><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"));
        Add(archive, "xl/worksheets/sheet1.xml", w => Sheet(w, rows, columns));
        Add(archive, "xl/sharedStrings.xml", w => Texts(w, rows, columns));
    }

    static void Sheet(StreamWriter writer, int rows, int columns)
    {
        writer.Write($"<worksheet xmlns=\"{Main}\"><sheetData><row r=\"1\">");
        for (var c = 0; c < columns; c++)
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"<c r=\"{(char)('A' + c)}1\" t=\"s\"><v>{c}</v></c>"));
        writer.Write("</row>");
        for (var row = 0; row < rows; row++)
        {
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"<row r=\"{row + 2}\">"));
            for (var c = 0; c < columns; c++) Cell(writer, row, c, columns);
            writer.Write("</row>");
        }
        writer.Write("</sheetData></worksheet>");
    }

    static void Cell(StreamWriter writer, int row, int column, int columns)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"<c r=\"{(char)('A' + column)}{row + 2}\"");
        writer.Write((column % 5) switch
        {
            0 => string.Create(CultureInfo.InvariantCulture, $"{place}><v>{row + column}</v></c>"),
            1 => string.Create(CultureInfo.InvariantCulture, $"{place} t=\"s\"><v>{columns + 100 + row}</v></c>"),
            2 => string.Create(CultureInfo.InvariantCulture, $"{place} t=\"s\"><v>{columns + (row + column) % 100}</v></c>"),
            3 => string.Create(CultureInfo.InvariantCulture, $"{place}><v>{row * 0.37 + column}</v></c>"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{place} s=\"1\"><v>{40_000 + row % 5_000}</v></c>"),
        });
    }

    static void Texts(StreamWriter writer, int rows, int columns)
    {
        writer.Write($"<sst xmlns=\"{Main}\">");
        for (var c = 0; c < columns; c++) writer.Write(string.Create(CultureInfo.InvariantCulture, $"<si><t>column {c}</t></si>"));
        for (var i = 0; i < 100; i++) writer.Write(string.Create(CultureInfo.InvariantCulture, $"<si><t>place {i}</t></si>"));
        for (var row = 0; row < rows; row++)
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"<si><t>person{row}@example.org</t></si>"));
        writer.Write("</sst>");
    }

    static void Add(ZipArchive archive, string part, Action<StreamWriter> write)
    {
        using var writer = new StreamWriter(archive.CreateEntry(part, CompressionLevel.Fastest).Open(), new UTF8Encoding(false));
        write(writer);
    }
}
