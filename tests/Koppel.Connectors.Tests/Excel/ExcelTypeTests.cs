using Koppel.Connectors.Tests.Files;
using MiniExcelLibs;

namespace Koppel.Connectors.Tests.Excel;

public sealed class ExcelTypeTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Reads one column with these values below its heading, beside a column that is never empty.</summary>
    async Task<(string Column, object?[] Values)> ReadAsync(params object?[] values) => await ReadAsync(new XlsxFile(), values);

    async Task<(string Column, object?[] Values)> ReadAsync(XlsxFile file, params object?[] values)
    {
        var sheet = file.Sheet("S").Row(1, "v", "vol");
        for (var i = 0; i < values.Length; i++) sheet.Row(i + 2, values[i], "x");
        await using var catalog = file.SaveAndOpen(_folder);
        return ((await catalog.TableAsync("S")).Columns()[0], [.. (await catalog.RowsAsync("S")).Select(r => r[0])]);
    }

    [Fact]
    public async Task Whole_numbers_are_bigint()
    {
        var (column, values) = await ReadAsync(1, -5, 1e15, 9007199254740991d, 0);
        Assert.Equal("v BIGINT", column);
        Assert.Equal([1L, -5L, 1_000_000_000_000_000L, 9007199254740991L, 0L], values);
    }

    [Fact]
    public async Task One_fraction_or_one_number_too_large_makes_the_column_double()
    {
        Assert.Equal("v DOUBLE", (await ReadAsync(1, 2.5)).Column);
        var (column, values) = await ReadAsync(1, 9007199254740992d);
        Assert.Equal("v DOUBLE", column);
        Assert.Equal([1d, 9007199254740992d], values);
    }

    [Fact]
    public async Task The_whole_column_counts_and_not_only_its_beginning()
    {
        var (column, values) = await ReadAsync([.. Enumerable.Range(1, 3000).Select(i => (object?)i), "n.v.t."]);
        Assert.Equal("v VARCHAR", column);
        Assert.Equal("1", values[0]);
        Assert.Equal("n.v.t.", values[^1]);
    }

    [Fact]
    public async Task Truth_values_are_boolean()
    {
        var (column, values) = await ReadAsync(true, false, null);
        Assert.Equal("v BOOLEAN", column);
        Assert.Equal([true, false, null], values);
    }

    [Fact]
    public async Task Days_are_dates_and_one_time_makes_the_column_timestamp()
    {
        var (column, values) = await ReadAsync(
            new DateOnly(2026, 1, 31), new XlsxFormatted(new DateTime(1999, 12, 31), "dd\" h \"mmm\\ yyyy"), new DateOnly(1900, 3, 1));
        Assert.Equal("v DATE", column);
        Assert.Equal([new DateOnly(2026, 1, 31), new DateOnly(1999, 12, 31), new DateOnly(1900, 3, 1)], values);

        (column, values) = await ReadAsync(new DateOnly(2026, 1, 31), new DateTime(2026, 1, 31, 13, 45, 7));
        Assert.Equal("v TIMESTAMP", column);
        Assert.Equal([new DateTime(2026, 1, 31), new DateTime(2026, 1, 31, 13, 45, 7)], values);
    }

    [Fact]
    public async Task Times_of_day_are_time_and_durations_are_text()
    {
        var (column, values) = await ReadAsync(new TimeOnly(13, 45), new TimeOnly(0, 0), new TimeOnly(23, 59));
        Assert.Equal("v TIME", column);
        Assert.Equal([new TimeOnly(13, 45), new TimeOnly(0, 0), new TimeOnly(23, 59)], values);

        (column, values) = await ReadAsync(TimeSpan.FromHours(26.5), TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(1.25));
        Assert.Equal("v VARCHAR", column);
        Assert.Equal(["26:30:00", "00:05:00", "00:00:01.25"], values);
    }

    [Theory]
    [InlineData("hh:mm\" dag\"", "v TIME")]
    [InlineData("[$-413]hh:mm\\d", "v TIME")]
    [InlineData("[Red]hh:mm:ss;@", "v TIME")]
    [InlineData("d/m hh:mm", "v TIMESTAMP")]
    [InlineData("mmm yyyy hh:mm", "v TIMESTAMP")]
    public async Task The_format_tells_a_time_of_day_from_the_first_day_that_Excel_knows(string format, string column) =>
        Assert.Equal(column, (await ReadAsync(new XlsxFormatted(new TimeOnly(13, 45), format))).Column);

    [Fact]
    public async Task Dates_that_count_from_1904_are_the_same_dates()
    {
        var (column, values) = await ReadAsync(new XlsxFile { Date1904 = true }, new DateOnly(2026, 1, 31), new DateOnly(1904, 1, 2));
        Assert.Equal("v DATE", column);
        Assert.Equal([new DateOnly(2026, 1, 31), new DateOnly(1904, 1, 2)], values);

        (column, values) = await ReadAsync(new XlsxFile { Date1904 = true }, new TimeOnly(13, 45), new TimeOnly(0, 0));
        Assert.Equal("v TIME", column);
        Assert.Equal([new TimeOnly(13, 45), new TimeOnly(0, 0)], values);
    }

    [Fact]
    public async Task Mixed_values_are_text_as_one_would_write_them()
    {
        var (column, values) = await ReadAsync(
            12, 0.5, 1e20, 1.5e-7, -3, true, new DateOnly(2026, 1, 31), new DateTime(2026, 1, 31, 13, 45, 0), new TimeOnly(8, 5),
            TimeSpan.FromHours(100), "tekst");
        Assert.Equal("v VARCHAR", column);
        Assert.Equal(
            ["12", "0.5", "100000000000000000000", "0.00000015", "-3", "true", "2026-01-31", "2026-01-31 13:45:00", "08:05:00", "100:00:00",
                "tekst"], values);
    }

    [Fact]
    public async Task Texts_stay_as_they_are()
    {
        var (column, values) =
            await ReadAsync("0612345678", "12345678901234567890", "=1+1", " spatie ", "twee\nregels", "Łódź 🚀 <&>", "1,5");
        Assert.Equal("v VARCHAR", column);
        Assert.Equal(["0612345678", "12345678901234567890", "=1+1", " spatie ", "twee\nregels", "Łódź 🚀 <&>", "1,5"], values);
    }

    [Fact]
    public async Task Errors_empty_texts_and_spaces_are_null_and_change_no_type()
    {
        var (column, values) = await ReadAsync(1, new XlsxError("#N/A"), "", "  ", new XlsxError("#DIV/0!"), null, 7);
        Assert.Equal("v BIGINT", column);
        Assert.Equal([1L, null, null, null, null, null, 7L], values);
    }

    [Fact]
    public async Task A_file_of_another_writer_reads_the_same()
    {
        MiniExcel.SaveAs(_folder["klanten.xlsx"], new[]
        {
            new { id = 1, naam = "An", bedrag = 9.5, actief = true, sinds = new DateTime(2026, 1, 31, 8, 30, 0), postcode = "0123" },
            new { id = 2, naam = "Bo", bedrag = 10.0, actief = false, sinds = new DateTime(2026, 2, 1), postcode = "0456" },
        }, sheetName: "S");
        await using var catalog = Workbooks.Open(_folder);

        Assert.Equal(["id BIGINT", "naam VARCHAR", "bedrag DOUBLE", "actief BOOLEAN", "sinds TIMESTAMP", "postcode VARCHAR"],
            (await catalog.TableAsync("S")).Columns());
        Assert.Equal(
            [[1L, "An", 9.5, true, new DateTime(2026, 1, 31, 8, 30, 0), "0123"], [2L, "Bo", 10d, false, new DateTime(2026, 2, 1), "0456"]],
            await catalog.RowsAsync("S"));
    }
}
