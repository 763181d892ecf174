using Koppel.Connectors.Tests.Files;

namespace Koppel.Connectors.Tests.Excel;

/// <summary>What stands in a cell comes out as Excel means it, however the program that wrote it writes.</summary>
public sealed class XlsxValueTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    async Task<object?> ValueAsync(RawXlsx file, string cell) =>
        (await file.RowsAsync(_folder, $"<row>{cell}<c t=\"b\"><v>1</v></c></row>"))[0][0];

    async Task<object?> SerialAsync(string number, string format, string properties = "") =>
        await ValueAsync(new RawXlsx { Formats = [format], Properties = properties }, $"<c s=\"1\"><v>{number}</v></c>");

    [Theory]
    [InlineData("<c><v>12</v></c>", 12L)]
    [InlineData("<c t=\"n\"><v> -7 </v></c>", -7L)]
    [InlineData("<c><v>1E+3</v></c>", 1000L)]
    [InlineData("<c><v>0.30000000000000004</v></c>", 0.30000000000000004)]
    [InlineData("<c><v>9007199254740992</v></c>", 9007199254740992d)]
    [InlineData("<c><v>1.2345678901234567E+19</v></c>", 1.2345678901234567E+19)]
    [InlineData("<c t=\"b\"><v>1</v></c>", true)]
    [InlineData("<c t=\"b\"><v>false</v></c>", false)]
    [InlineData("<c t=\"str\"><f>A2&amp;B2</f><v>a b</v></c>", "a b")]
    [InlineData("<c><f t=\"shared\" si=\"0\"/><v>5</v></c>", 5L)]
    [InlineData("<c t=\"inlineStr\"><is><t>een</t></is></c>", "een")]
    [InlineData("<c t=\"inlineStr\"><is><r><rPr><b/></rPr><t>een</t></r><r><t xml:space=\"preserve\"> </t></r><r><t>twee</t></r></is></c>",
        "een twee")]
    [InlineData("<c t=\"inlineStr\"><is><t>課長</t><rPh sb=\"0\" eb=\"2\"><t>カチョウ</t></rPh><phoneticPr fontId=\"1\"/></is></c>", "課長")]
    [InlineData("<c t=\"inlineStr\"><is><t>a_x000D_b_x005F_x000D__x00e9_</t></is></c>", "a\rb_x000D_é")]
    [InlineData("<c t=\"str\"><v><![CDATA[<a>]]> &amp; &#233;</v></c>", "<a> & é")]
    [InlineData("<c t=\"d\"><v>2026-01-31T13:45:07</v></c>", "2026-01-31T13:45:07")]
    [InlineData("<c t=\"n\"><v>n.v.t.</v></c>", "n.v.t.")]
    [InlineData("<c><v>1,5</v></c>", "1,5")]
    [InlineData("<c><v>1e999</v></c>", "1e999")]
    [InlineData("<c><v>12345678901234567890</v></c>", "12345678901234567890")]
    [InlineData("<c><v>9007199254740993</v></c>", "9007199254740993")]
    public async Task A_cell_has_the_value_that_it_says(string cell, object value)
    {
        var found = await ValueAsync(new RawXlsx(), cell);
        Assert.Equal(value, found is DateTime time ? time.ToString("s") : found);
    }

    [Theory]
    [InlineData("<c t=\"e\"><v>#N/A</v></c>")]
    [InlineData("<c><v>NaN</v></c>")]
    [InlineData("<c><v></v></c>")]
    [InlineData("<c><v/></c>")]
    [InlineData("<c t=\"s\"><v/></c>")]
    [InlineData("<c t=\"str\"><f>\"\"</f><v></v></c>")]
    [InlineData("<c t=\"inlineStr\"><is><t xml:space=\"preserve\">  </t></is></c>")]
    [InlineData("<c><f>NOW()</f></c>")]
    [InlineData("<c s=\"4\"/>")]
    public async Task A_cell_without_a_value_is_null(string cell)
    {
        await using var catalog = new RawXlsx().Open(_folder, $"<row>{cell}<c><v>1</v></c></row>");
        Assert.Equal(["B BIGINT"], (await catalog.TableAsync("S")).Columns());
    }

    [Fact]
    public async Task Shared_texts_are_found_by_number_with_their_runs_and_without_how_they_are_said()
    {
        var file = new RawXlsx
        {
            SharedTexts = "<si><t>een</t></si><si><r><t>tw</t></r><r><t>ee</t></r></si><si/><si><t>東京</t><rPh sb=\"0\" "
                + "eb=\"2\"><t>トウキョウ</t></rPh></si><si><t> </t></si><si><t>a_x000a_b</t></si>",
        };
        var cells = string.Concat(Enumerable.Range(0, 6).Select(i => $"<row><c t=\"s\"><v>{i}</v></c><c><v>{i}</v></c></row>"));
        Assert.Equal(["een", "twee", null, "東京", null, "a\nb"], (await file.RowsAsync(_folder, cells)).Select(r => r[0]));
    }

    [Theory]
    [InlineData("ggge\"年\"m\"月\"d\"日\"")]
    [InlineData("[$-411]ge.m.d;@")]
    [InlineData("[$-411]ggge\"年\"m\"月\"d\"日\";@")]
    [InlineData("aaaa")]
    [InlineData("yyyy\"年\"m\"月\"d\"日\"")]
    [InlineData("yyyy年m月d日")]
    [InlineData("[$-D07041E]d mmm bbbb")]
    [InlineData("[Red][$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy")]
    [InlineData("m")]
    [InlineData("mmm")]
    [InlineData("\"0#\"dd\\h")]
    [InlineData("#,##0;dd-mm-yyyy", "number")]
    [InlineData("[<1]0;[>=1]dd-mm-yyyy")]
    [InlineData("[=0]\"-\";dd-mm-yyyy")]
    [InlineData("General", "number")]
    [InlineData("0.00E+00", "number")]
    [InlineData("0\" dagen\"", "number")]
    [InlineData("# ?/?", "number")]
    [InlineData("\"d-m-y\"", "number")]
    [InlineData("[Red]0;[Blue]-0", "number")]
    [InlineData("\\d\\m\\y 0", "number")]
    [InlineData("@", "number")]
    [InlineData("_-€ * #,##0.00_-;@_-", "number")]
    public async Task A_format_tells_a_day_from_a_number(string format, string kind = "day") =>
        Assert.Equal(kind == "day" ? new DateOnly(2023, 3, 15) : 45000L, await SerialAsync("45000", format));

    [Fact]
    public async Task The_formats_that_Excel_has_for_Japan_China_Korea_and_Thailand_are_days()
    {
        int[] all = [.. Enumerable.Range(14, 9), .. Enumerable.Range(27, 10), 45, 47, .. Enumerable.Range(50, 9),
            .. Enumerable.Range(71, 8), 80, 81];
        var file = new RawXlsx { BuiltIn = all };
        var cells = string.Concat(all.Select((_, i) => $"<row><c s=\"{i + 1}\"><v>45000</v></c></row>"));
        Assert.All(await file.RowsAsync(_folder, cells), r => Assert.Equal(new DateOnly(2023, 3, 15), r[0]));

        int[] numbers = [0, 1, 2, 3, 4, 9, 10, 11, 12, 13, 37, 40, 44, 48, 49, 59, 62, 70];
        cells = string.Concat(numbers.Select((_, i) => $"<row><c s=\"{i + 1}\"><v>45000</v></c></row>"));
        Assert.All(await new RawXlsx { BuiltIn = numbers }.RowsAsync(_folder, cells), r => Assert.Equal(45000L, r[0]));
    }

    [Theory]
    [InlineData("0.5", "h\"時\"mm\"分\"", "12:00:00")]
    [InlineData("0.999999999999", "hh:mm", "23:59:59.999")]
    [InlineData("0.5", "[$-409]h:mm AM/PM;@", "12:00:00")]
    [InlineData("0.5", "mm:ss.0", "12:00:00")]
    [InlineData("1.5", "[h]:mm", "36:00:00")]
    [InlineData("-0.25", "[h]:mm", "-06:00:00")]
    [InlineData("1.5", "[mm]:ss.00", "36:00:00")]
    [InlineData("-0.25", "yyyy\\-mm\\-dd\\ hh:mm", "1899-12-29 18:00:00")]
    [InlineData("-1.75", "yyyy\\-mm\\-dd\\ hh:mm", "1899-12-28 06:00:00")]
    [InlineData("0.25", "yyyy\\-mm\\-dd\\ hh:mm", "1899-12-31 06:00:00")]
    [InlineData("1", "yyyy-mm-dd", "1900-01-01")]
    [InlineData("59", "yyyy-mm-dd", "1900-02-28")]
    [InlineData("60", "yyyy-mm-dd", "1900-02-29")]
    [InlineData("60.5", "yyyy-mm-dd", "1900-02-29 12:00:00")]
    [InlineData("61", "yyyy-mm-dd", "1900-03-01")]
    [InlineData("2958465", "yyyy-mm-dd", "9999-12-31")]
    [InlineData("2958466", "yyyy-mm-dd", "2958466")]
    [InlineData("1e300", "yyyy-mm-dd", "1e300")]
    [InlineData("45000.573", "yyyy-mm-dd", "2023-03-15 13:45:07.2")]
    public async Task A_number_in_a_format_of_time_is_the_time_that_Excel_counts(string number, string format, string text)
    {
        // Beside a text all values are texts, as one would write them.
        var rows = await new RawXlsx { Formats = [format] }.RowsAsync(
            _folder, $"<row><c s=\"1\"><v>{number}</v></c></row><row><c t=\"str\"><v>x</v></c></row>");
        Assert.Equal(text == "1e300" ? "1E+300" : text, rows[0][0]);
    }

    [Theory]
    [InlineData("date1904=\"1\"")]
    [InlineData("date1904=\"true\"")]
    [InlineData("date1904=\" true \"")]
    public async Task Days_count_from_1904_where_the_workbook_says_so(string properties)
    {
        Assert.Equal(new DateOnly(1981, 1, 1), await SerialAsync("28125", "yyyy-mm-dd", properties));
        Assert.Equal(new DateOnly(1903, 12, 31), await SerialAsync("-1", "yyyy-mm-dd", properties));
        Assert.Equal(new DateOnly(1904, 1, 1), await SerialAsync("0", "yyyy-mm-dd", properties));
        Assert.Equal(new TimeOnly(18, 0), await SerialAsync("0.75", "hh:mm", properties));
    }

    [Theory]
    [InlineData("")]
    [InlineData("date1904=\"0\"")]
    [InlineData("date1904=\"false\"")]
    public async Task Days_count_from_1900_otherwise(string properties) =>
        Assert.Equal(new DateOnly(1977, 1, 1), await SerialAsync("28126", "yyyy-mm-dd", properties));

    [Fact]
    public async Task Days_and_times_in_the_form_of_ISO_are_what_they_say()
    {
        Assert.Equal(new DateOnly(2026, 1, 31), await ValueAsync(new RawXlsx(), "<c t=\"d\"><v>2026-01-31</v></c>"));
        Assert.Equal(new DateOnly(2026, 1, 31), await ValueAsync(new RawXlsx(), "<c t=\"d\"><v>2026-01-31T00:00:00Z</v></c>"));
        Assert.Equal(
            new DateTime(2026, 1, 31, 13, 45, 7, 250), await ValueAsync(new RawXlsx(), "<c t=\"d\"><v>2026-01-31T13:45:07.25</v></c>"));
        Assert.Equal(new TimeOnly(13, 45), await ValueAsync(new RawXlsx(), "<c t=\"d\"><v>13:45:00</v></c>"));
        Assert.Equal(new TimeOnly(13, 45),
            await ValueAsync(new RawXlsx { Formats = ["hh:mm"] }, "<c t=\"d\" s=\"1\"><v>1899-12-31T13:45:00</v></c>"));
        Assert.Equal(new TimeOnly(1, 34), await ValueAsync(new RawXlsx(), "<c t=\"d\"><v>01:34:00.00000000000154875</v></c>"));
        Assert.Equal("1440:30:00", await ValueAsync(new RawXlsx(), "<c t=\"d\"><v>PT1440H30M0.000S</v></c>"));
        Assert.Equal("P1", await ValueAsync(new RawXlsx(), "<c t=\"d\"><v>P1</v></c>"));
        Assert.Equal("2026-01-31T10:00:00+02:00", await ValueAsync(new RawXlsx(), "<c t=\"d\"><v>2026-01-31T10:00:00+02:00</v></c>"));
        Assert.Equal("31/01/2026", await ValueAsync(new RawXlsx(), "<c t=\"d\"><v>31/01/2026</v></c>"));
    }

    [Fact]
    public async Task A_strict_workbook_is_read()
    {
        var file = new RawXlsx
        {
            Namespace = "http://purl.oclc.org/ooxml/spreadsheetml/main",
            Relations = "http://purl.oclc.org/ooxml/officeDocument/relationships", SharedTexts = "<si><t>a</t></si>",
        };
        Assert.Equal([["a", new DateOnly(2026, 1, 31)]],
            await file.RowsAsync(_folder, "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"d\"><v>2026-01-31</v></c></row>"));
    }
}
