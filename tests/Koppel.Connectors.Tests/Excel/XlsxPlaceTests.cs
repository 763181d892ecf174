using Koppel.Connectors.Tests.Files;
using Koppel.Sdk.Reading;

namespace Koppel.Connectors.Tests.Excel;

/// <summary>Parts and cells are found where they are, and cost what they hold.</summary>
public sealed class XlsxPlaceTests : IDisposable
{
    const string OneRow = "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</v></c></row>";

    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    static string References(string references) =>
        $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{references}</Relationships>";

    [Theory]
    [InlineData("")]
    [InlineData("xl/")]
    [InlineData("map/diep/")]
    public async Task The_workbook_can_be_anywhere_in_the_package(string place) =>
        Assert.Equal([[1L, 2L]], await new RawXlsx { Folder = place }.RowsAsync(_folder, OneRow));

    [Theory]
    [InlineData("/xl/workbook.xml", "/xl/worksheets/sheet1.xml")]
    [InlineData("XL/Workbook.XML", "Worksheets/Sheet1.xml")]
    [InlineData("\\xl\\workbook.xml", "worksheets\\sheet1.xml")]
    [InlineData("./xl/workbook.xml", "../xl/./worksheets/sheet1.xml")]
    [InlineData("xl/work%62ook.xml", "worksheets/sheet%31.xml")]
    public async Task References_are_understood_however_they_are_written(string workbook, string sheet)
    {
        var file = new RawXlsx();
        file.Parts["_rels/.rels"] = References($"<Relationship Id=\"a\" Type=\"{RawXlsx.Office}/officeDocument\" Target=\"{workbook}\"/>");
        file.Parts["xl/_rels/workbook.xml.rels"] =
            References($"<Relationship Id=\"rId1\" Type=\"{RawXlsx.Office}/worksheet\" Target=\"{sheet}\"/>");
        Assert.Equal([[1L, 2L]], await file.RowsAsync(_folder, OneRow));
    }

    [Fact]
    public async Task A_package_without_references_of_its_own_is_read_by_its_types_and_usual_names()
    {
        var file = new RawXlsx { Folder = "elders/" };
        file.Parts["_rels/.rels"] = null;
        file.Parts["[Content_Types].xml"] = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
            + "<Override PartName=\"/elders/workbook.xml\" "
            + "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>";
        Assert.Equal([[1L, 2L]], await file.RowsAsync(_folder, OneRow));

        var usual = new RawXlsx { SharedTexts = "<si><t>x</t></si>" };
        usual.Parts["_rels/.rels"] = null;
        usual.Parts["xl/_rels/workbook.xml.rels"] =
            References($"<Relationship Id=\"rId1\" Type=\"{RawXlsx.Office}/worksheet\" Target=\"worksheets/sheet1.xml\"/>");
        Assert.Equal([["x"]], await usual.RowsAsync(_folder, "<row><c t=\"s\"><v>0</v></c></row>"));
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("windows-1252")]
    public async Task A_part_in_another_encoding_with_names_behind_a_prefix_is_read(string encoding)
    {
        System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);
        var file = new RawXlsx();
        file.Save(_folder["eerst.xlsx"], "");
        using var archive = System.IO.Compression.ZipFile.OpenRead(_folder["eerst.xlsx"]);
        var parts = archive.Entries.Where(e => !e.FullName.EndsWith("sheet1.xml", StringComparison.Ordinal)).Select(e =>
        {
            using var stream = e.Open();
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return (e.FullName, copy.ToArray());
        }).ToList();
        var xml = $"<?xml version=\"1.0\" encoding=\"{encoding}\"?><x:worksheet xmlns:x=\"{RawXlsx.Main}\"><x:sheetData><x:row><x:c "
            + $"t=\"str\"><x:v>é</x:v></x:c></x:row></x:sheetData></x:worksheet>";
        var bytes = System.Text.Encoding.GetEncoding(encoding);
        RawXlsx.Zip(_folder["klanten.xlsx"], parts.Append(("xl/worksheets/sheet1.xml", [.. bytes.GetPreamble(), .. bytes.GetBytes(xml)])));
        await using var catalog = Workbooks.Open(_folder, header: "none");
        Assert.Equal([["é"]], await catalog.RowsAsync("S"));
    }

    [Fact]
    public async Task Columns_without_a_width_and_hidden_to_the_last_are_only_columns() => Assert.Equal(
        [[1L, 2L]],
        await new RawXlsx { BeforeRows =
            "<cols><col min=\"1\" max=\"1\" width=\"20\"/><col min=\"3\" max=\"16384\" hidden=\"1\"/></cols>" }.RowsAsync(_folder, OneRow));

    [Fact]
    public async Task Cells_and_rows_without_a_place_follow_the_one_before()
    {
        const string rows = "<row><c><v>1</v></c><c r=\"C1\"><v>3</v></c><c><v>4</v></c></row><row r=\"5\"><c><v>5</v></c></row><row><c "
            + "r=\"B6\"><v>6</v></c></row><row><c r=\"A9\"><v>9</v></c></row>";
        await using var catalog = new RawXlsx().Open(_folder, rows);
        var table = await catalog.TableAsync("S");
        Assert.Equal(["A", "B", "C", "D", "_row"], table.Schema.Columns.Select(c => c.Name));
        Assert.Equal(
            [[1L, null, 3L, 4L, 1L], [5L, null, null, null, 5L], [null, 6L, null, null, 6L], [9L, null, null, null, 9L]],
            await table.RowsAsync(new ScanRequest { Columns = table.Schema.Columns }));
    }

    [Fact]
    public async Task Cells_and_rows_out_of_order_are_put_in_order_and_the_later_of_two_counts()
    {
        const string rows = "<row r=\"3\"><c r=\"B3\"><v>32</v></c><c r=\"A3\"><v>31</v></c><c r=\"B3\"><v>33</v></c></row>"
            + "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>k</t></is></c></row><row r=\"2\"><c r=\"A2\"><v>0.5</v></c></row><row "
            + "r=\"3\"><c r=\"C3\" t=\"s\"><v>0</v></c><c r=\"A3\" t=\"b\"><v>1</v></c></row>";
        await using var catalog = new RawXlsx { SharedTexts = "<si><t>gedeeld</t></si>" }.Open(_folder, rows);
        var table = await catalog.TableAsync("S");
        Assert.Equal(
            [["k", null, null, 1L], ["0.5", null, null, 2L], ["true", 33L, "gedeeld", 3L]],
            await table.RowsAsync(new ScanRequest { Columns = table.Schema.Columns }));
    }

    [Theory]
    [InlineData("<dimension ref=\"A1:XFD1048576\"/>", "<row r=\"1048576\" s=\"1\"><c r=\"XFD1048576\" s=\"1\"/></row>")]
    [InlineData("<dimension ref=\"A1:XFD1048576\"/><cols><col min=\"1\" max=\"16384\" style=\"1\"/></cols>",
        "<row r=\"1048575\" spans=\"1:16384\"/><row r=\"1048576\"><c r=\"A1048576\" s=\"1\"/></row>")]
    public async Task A_sheet_that_is_formatted_to_its_last_cell_has_the_rows_that_have_values(string before, string last)
    {
        var file = new RawXlsx { BeforeRows = before };
        await using var catalog = file.Open(_folder, OneRow + last);
        Assert.Equal(["A BIGINT", "B BIGINT"], (await catalog.TableAsync("S")).Columns());
        Assert.Equal([[1L, 2L]], await catalog.RowsAsync("S"));
    }

    [Fact]
    public async Task A_lone_cell_far_away_is_a_column_and_a_row_of_its_own()
    {
        await using var catalog = new RawXlsx().Open(_folder, OneRow + "<row r=\"1048576\"><c r=\"XFD1048576\" t=\"b\"><v>1</v></c></row>");
        var table = await catalog.TableAsync("S");
        Assert.Equal(["A BIGINT", "B BIGINT", "XFD BOOLEAN"], table.Columns());
        Assert.Equal(
            [[1L, 2L, null, 1L], [null, null, true, 1048576L]], await table.RowsAsync(new ScanRequest { Columns = table.Schema.Columns }));
    }

    [Fact]
    public async Task A_row_of_all_columns_is_read()
    {
        var cells = string.Concat(Enumerable.Range(0, 16384).Select(i => $"<c><v>{i}</v></c>"));
        var row = Assert.Single(await new RawXlsx().RowsAsync(_folder, $"<row>{cells}</row>"));
        Assert.Equal(Enumerable.Range(0, 16384).Select(i => (object?)(long)i), row);
    }
}
