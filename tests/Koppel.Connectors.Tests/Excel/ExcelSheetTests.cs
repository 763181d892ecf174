using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;
using Koppel.Connectors.Tests.Files;

namespace Koppel.Connectors.Tests.Excel;

public sealed class ExcelSheetTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_sheet_is_a_table_named_after_it()
    {
        var file = new XlsxFile();
        file.Sheet("Klanten").Row(1, "email", "tag").Row(2, "a@x.nl", "Test");
        file.Sheet("Orders 2026").Row(1, "nr", "bedrag").Row(2, 1, 9.5);
        await using var catalog = file.SaveAndOpen(_folder);

        Assert.Equal(["Klanten", "Orders 2026"], await catalog.NamesAsync());
        Assert.Equal([["a@x.nl", "Test"]], await catalog.RowsAsync("KLANTEN"));
        Assert.Equal([[1L, 9.5]], await catalog.RowsAsync("orders 2026"));
        Assert.Null(await catalog.FindAsync("Leveranciers"));
    }

    [Fact]
    public async Task A_hidden_sheet_is_not_listed_but_can_be_read()
    {
        var file = new XlsxFile();
        file.Sheet("Open").Row(1, "a", "b").Row(2, 1, 2);
        file.Sheet("Dicht", "hidden").Row(1, "a", "b").Row(2, 3, 4);
        file.Sheet("Heel dicht", "veryHidden").Row(1, "a", "b").Row(2, 5, 6);
        await using var catalog = file.SaveAndOpen(_folder);

        Assert.Equal(["Open"], await catalog.NamesAsync());
        Assert.Equal([[3L, 4L]], await catalog.RowsAsync("Dicht"));
        Assert.Equal([[5L, 6L]], await catalog.RowsAsync("Heel dicht"));
    }

    [Fact]
    public async Task An_empty_sheet_is_not_listed_and_says_so_when_it_is_read()
    {
        var file = new XlsxFile();
        file.Sheet("Leeg");
        file.Sheet("Vol").Row(1, "a", "b").Row(2, 1, 2);
        await using var catalog = file.SaveAndOpen(_folder);

        Assert.Equal(["Vol"], await catalog.NamesAsync());
        Assert.StartsWith("The sheet 'Leeg' of klanten.xlsx cannot be read as a table: it is empty: no cell has a value.",
            await catalog.FaultAsync("leeg"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Empty_rows_in_the_middle_are_skipped_and_at_the_end_are_no_rows()
    {
        var file = new XlsxFile();
        file.Sheet("S").Row(1, "a", "b").Row(2, 1, "x").Row(4, 2, null).Row(5, "", "").Row(6, "  ", " ").Row(9, 3, "z").Row(10, "", "")
            .Row(200, "", "");
        await using var catalog = file.SaveAndOpen(_folder);

        Assert.Equal([[1L, "x"], [2L, null], [3L, "z"]], await catalog.RowsAsync("S"));
    }

    [Fact]
    public async Task A_workbook_that_is_replaced_between_two_statements_is_read_again()
    {
        var file = new XlsxFile();
        file.Sheet("S").Row(1, "a", "b").Row(2, 1, 2);
        await using var catalog = file.SaveAndOpen(_folder);
        Assert.Equal([[1L, 2L]], await catalog.RowsAsync("S"));

        var next = new XlsxFile();
        next.Sheet("S").Row(1, "a", "c").Row(2, "een", 2).Row(3, "twee", 4);
        next.Save(_folder["klanten.xlsx"]);

        Assert.Equal(["a VARCHAR", "c BIGINT"], (await catalog.TableAsync("S")).Columns());
        Assert.Equal([["een", 2L], ["twee", 4L]], await catalog.RowsAsync("S"));
    }

    [Fact]
    public async Task A_table_that_was_looked_up_before_the_workbook_was_replaced_says_so()
    {
        var file = new XlsxFile();
        file.Sheet("S").Row(1, "a", "b").Row(2, 1, 2);
        await using var catalog = file.SaveAndOpen(_folder);
        var table = await catalog.TableAsync("S");

        var next = new XlsxFile();
        next.Sheet("S").Row(1, "a", "b").Row(2, 3, 4).Row(3, 5, 6);
        next.Save(_folder["klanten.xlsx"]);

        var fault = await Assert.ThrowsAsync<ConnectorException>(() => table.RowsAsync(new ScanRequest { Columns = table.Schema.Columns }));
        Assert.Equal(
            "The workbook 'klanten.xlsx' of connection 'crm' was changed while it was being read. Run the statement again when nothing "
            + "writes to it.", fault.Message);
    }
}
