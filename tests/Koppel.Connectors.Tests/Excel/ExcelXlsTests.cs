using Koppel.Connectors.Tests.Files;

namespace Koppel.Connectors.Tests.Excel;

public sealed class ExcelXlsTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_xls_workbook_of_Excel_97_is_read_by_the_same_rules()
    {
        File.WriteAllBytes(_folder["oud.xls"], XlsFile.Write(
            ("Klanten", false,
                [["Titel"], [], ["id", "naam", "sinds", "actief", "fout"],
                    [1d, "Łódź", new DateOnly(2026, 1, 31), true, new XlsxError("#N/A")], [2d, "Bo", null, false, null]]),
            ("Dicht", true, [["a", "b"], [0.5, "x"]])));
        await using var catalog = Workbooks.Open(_folder, "oud.xls");

        Assert.Equal(["Klanten"], await catalog.NamesAsync());
        Assert.Equal(
            ["id BIGINT", "naam VARCHAR", "sinds DATE", "actief BOOLEAN", "fout VARCHAR"], (await catalog.TableAsync("Klanten")).Columns());
        Assert.Equal(
            [[1L, "Łódź", new DateOnly(2026, 1, 31), true, null], [2L, "Bo", null, false, null]], await catalog.RowsAsync("Klanten"));
        Assert.Equal([[0.5, "x"]], await catalog.RowsAsync("Dicht"));
    }
}
