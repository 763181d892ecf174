using System.IO.Compression;
using System.Text;
using Koppel.Connectors.Tests.Files;
using Koppel.Sdk.Connections;

namespace Koppel.Connectors.Tests.Excel;

/// <summary>A workbook of one sheet, S, whose parts are written as a test wants them, odd and wrong ones too.</summary>
internal sealed class RawXlsx
{
    public const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    public const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>The folder of the workbook's parts.</summary>
    public string Folder { get; init; } = "xl/";

    public string Namespace { get; init; } = Main;

    public string Relations { get; init; } = Office;

    /// <summary>Attributes of <c>workbookPr</c>.</summary>
    public string Properties { get; init; } = "";

    /// <summary>What stands before the rows, such as <c>cols</c>.</summary>
    public string BeforeRows { get; init; } = "";

    /// <summary>Codes of formats: style 1 has the first.</summary>
    public IReadOnlyList<string> Formats { get; init; } = [];

    /// <summary>Numbers of built-in formats: their styles follow those of <see cref="Formats"/>.</summary>
    public IReadOnlyList<int> BuiltIn { get; init; } = [];

    /// <summary>Parts that are written in the place of the usual ones; null leaves one out.</summary>
    public Dictionary<string, string?> Parts { get; } = [];

    public string? SharedTexts { get; init; }

    /// <summary>Writes the workbook with the content of <c>sheetData</c>.</summary>
    public void Save(string path, string rows)
    {
        var parts = new Dictionary<string, string?>
        {
            ["_rels/.rels"] = $"<Relationships "
                + $"xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                + $"{Reference("rId1", "officeDocument", Folder + "workbook.xml")}</Relationships>",
            [$"{Folder}workbook.xml"] = $"<workbook xmlns=\"{Namespace}\" xmlns:r=\"{Relations}\"><workbookPr "
                + $"{Properties}/><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
            [$"{Folder}_rels/workbook.xml.rels"] = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                + $"{Reference("rId1", "worksheet", "worksheets/sheet1.xml")}{Reference("rId2", "styles", "styles.xml")}"
                + $"{Reference("rId3", "sharedStrings", "sharedStrings.xml")}</Relationships>",
            [$"{Folder}worksheets/sheet1.xml"] = $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet "
                + $"xmlns=\"{Namespace}\">{BeforeRows}<sheetData>{rows}</sheetData></worksheet>",
            [$"{Folder}styles.xml"] = Styles(),
            [$"{Folder}sharedStrings.xml"] = SharedTexts is null ? null : $"<sst xmlns=\"{Namespace}\">{SharedTexts}</sst>",
        };
        foreach (var (part, content) in Parts) parts[part] = content;
        Zip(path, parts.Where(p => p.Value is not null).Select(p => (p.Key, Encoding.UTF8.GetBytes(p.Value!))));
    }

    /// <summary>Writes a zip archive of these parts.</summary>
    public static void Zip(string path, IEnumerable<(string Name, byte[] Content)> parts)
    {
        using var file = File.Create(path);
        using var archive = new ZipArchive(file, ZipArchiveMode.Create);
        foreach (var (name, content) in parts)
        {
            using var entry = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
            entry.Write(content);
        }
    }

    /// <summary>The rows of sheet S.</summary>
    public async Task<List<object?[]>> RowsAsync(TempFolder folder, string rows, string? header = "none")
    {
        await using var catalog = Open(folder, rows, header);
        return await catalog.RowsAsync("S");
    }

    /// <summary>Why sheet S cannot be read.</summary>
    public async Task<string> FaultAsync(TempFolder folder, string rows)
    {
        await using var catalog = Open(folder, rows, "none");
        return await catalog.FaultAsync("S");
    }

    public ICatalog Open(TempFolder folder, string rows, string? header = "none")
    {
        Save(folder["klanten.xlsx"], rows);
        return Workbooks.Open(folder, header: header);
    }

    string Reference(string id, string type, string target) =>
        $"<Relationship Id=\"{id}\" Type=\"{Relations}/{type}\" Target=\"{target}\"/>";

    string Styles()
    {
        var formats = string.Concat(
            Formats.Select((f, i) => $"<numFmt numFmtId=\"{200 + i}\" formatCode=\"{System.Security.SecurityElement.Escape(f)}\"/>"));
        var styles = string.Concat(Enumerable.Range(200, Formats.Count).Concat(BuiltIn).Prepend(0).Select(n => $"<xf numFmtId=\"{n}\"/>"));
        return $"<styleSheet xmlns=\"{Namespace}\"><numFmts>{formats}</numFmts><cellStyleXfs><xf "
            + $"numFmtId=\"14\"/></cellStyleXfs><cellXfs>{styles}</cellXfs></styleSheet>";
    }
}
