using System.IO.Compression;
using System.Text;
using Koppel.Connectors.Tests.Files;
using Koppel.Sdk.Reading;

namespace Koppel.Connectors.Tests.Excel;

/// <summary>What is wrong in a workbook is told as a sentence with its place, and costs no more than it must.</summary>
public sealed class XlsxFaultTests : IDisposable
{
    const string SaveAgain = "Open the workbook in Excel, save it as 'Excel Workbook (.xlsx)', and run the statement again.";

    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    Task<string> FaultAsync(string rows, string? texts = null) => new RawXlsx { SharedTexts = texts }.FaultAsync(_folder, rows);

    [Theory]
    [InlineData("<row r=\"0\"/>", "a row has the number '0' (line 1, position ")]
    [InlineData("<row r=\"een\"/>", "a row has the number 'een' (")]
    [InlineData("<row r=\"1048577\"/>", "there is a row after number 1048576, the last that Excel has (")]
    [InlineData("<row r=\"2\"><c r=\"1B\"/></row>", "a cell in row 2 is at '1B', which is no place in a sheet (")]
    [InlineData("<row r=\"2\"><c r=\"\"/></row>", "a cell in row 2 is at '', which is no place in a sheet (")]
    [InlineData("<row r=\"2\"><c r=\"XFE2\"/></row>", "row 2 has a cell after column XFD, the last that Excel has (")]
    [InlineData("<row r=\"2\"><c r=\"B2\" t=\"s\"><v>3</v></c></row>", "cell B2 has text number '3', and the workbook has 1 texts (")]
    [InlineData("<row r=\"2\"><c r=\"B2\" t=\"s\"><v>-1</v></c></row>", "cell B2 has text number '-1', and the workbook has 1 texts (")]
    [InlineData("<row r=\"2\"><c r=\"B2\"><v>1</c></row>", "the XML of its part xl/worksheets/sheet1.xml is damaged at line 1, position ")]
    [InlineData("<row r=\"2\"><c r=\"B2\"><v>&geheim;</v></c></row>",
        "the XML of its part xl/worksheets/sheet1.xml is damaged at line 1, position ")]
    public async Task A_sheet_with_something_wrong_says_what_and_where(string rows, string why)
    {
        var fault = await FaultAsync(rows, "<si><t>x</t></si>");
        Assert.StartsWith($"The sheet 'S' of klanten.xlsx cannot be read: {why}", fault, StringComparison.Ordinal);
        Assert.EndsWith($"). {SaveAgain}", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_bad_sheet_does_not_hide_the_others()
    {
        var file = new XlsxFile();
        foreach (var name in (string[])["Een", "Twee", "Drie", "Vier"]) file.Sheet(name).Row(1, "a", "b").Row(2, 1, name);
        file.Name("Deel", "Twee!$A$1:$B$2").Save(_folder["klanten.xlsx"]);
        using (var archive = ZipFile.Open(_folder["klanten.xlsx"], ZipArchiveMode.Update))
        {
            archive.GetEntry("xl/worksheets/sheet3.xml")!.Delete();
            archive.GetEntry("xl/worksheets/sheet2.xml")!.Delete();
            using var writer = new StreamWriter(archive.CreateEntry("xl/worksheets/sheet2.xml").Open());
            writer.Write("<worksheet><sheetData><row><c><v>1</v>");
        }
        await using var catalog = Workbooks.Open(_folder);

        Assert.Equal(["Een", "Vier"], await catalog.NamesAsync());
        Assert.Equal([[1L, "Vier"]], await catalog.RowsAsync("Vier"));
        Assert.StartsWith(
            "The sheet 'Twee' of klanten.xlsx cannot be read: the XML of its part xl/worksheets/sheet2.xml is damaged at line 1, position ",
            await catalog.FaultAsync("Twee"), StringComparison.Ordinal);
        Assert.StartsWith(
            "The range 'Deel' (Twee!A1:B2) of klanten.xlsx cannot be read: the XML of its part xl/worksheets/sheet2.xml is damaged",
            await catalog.FaultAsync("Deel"), StringComparison.Ordinal);
        Assert.Equal(
            $"The sheet 'Drie' of klanten.xlsx cannot be read: its part xl/worksheets/sheet3.xml is missing in the file. {SaveAgain}",
            await catalog.FaultAsync("Drie"));
    }

    [Fact]
    public async Task Shared_texts_that_are_damaged_cost_the_sheets_that_use_them()
    {
        var file = new XlsxFile();
        file.Sheet("Getallen").Row(1, 1, 2);
        file.Sheet("Teksten").Row(1, "a", "b");
        file.Save(_folder["klanten.xlsx"]);
        using (var archive = ZipFile.Open(_folder["klanten.xlsx"], ZipArchiveMode.Update))
        {
            archive.GetEntry("xl/sharedStrings.xml")!.Delete();
            using var writer = new StreamWriter(archive.CreateEntry("xl/sharedStrings.xml").Open());
            writer.Write("<sst><si>");
        }
        await using var catalog = Workbooks.Open(_folder, header: "none");

        Assert.Equal([[1L, 2L]], await catalog.RowsAsync("Getallen"));
        Assert.Contains(
            "the XML of its part xl/sharedStrings.xml is damaged", await catalog.FaultAsync("Teksten"), StringComparison.Ordinal);
        Assert.Equal(["Getallen"], await catalog.NamesAsync());
    }

    [Fact]
    public async Task An_Excel_table_that_is_damaged_costs_only_itself()
    {
        var file = new RawXlsx();
        file.Parts["xl/worksheets/_rels/sheet1.xml.rels"] =
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
            + $"<Relationship Id=\"a\" Type=\"{RawXlsx.Office}/table\" Target=\"../tables/table7.xml\"/></Relationships>";
        file.Parts["xl/tables/table7.xml"] = "<table name=\"T\" ref=\"A1:B2\"><tableColumns>";
        await using var catalog = file.Open(_folder, "<row><c><v>1</v></c></row>");

        Assert.Equal(["S"], await catalog.NamesAsync());
        Assert.Equal([[1L]], await catalog.RowsAsync("S"));
        Assert.Contains(
            "the XML of its part xl/tables/table7.xml is damaged", await catalog.FaultAsync("table7"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chart_is_no_table_and_says_so()
    {
        var file = new RawXlsx();
        file.Parts["xl/_rels/workbook.xml.rels"] = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
            + $"<Relationship Id=\"rId1\" Type=\"{RawXlsx.Office}/chartsheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>";
        Assert.Contains("it is no sheet of cells but a chartsheet.", await file.FaultAsync(_folder, ""), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(32_767, true)]
    [InlineData(32_768, false)]
    [InlineData(3_000_000, false)]
    public async Task A_text_is_as_long_as_Excel_allows_or_refused(int length, bool fits)
    {
        var text = new string('x', length);
        string[] cells = [$"<c t=\"inlineStr\"><is><t>{text}</t></is></c>", $"<c t=\"str\"><v>{text}</v></c>", "<c t=\"s\"><v>0</v></c>"];
        foreach (var cell in cells)
        {
            var file = new RawXlsx { SharedTexts = $"<si><t>{text}</t></si>" };
            if (fits) Assert.Equal([[text]], await file.RowsAsync(_folder, $"<row>{cell}</row>"));
            else
                Assert.Contains("cell A1 has a text of more than 32767 characters, the most that Excel has",
                    await file.FaultAsync(_folder, $"<row>{cell}</row>"), StringComparison.Ordinal);
        }
        if (!fits)
            Assert.Equal(
                [[1L]], await new RawXlsx { SharedTexts = $"<si><t>{text}</t></si>" }.RowsAsync(_folder, "<row><c><v>1</v></c></row>"));
    }

    [Fact]
    public async Task Entities_do_not_grow()
    {
        var file = new RawXlsx();
        file.Parts["xl/worksheets/sheet1.xml"] = "<!DOCTYPE w [<!ENTITY a \"xxxxxxxxxx\"><!ENTITY b "
            + "\"&a;&a;&a;\">]><worksheet><sheetData><row><c t=\"str\"><v>&b;</v></c></row></sheetData></worksheet>";
        var fault = await file.FaultAsync(_folder, "");
        Assert.Contains("cannot be read: the XML of its part xl/worksheets/sheet1.xml is damaged", fault, StringComparison.Ordinal);
        Assert.Contains("DTD is prohibited", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Elements_in_each_other_without_end_are_refused()
    {
        var file = new RawXlsx { BeforeRows = string.Concat(Enumerable.Repeat("<a>", 100_000)) };
        Assert.Contains("elements lie in each other without end", await file.FaultAsync(_folder, ""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_thing_of_many_megabytes_is_refused()
    {
        var file = new RawXlsx { BeforeRows = $"<a b=\"{new string('x', 6 << 20)}\"/>" };
        Assert.Contains("something in its part xl/worksheets/sheet1.xml is longer than 4 MB", await file.FaultAsync(_folder, ""),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_part_that_is_packed_to_blow_up_is_refused()
    {
        using (var file = File.Create(_folder["bom.xlsx"]))
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create))
        {
            using (var book = new StreamWriter(archive.CreateEntry("xl/workbook.xml").Open()))
                book.Write($"<workbook xmlns:r=\"{RawXlsx.Office}\"><sheets><sheet name=\"S\" r:id=\"a\"/></sheets></workbook>");
            using (var references = new StreamWriter(archive.CreateEntry("xl/_rels/workbook.xml.rels").Open()))
                references.Write(
                    $"<Relationships><Relationship Id=\"a\" Type=\"{RawXlsx.Office}/worksheet\" Target=\"s.xml\"/></Relationships>");
            using var sheet = archive.CreateEntry("xl/s.xml", CompressionLevel.SmallestSize).Open();
            sheet.Write("<worksheet><sheetData>"u8);
            var rows = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("<row/>", 100_000)));
            for (var i = 0; i < 200; i++) sheet.Write(rows);
        }
        await using var catalog = Workbooks.Open(_folder, "bom.xlsx");
        var fault = await catalog.FaultAsync("S");
        Assert.Contains("its part xl/s.xml grows from ", fault, StringComparison.Ordinal);
        Assert.Contains(" to 120000022 bytes when it is unpacked, as no workbook does.", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bit_that_fell_over_is_told_and_not_read()
    {
        var path = _folder["klanten.xlsx"];
        new RawXlsx().Save(path, "<row><c><v>1234567</v></c></row>");
        using (var archive = ZipFile.Open(path, ZipArchiveMode.Update))
        {
            using var reader = new StreamReader(archive.GetEntry("xl/worksheets/sheet1.xml")!.Open());
            var content = reader.ReadToEnd();
            reader.Dispose();
            archive.GetEntry("xl/worksheets/sheet1.xml")!.Delete();
            using var writer = new StreamWriter(archive.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.NoCompression).Open());
            writer.Write(content);
        }
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.AsSpan().IndexOf("1234567"u8)] = (byte)'9';
        File.WriteAllBytes(path, bytes);
        await using var catalog = Workbooks.Open(_folder, header: "none");
        Assert.Contains("its part xl/worksheets/sheet1.xml is not what was packed into the file", await catalog.FaultAsync("S"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_that_Excel_leaves_beside_an_open_workbook_is_no_workbook_and_tells_who_has_it_open()
    {
        var mark = new byte[165];
        mark[0] = 3;
        "Jan"u8.CopyTo(mark.AsSpan(1));
        mark[55] = 3;
        Encoding.Unicode.GetBytes("Jan").CopyTo(mark, 57);
        File.WriteAllBytes(_folder["~$klanten.xlsx"], mark);
        await using var beside = Workbooks.Open(_folder, "~$klanten.xlsx");
        Assert.Equal(
            "The file '~$klanten.xlsx' of connection 'crm' is not a workbook that can be read: it is only the mark that says that "
                + "somebody has klanten.xlsx open. "
            + "Write the workbook's own name in the connection's path; it can be read while it is open.",
            await beside.FaultAsync("S"));

        await using var catalog = new RawXlsx().Open(_folder, "<row><c><v>1</v></c></row>");
        var table = await catalog.TableAsync("S");
        var plan = table.Plan(new ScanRequest { Columns = table.Schema.Columns });
        await foreach (var batch in table.ScanAsync(plan)) Assert.Equal(1, batch.Count);
        Assert.Equal(["klanten.xlsx seems to be open in Excel by Jan; what is not saved there is not in these rows"], plan.Notes);

        File.Delete(_folder["~$klanten.xlsx"]);
        File.WriteAllText(_folder[".~lock.klanten.xlsx#"], ",piet,laptop,28.11.2026 10:00,file:///home/piet;");
        plan = table.Plan(new ScanRequest { Columns = table.Schema.Columns });
        await foreach (var _ in table.ScanAsync(plan)) { }
        Assert.Equal(["klanten.xlsx seems to be open in LibreOffice by piet; what is not saved there is not in these rows"], plan.Notes);
    }

    [Fact]
    public async Task A_sheet_is_read_once_whatever_is_asked_of_it()
    {
        var path = _folder["klanten.xlsx"];
        var rows = string.Concat(
            Enumerable.Range(0, 20_000)
                .Select(i => $"<row><c><v>{i}</v></c><c t=\"inlineStr\"><is><t>naam {i * 7919L % 10_007}</t></is></c></row>"));
        await using var catalog = new RawXlsx().Open(_folder, rows);
        var table = await catalog.TableAsync("S");
        var written = File.GetLastWriteTimeUtc(path);
        var bytes = File.ReadAllBytes(path);
        Assert.InRange(bytes.Length, 200_000, int.MaxValue);
        // Behind the back of size, time and ends: what is read from here on can only come from the copy.
        bytes.AsSpan(70_000, bytes.Length - 140_000).Clear();
        File.WriteAllBytes(path, bytes);
        File.SetLastWriteTimeUtc(path, written);

        Assert.Equal(20_000, (await table.RowsAsync(new ScanRequest { Columns = [] })).Count);
        var all = await catalog.RowsAsync("S");
        Assert.Equal(Enumerable.Range(0, 20_000).Select(i => new object?[] { (long)i, $"naam {i * 7919L % 10_007}" }), all);
    }
}
