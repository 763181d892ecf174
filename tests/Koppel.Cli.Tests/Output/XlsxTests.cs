using System.IO.Compression;
using System.Text;
using Koppel.Engine.Statements;
using Koppel.Output.Xlsx;
using MiniExcelLibs;

namespace Koppel.Cli.Tests.Output;

/// <summary>Workbooks are read back by another library than wrote them.</summary>
public sealed class XlsxTests
{
    [Fact]
    public async Task Cells_keep_their_types_and_headings_come_from_labels()
    {
        using var file = await WriteAsync(Results.Rows(
            ["id BIGINT", "email VARCHAR 'E-mail <address>'", "sum DECIMAL(9,2)", "ratio DOUBLE", "day DATE", "at TIMESTAMP",
                "yes BOOLEAN"],
            [7L, "john.doe@acme.com", 1.50m, 0.1, new DateOnly(2026, 1, 31), new DateTime(2026, 1, 31, 14, 30, 0), true],
            [null, null, null, null, null, null, null]));

        var rows = file.Query(useHeaderRow: true).Cast<IDictionary<string, object?>>().ToList();
        Assert.Equal(["id", "E-mail <address>", "sum", "ratio", "day", "at", "yes"], rows[0].Keys);
        Assert.Equal(
            [7.0, "john.doe@acme.com", 1.5, 0.1, new DateTime(2026, 1, 31), new DateTime(2026, 1, 31, 14, 30, 0), true], rows[0].Values);
        Assert.All(rows[1].Values, Assert.Null);
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("=cmd|' /C calc'!A0")]
    [InlineData("+31 20 123")]
    [InlineData("@sum(a1)")]
    [InlineData("007")]
    [InlineData("  a < b & \"c\" ")]
    [InlineData("two\nlines")]
    [InlineData("banner_x1200_v2")]
    [InlineData("_x005F_x0041_")]
    [InlineData("a__x000A_b_x00ZZ_c_x12_x0041")]
    [InlineData("東京 🙂")]
    public async Task Text_stays_text(string text)
    {
        using var file = await WriteAsync(Results.Rows(["a"], [text]));
        Assert.Equal(text, Cell(file));
        Assert.DoesNotContain("<f", Part(file, "xl/worksheets/sheet1.xml"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a_x0041_b", "a_x005F_x0041_b")]
    [InlineData("_x00aF_x0041_", "_x005F_x00aF_x005F_x0041_")]
    [InlineData("_X0041_ _x0041 _x004_", "_X0041_ _x0041 _x004_")]
    public async Task An_underscore_is_escaped_where_Excel_would_read_the_code_of_a_letter(string text, string written)
    {
        using var file = await WriteAsync(Results.Rows([$"a VARCHAR '{text}'"], [text]));
        Assert.Equal(2, Part(file, "xl/worksheets/sheet1.xml").Split($">{written}</t>").Length - 1);
    }

    [Fact]
    public async Task What_XML_cannot_hold_is_replaced()
    {
        using var file = await WriteAsync(Results.Rows(["a"], ["a\0b\e\ud800c"]));
        Assert.Equal("a\ufffdb\ufffd\ufffdc", Cell(file));
    }

    [Fact]
    public async Task A_number_with_more_digits_than_Excel_keeps_is_text()
    {
        using var file = await WriteAsync(Results.Rows(["a BIGINT"], [1_234_567_890_123_456L]));
        Assert.Equal("1234567890123456", Assert.IsType<string>(Cell(file)));

        using var fitting = await WriteAsync(Results.Rows(["a BIGINT"], [-999_999_999_999_999L]));
        Assert.Equal(-999_999_999_999_999d, Cell(fitting));
    }

    [Fact]
    public async Task A_day_that_Excel_does_not_have_is_text()
    {
        using var file = await WriteAsync(Results.Rows(["a DATE"], [new DateOnly(1899, 12, 31)]));
        Assert.Equal("1899-12-31", Cell(file));
    }

    [Fact]
    public async Task Each_result_has_a_sheet_and_a_long_one_goes_on_in_the_next()
    {
        using var file = await WriteAsync(2, null, Results.Rows(["a"], ["1"], ["2"], ["3"], ["4"], ["5"]), Results.Rows(["b"]));
        Assert.Equal(["Result", "Result part 2", "Result part 3", "Result 4"], file.GetSheetNames());
        Assert.Equal(["a", "5"], file.Query(sheetName: "Result part 3").Cast<IDictionary<string, object?>>().Select(row => row["A"]));
        Assert.Equal(["b"], file.Query(sheetName: "Result 4").Cast<IDictionary<string, object?>>().Select(row => row["A"]));
    }

    [Fact]
    public async Task Headings_stay_in_sight()
    {
        using var file = await WriteAsync(Results.Rows(["a"]));
        Assert.Contains("<pane ySplit=\"1\"", Part(file, "xl/worksheets/sheet1.xml"), StringComparison.Ordinal);
    }

    static object? Cell(Stream file) => file.Query().Cast<IDictionary<string, object?>>().ElementAt(1)["A"];

    [Fact]
    public async Task A_text_that_no_cell_holds_is_cut_between_characters_and_that_is_told()
    {
        var said = new List<string>();
        using var file = await WriteAsync(XlsxWriter.RowsPerSheet, said.Add,
            Results.Rows(["a"], [new string('x', 32_767)], [new string('x', 32_765) + "🙂🙂"], [new string('x', 40_000)]));
        var cells = file.Query().Cast<IDictionary<string, object?>>().Skip(1).Select(r => (string)r["A"]!).ToList();
        Assert.Equal([new string('x', 32_767), new string('x', 32_765) + "…", new string('x', 32_766) + "…"], cells);
        Assert.Equal(
            ["note: 2 texts of more than 32,767 letters, which no cell of Excel holds, are cut and end with '…'. Write --format csv to "
                + "have all."], said);
    }

    static Task<MemoryStream> WriteAsync(params RowsResult[] results) => WriteAsync(XlsxWriter.RowsPerSheet, null, results);

    static async Task<MemoryStream> WriteAsync(int rowsPerSheet, Action<string>? say, params RowsResult[] results)
    {
        var file = new MemoryStream();
        await using (var workbook = new XlsxWriter(file, say, rowsPerSheet))
        {
            foreach (var result in results) await workbook.WriteAsync(result);
            await workbook.CompleteAsync();
        }

        file.Position = 0;
        return file;
    }

    static string Part(Stream file, string name)
    {
        using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        using var reader = new StreamReader(zip.GetEntry(name)!.Open(), Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
