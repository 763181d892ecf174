using System.IO.Compression;
using System.Text;
using Koppel.Connectors.Excel;
using Koppel.Connectors.Tests.Files;
using Koppel.Sdk.Connections;

namespace Koppel.Connectors.Tests.Excel;

public sealed class ExcelFaultTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    async Task<string> FaultAsync(string path)
    {
        await using var catalog = Workbooks.Open(_folder, path);
        var list = await Assert.ThrowsAsync<ConnectorException>(async () => await catalog.ListAsync());
        var find = await catalog.FaultAsync("Blad1");
        Assert.Equal(list.Message, find);
        Assert.Contains($"'{path}'", find, StringComparison.Ordinal);
        return find;
    }

    void Zip(string name, params string[] parts)
    {
        using var archive = ZipFile.Open(_folder[name], ZipArchiveMode.Create);
        foreach (var part in parts)
        {
            using var writer = new StreamWriter(archive.CreateEntry(part).Open());
            writer.Write("<x/>");
        }
    }

    [Fact]
    public async Task A_missing_file_is_told_with_the_path_as_written_and_as_searched() => Assert.Equal(
        $"The workbook 'map/weg.xlsx' of connection 'crm' does not exist: there is no file "
            + $"{Path.Combine(_folder.Path, "map", "weg.xlsx")}. "
        + "Check the connection's path; a relative path counts from the folder of the configuration.",
        await FaultAsync("map/weg.xlsx"));

    [Fact]
    public async Task A_folder_is_no_workbook()
    {
        Directory.CreateDirectory(_folder["data"]);
        Assert.StartsWith("The workbook 'data' of connection 'crm' is a folder. Write the workbook's name", await FaultAsync("data"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_file_named_xlsx_is_no_workbook()
    {
        _folder.Write("tekst.xlsx", "email;tag\na@x.nl;Test\n");
        Assert.Contains("it does not begin as an Excel file does. If it is a text file, use a connection of type = \"files\"",
            await FaultAsync("tekst.xlsx"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("P")]
    [InlineData("PK")]
    [InlineData("PK\u0003\u0004 and no more than this")]
    public async Task A_file_with_too_little_in_it_is_no_workbook(string content)
    {
        _folder.Write("kort.xlsx", content);
        Assert.StartsWith("The file 'kort.xlsx' of connection 'crm' is not a workbook that can be read: ", await FaultAsync("kort.xlsx"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_zip_archive_an_xlsb_and_an_OpenDocument_file_are_told_apart()
    {
        Zip("archief.xlsx", "readme.txt");
        Zip("snel.xlsb", "xl/workbook.bin");
        Zip("calc.ods", "content.xml");

        Assert.Contains("it is a zip archive without a workbook in it.", await FaultAsync("archief.xlsx"), StringComparison.Ordinal);
        Assert.Contains("it is an .xlsb (binary) workbook, which Koppel does not read. Save it in Excel as 'Excel Workbook (.xlsx)'.",
            await FaultAsync("snel.xlsb"), StringComparison.Ordinal);
        Assert.Contains("it is an OpenDocument file.", await FaultAsync("calc.ods"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workbook_with_a_password_is_refused_with_the_way_out()
    {
        // Standard encryption (AES 128): only the form counts, no password opens it.
        var header = new byte[44 + 2];
        var info = new List<byte>();
        foreach (var number in (int[])[0x0002_0004, 0x24, 34, 0x24, 0, 0x660E, 0x8004, 128, 0x18, 0, 0])
            info.AddRange(BitConverter.GetBytes(number));
        info.AddRange(header[..2]);
        info.AddRange(BitConverter.GetBytes(16));
        info.AddRange(new byte[32]);
        info.AddRange(BitConverter.GetBytes(20));
        info.AddRange(new byte[32]);
        File.WriteAllBytes(_folder["geheim.xlsx"], CompoundFile.Write(("EncryptionInfo", [.. info]), ("EncryptedPackage", new byte[600])));

        Assert.Contains(
            "it is protected with a password. In Excel, take the password away", await FaultAsync("geheim.xlsx"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_compound_file_without_a_workbook_is_no_workbook()
    {
        File.WriteAllBytes(_folder["brief.xls"], CompoundFile.Write(("WordDocument", Encoding.ASCII.GetBytes("Beste klant"))));
        Assert.StartsWith("The file 'brief.xls' of connection 'crm' is not a workbook that can be read: ", await FaultAsync("brief.xls"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_locked_workbook_says_so()
    {
        var file = new XlsxFile();
        file.Sheet("Blad1").Row(1, "a", "b").Row(2, 1, 2);
        file.Save(_folder["vast.xlsx"]);
        await using (new FileStream(_folder["vast.xlsx"], FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            Assert.Contains("because another program has locked it or the disk does not answer", await FaultAsync("vast.xlsx"),
                StringComparison.Ordinal);

        await using var catalog = Workbooks.Open(_folder, "vast.xlsx");
        Assert.Equal([[1L, 2L]], await catalog.RowsAsync("Blad1"));
    }

    [Fact]
    public async Task A_workbook_cut_or_broken_anywhere_is_told_as_a_fault_or_read()
    {
        var file = new XlsxFile();
        var sheet = file.Sheet("Blad1").Row(1, "a", "b");
        for (var row = 2; row < 50; row++) sheet.Row(row, row, "x");
        sheet.Table("T", "A1:B49", ["a", "b"]);
        file.Name("N", "Blad1!$A$1:$B$20").Save(_folder["heel.xlsx"]);
        var whole = File.ReadAllBytes(_folder["heel.xlsx"]);
        var random = new Random(1);
        var faults = 0;
        for (var round = 0; round < 200; round++)
        {
            var bytes = whole.ToArray();
            if (round % 2 == 0) bytes = bytes[..random.Next(bytes.Length)];
            else for (var i = 0; i < 8; i++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(_folder["stuk.xlsx"], bytes);
            await using var catalog = Workbooks.Open(_folder, "stuk.xlsx");
            try
            {
                foreach (var table in await catalog.ListAsync()) await catalog.RowsAsync(table.Schema.Name);
            }
            catch (ConnectorException e) when (e.Kind == ConnectorErrorKind.File)
            {
                faults++;
            }
        }
        Assert.InRange(faults, 100, 200);
    }

    [Fact]
    public void The_settings_are_declared()
    {
        var connector = new ExcelConnector();
        Assert.Equal("excel", connector.Type);
        Assert.Equal(["path", "header", "environment"], connector.Settings.Select(s => s.Name));
        Assert.True(connector.Settings[0] is { Required: true, Kind: SettingKind.Path });
        Assert.Equal("must be auto, first, none or the number of a row, not 'second'", connector.Settings[1].Check("second"));
        Assert.Equal("must be auto, first, none or the number of a row, not '0'", connector.Settings[1].Check("0"));
        Assert.All(["Auto", "first", "none", "4"], value => Assert.Null(connector.Settings[1].Check(value)));
    }
}
