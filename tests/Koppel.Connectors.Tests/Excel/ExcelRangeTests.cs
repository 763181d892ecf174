using Koppel.Sdk.Reading;
using Koppel.Connectors.Tests.Files;

namespace Koppel.Connectors.Tests.Excel;

public sealed class ExcelRangeTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    static XlsxFile Example()
    {
        var file = new XlsxFile();
        file.Sheet("Mijn blad")
            .Row(1, "email", "tag", null, "land", "code")
            .Row(2, "a@x.nl", "T1", null, "Nederland", 31)
            .Row(3, "b@x.nl", "T2", null, "België", 32)
            .Row(4, "c@x.nl", "T3")
            .RowFrom(6, 6, "los");
        file.Sheet("Twee").Row(1, "p", "q").Row(2, 1, 2);
        return file;
    }

    [Fact]
    public async Task A_named_range_is_a_table()
    {
        var file = Example().Name("Landen", "'Mijn blad'!$D$1:$E$3").Name("Adressen", "'Mijn blad'!$A:$B").Name("Kop", "Twee!$1:$2");
        await using var catalog = file.SaveAndOpen(_folder);

        // On the sheet as a whole the loose cell in G6 stands outside the headings; the name of a range is what makes it a table.
        Assert.Equal(["Mijn blad", "Twee", "Landen", "Adressen", "Kop"], await catalog.NamesAsync());
        Assert.Equal([["Nederland", 31L], ["België", 32L]], await catalog.RowsAsync("landen"));
        Assert.Equal(["email VARCHAR", "tag VARCHAR"], (await catalog.TableAsync("Adressen")).Columns());
        Assert.Equal(3, (await catalog.RowsAsync("Adressen")).Count);
        Assert.Equal([[1L, 2L]], await catalog.RowsAsync("Kop"));
        Assert.Equal([["Nederland", 31L], ["België", 32L]], await catalog.RowsAsync("mijn blad!landen"));
    }

    [Fact]
    public async Task Names_that_are_no_single_range_are_left_out()
    {
        var file = Example()
            .Name("_xlnm.Print_Area", "Twee!$A$1:$B$2", 1).Name("_xlnm._FilterDatabase", "Twee!$A$1:$B$2", 1, hidden: true)
            .Name("Geheim", "Twee!$A$1:$B$2", hidden: true)
            .Name("Btw", "0.21").Name("Tekst", "\"abc\"").Name("Formule", "OFFSET(Twee!$A$1,0,0,2,2)").Name("Weg", "#REF!")
            .Name("WegOok", "Twee!#REF!")
            .Name("Twee_delen", "Twee!$A$1:$A$2,Twee!$B$1:$B$2").Name("Elders", "[1]Blad!$A$1:$B$2").Name("Onbekend", "Drie!$A$1:$B$2")
            .Name("Reeks", "Twee:Drie!$A$1:$B$2");
        await using var catalog = file.SaveAndOpen(_folder);

        Assert.Equal(["Mijn blad", "Twee"], await catalog.NamesAsync());
        Assert.Null(await catalog.FindAsync("Geheim"));
        Assert.Null(await catalog.FindAsync("Twee_delen"));
    }

    [Fact]
    public async Task An_Excel_table_has_its_own_headings_and_no_total_row()
    {
        var file = new XlsxFile();
        file.Sheet("S").Row(1, "Titel").Row(2, "tussen")
            .RowFrom(1, 3, "nr", "bedrag_x000a_euro", "leeg").RowFrom(1, 4, 1, 9.5).RowFrom(1, 5, 2, 0.5).RowFrom(1, 6, "Totaal", 10)
            .Table("tblOrders", "B3:D6", ["nr", "bedrag_x000a_euro", "leeg"], totals: true);
        await using var catalog = file.SaveAndOpen(_folder);

        var table = await catalog.TableAsync("TBLORDERS");
        Assert.Equal(["nr BIGINT", "bedrag euro DOUBLE", "leeg VARCHAR"], table.Columns());
        Assert.Equal([[1L, 9.5, null], [2L, 0.5, null]], await catalog.RowsAsync("tblOrders"));
        Assert.Equal(["read table 'tblOrders' (S!B3:D5) of klanten.xlsx"], table.Plan(new ScanRequest { Columns = [] }).Requests);
    }

    [Fact]
    public async Task An_Excel_table_without_a_heading_row_still_knows_its_headings()
    {
        var file = new XlsxFile();
        file.Sheet("S").Row(1, 1, "x").Row(2, 2, "y").Table("T", "A1:B2", ["nr", "letter"], header: false);
        await using var catalog = file.SaveAndOpen(_folder);

        Assert.Equal([[1L, "x"], [2L, "y"]], await catalog.RowsAsync("T"));
        Assert.Equal(["nr BIGINT", "letter VARCHAR"], (await catalog.TableAsync("T")).Columns());
    }

    [Fact]
    public async Task When_names_collide_the_sheet_has_it_then_the_table_then_the_range()
    {
        var file = new XlsxFile();
        file.Sheet("Klanten").Row(1, "a", "b").Row(2, 1, 2).Row(5, "c", "d").Row(6, 3, 4).Row(9, "e", "f").Row(10, 5, 6)
            .Table("klanten", "A5:B6", ["c", "d"]).Table("Orders", "A5:B6", ["c", "d"]);
        file.Sheet("Twee").Row(1, "p", "q").Row(2, 7, 8);
        file.Name("ORDERS", "Twee!$A$1:$B$2").Name("Deel", "Klanten!$A$9:$B$10").Name("Deel", "Twee!$A$1:$B$2", 1);
        await using var catalog = file.SaveAndOpen(_folder);

        Assert.Equal(["Klanten", "Twee", "Klanten!klanten", "Orders", "Twee!ORDERS", "Deel", "Twee!Deel"], await catalog.NamesAsync());
        Assert.Equal([3L, 4L], Assert.Single(await catalog.RowsAsync("klanten!KLANTEN")));
        Assert.Equal([3L, 4L], Assert.Single(await catalog.RowsAsync("orders")));
        Assert.Equal([7L, 8L], Assert.Single(await catalog.RowsAsync("Twee!Orders")));
        Assert.Equal([5L, 6L], Assert.Single(await catalog.RowsAsync("Deel")));
        Assert.Equal([7L, 8L], Assert.Single(await catalog.RowsAsync("Twee!Deel")));
    }

    [Fact]
    public async Task A_range_without_headings_is_refused_under_its_name()
    {
        await using var catalog = Example().Name("Codes", "'Mijn blad'!$E$2:$E$3").SaveAndOpen(_folder);

        Assert.StartsWith(
            "The range 'Codes' (Mijn blad!E2:E3) of klanten.xlsx cannot be read as a table: row 2 is the first that fills most columns, "
            + "but cell E2", await catalog.FaultAsync("Codes"), StringComparison.Ordinal);
    }
}
