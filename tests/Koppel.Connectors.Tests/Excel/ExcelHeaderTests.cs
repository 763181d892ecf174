using Koppel.Connectors.Tests.Files;

namespace Koppel.Connectors.Tests.Excel;

public sealed class ExcelHeaderTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    async Task<(string[] Columns, List<object?[]> Rows)> ReadAsync(Action<XlsxSheet> fill, string? header = null)
    {
        var file = new XlsxFile();
        fill(file.Sheet("S"));
        await using var catalog = file.SaveAndOpen(_folder, header);
        return ((await catalog.TableAsync("S")).Columns(), await catalog.RowsAsync("S"));
    }

    async Task<string> FaultAsync(Action<XlsxSheet> fill, string? header = null)
    {
        var file = new XlsxFile();
        fill(file.Sheet("S"));
        await using var catalog = file.SaveAndOpen(_folder, header);
        Assert.Empty(await catalog.ListAsync());
        return await catalog.FaultAsync("S");
    }

    [Fact]
    public async Task Title_rows_and_empty_rows_before_the_headings_are_skipped()
    {
        var (columns, rows) = await ReadAsync(s => s
            .Row(1, "Klantenlijst").Row(2, "Stand van", new DateOnly(2026, 1, 31))
            .Row(5, "email", "naam", "plaats", "klant sinds").Row(6, "a@x.nl", "An", "Ede", new DateOnly(2020, 5, 1))
            .Row(7, "b@x.nl", "Bo", null, null));

        Assert.Equal(["email VARCHAR", "naam VARCHAR", "plaats VARCHAR", "klant sinds DATE"], columns);
        Assert.Equal([["a@x.nl", "An", "Ede", new DateOnly(2020, 5, 1)], ["b@x.nl", "Bo", null, null]], rows);
    }

    [Fact]
    public async Task A_title_above_a_list_of_one_column_is_skipped_when_an_empty_row_follows_it()
    {
        var (columns, rows) = await ReadAsync(s => s.Row(1, "Adressen").Row(3, "email").Row(4, "a@x.nl"));

        Assert.Equal(["email VARCHAR"], columns);
        Assert.Equal([["a@x.nl"]], rows);
    }

    [Fact]
    public async Task The_table_may_begin_in_any_column()
    {
        var (columns, rows) = await ReadAsync(s => s.RowFrom(2, 3, "a", "b").RowFrom(2, 4, 1, 2));

        Assert.Equal(["a BIGINT", "b BIGINT"], columns);
        Assert.Equal([[1L, 2L]], rows);
    }

    [Fact]
    public async Task A_heading_that_occurs_twice_gets_a_number_and_a_missing_one_the_letter_of_its_column()
    {
        var (columns, rows) = await ReadAsync(s => s
            .Row(1, "Naam", "naam", null, "NAAM", " E-mail\n adres ", "_row", "leeg").Row(2, "a", "b", 3, "d", "e", 6, null));

        Assert.Equal(
            ["Naam VARCHAR", "naam_2 VARCHAR", "C BIGINT", "NAAM_3 VARCHAR", "E-mail adres VARCHAR", "_row_2 BIGINT", "leeg VARCHAR"],
            columns);
        Assert.Equal([["a", "b", 3L, "d", "e", 6L, null]], rows);
    }

    [Fact]
    public async Task Years_and_days_beside_texts_are_headings()
    {
        var (columns, _) = await ReadAsync(s => s.Row(1, "Klant", "Segment", 2025, new DateOnly(2026, 1, 1)).Row(2, "a", "b", 1, 2));

        Assert.Equal(["Klant VARCHAR", "Segment VARCHAR", "2025 BIGINT", "2026-01-01 BIGINT"], columns);
    }

    [Fact]
    public async Task Headings_without_a_row_below_them_are_a_table_without_rows()
    {
        var (columns, rows) = await ReadAsync(s => s.Row(1, "email", "tag"));

        Assert.Equal(["email VARCHAR", "tag VARCHAR"], columns);
        Assert.Empty(rows);
    }

    [Fact]
    public async Task A_column_that_begins_after_the_first_hundred_rows_is_there()
    {
        var (columns, rows) = await ReadAsync(s =>
        {
            s.Row(1, "a", "b");
            for (var row = 2; row < 300; row++) s.Row(row, row, "x");
            s.Row(300, 300, "x", 7.5);
        });

        Assert.Equal(["a BIGINT", "b VARCHAR", "C DOUBLE"], columns);
        Assert.Equal(299, rows.Count);
        Assert.Equal(299, rows.Select(r => (long)r[0]!).Distinct().Count());
        Assert.Equal([300L, "x", 7.5], rows[^1]);
    }

    [Fact]
    public async Task A_sheet_without_headings_is_refused_with_the_cell_and_what_to_do()
    {
        Assert.Equal(
            "The sheet 'S' of klanten.xlsx cannot be read as a table: row 2 is the first that fills most columns, but cell A2 in it is a "
                + "value, not a heading. "
            + "Give each column a heading in one row above the data, or set header for the connection: \"first\" (the first row that is "
            + "not empty has the headings), the number of the row that has them, or \"none\" (the columns are named A, B, C).",
            await FaultAsync(s => s.Row(2, 1, "Jan", "x").Row(3, 2, "Piet", "y")));
    }

    [Fact]
    public async Task A_row_that_is_mostly_years_is_no_heading_row() =>
        Assert.Contains("row 1 is the first that fills most columns, but less than half of its cells are texts",
            await FaultAsync(s => s.Row(1, "Naam", 2025, 2026).Row(2, "a", 1, 2)), StringComparison.Ordinal);

    [Fact]
    public async Task A_lone_title_is_no_table() =>
        Assert.Contains(
            "no row has headings over most of its columns", await FaultAsync(s => s.Row(1, "Rapport 2026")), StringComparison.Ordinal);

    [Fact]
    public async Task With_header_first_the_first_row_that_is_not_empty_has_the_headings()
    {
        var (columns, rows) = await ReadAsync(s => s.Row(2, "Naam", 1, 2.5, true).Row(3, "a", 10, 20, 30), "first");

        Assert.Equal(["Naam VARCHAR", "1 BIGINT", "2.5 BIGINT", "true BIGINT"], columns);
        Assert.Equal([["a", 10L, 20L, 30L]], rows);
    }

    [Fact]
    public async Task A_header_that_is_a_number_names_the_row_and_what_stands_above_it_is_skipped()
    {
        var (columns, rows) = await ReadAsync(s => s
            .Row(1, "naam", "e-mail", "land").Row(2, "uw naam", "uw adres", "NL of BE")
            .Row(4, "a", 2019, "c").Row(5, "x", 1, "z").Row(6, "y", 2, null), header: "4");

        Assert.Equal(["a VARCHAR", "2019 BIGINT", "c VARCHAR"], columns);
        Assert.Equal([["x", 1L, "z"], ["y", 2L, null]], rows);
    }

    [Theory]
    [InlineData("3", "row 3, which is to hold the headings, is empty")]
    [InlineData("9", "no cell has a value from row 9 on, which is to hold the headings")]
    public async Task A_row_that_holds_no_headings_is_refused(string header, string why) =>
        Assert.Contains(why, await FaultAsync(s => s.Row(1, "a", "b").Row(4, 1, 2), header), StringComparison.Ordinal);

    [Fact]
    public async Task A_range_below_the_row_that_header_names_keeps_its_own_headings()
    {
        var file = new XlsxFile();
        file.Sheet("S").Row(2, "a", "b").Row(3, 1, 2).Row(6, "c", "d").Row(7, "x", "y");
        file.Name("below", "S!$A$6:$B$7");
        await using var catalog = file.SaveAndOpen(_folder, "2");

        Assert.Equal(["a VARCHAR", "b VARCHAR"], (await catalog.TableAsync("S")).Columns());
        Assert.Equal(["c VARCHAR", "d VARCHAR"], (await catalog.TableAsync("below")).Columns());
    }

    [Fact]
    public async Task With_header_none_all_rows_are_data_and_the_columns_have_letters()
    {
        var (columns, rows) = await ReadAsync(s => s.RowFrom(1, 2, "Jan", 5).RowFrom(1, 3, "Piet", 6), "NONE");

        Assert.Equal(["B VARCHAR", "C BIGINT"], columns);
        Assert.Equal([["Jan", 5L], ["Piet", 6L]], rows);
    }
}
