using System.Globalization;
using Koppel.Connectors.Tests.Files;
using MiniExcelLibs;

namespace Koppel.Connectors.Tests.Excel;

/// <summary>What was written comes back, whatever the values and the language of the machine.</summary>
public sealed class ExcelRandomTests : IDisposable
{
    static readonly Func<Random, object>[] Makers =
    [
        r => (long)r.Next(-1_000_000, 1_000_000),
        r => r.NextInt64(-(1L << 53) + 1, 1L << 53),
        r => Math.Round(r.NextDouble() * 1e6, r.Next(1, 9)) + 0.5,
        r => r.Next(2) == 0,
        r => new DateOnly(1900, 3, 1).AddDays(r.Next(60_000)),
        r => new DateTime(1901, 1, 1, 0, 0, 1).AddSeconds(r.NextInt64(4_000_000_000)),
        r => new TimeOnly(r.Next(24), r.Next(60), r.Next(60)),
        r => Text(r),
    ];

    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Random_sheets_come_back_as_they_were_written(int seed)
    {
        var random = new Random(seed);
        var makers = Enumerable.Range(0, random.Next(2, 15)).Select(_ => Makers[random.Next(Makers.Length)]).ToArray();
        var rows = Enumerable.Range(0, random.Next(1, 400))
            .Select(_ => makers.Select((make, c) => c > 0 && random.Next(5) == 0 ? null : make(random)).ToArray()).ToList();
        var (firstRow, firstColumn) = (random.Next(1, 20), random.Next(5));

        var file = new XlsxFile { Date1904 = seed % 3 == 0 && rows.TrueForAll(r => r.All(v => v is not (DateOnly or DateTime))) };
        var sheet = file.Sheet("S").RowFrom(firstColumn, firstRow, [.. makers.Select((_, c) => FormattableString.Invariant($"kolom {c}"))]);
        for (var i = 0; i < rows.Count; i++) sheet.RowFrom(firstColumn, firstRow + 1 + i, rows[i]);
        await using var catalog = file.SaveAndOpen(_folder);

        Assert.Equal(rows, await catalog.RowsAsync("S"));
    }

    [Theory]
    [InlineData("nl-NL")]
    [InlineData("ka-GE")]
    public async Task The_language_of_the_machine_changes_nothing(string name)
    {
        var before = CultureInfo.CurrentCulture;
        // A machine without culture data has no such culture of its own; then one with its marks is made.
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = name == "ka-GE" ? "\u00A0" : ".";
        culture.NumberFormat.NegativeSign = "\u2212";
        culture.DateTimeFormat.ShortDatePattern = "d-M-yyyy";
        culture.DateTimeFormat.DateSeparator = "-";
        culture.DateTimeFormat.TimeSeparator = ".";
        try
        {
            CultureInfo.CurrentCulture = culture;
            Assert.Equal("-1,5".Replace('-', '\u2212'), (-1.5).ToString(CultureInfo.CurrentCulture));
            var file = new XlsxFile();
            file.Sheet("S").Row(1, "d", "gemengd").Row(2, -1.5, 2.5).Row(3, 1000.25, new DateTime(2026, 1, 31, 8, 5, 0))
                .Row(4, 0.5, -1234.5).Row(5, 3, "tekst").Row(6, 3, TimeSpan.FromHours(30));
            await using var catalog = file.SaveAndOpen(_folder);

            Assert.Equal(
                [[-1.5, "2.5"], [1000.25, "2026-01-31 08:05:00"], [0.5, "-1234.5"], [3d, "tekst"], [3d, "30:00:00"]],
                await catalog.RowsAsync("S"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public async Task Random_values_of_another_writer_come_back()
    {
        var random = new Random(7);
        var rows = Enumerable.Range(0, 300)
            .Select(
                _ => new { whole = random.NextInt64(-(1L << 50), 1L << 50), number = random.NextDouble() * 1000 + 0.1, text = Text(random),
                    yes = random.Next(2) == 0 })
            .ToList();
        MiniExcel.SaveAs(_folder["klanten.xlsx"], rows, sheetName: "S");
        await using var catalog = Workbooks.Open(_folder);

        Assert.Equal(rows.Select(r => new object?[] { r.whole, r.number, r.text, r.yes }), await catalog.RowsAsync("S"));
    }

    /// <summary>A text of letters, digits, marks and spaces that is not blank and does not look like an escape.</summary>
    static string Text(Random random)
    {
        const string letters = "abcXYZ0123456789 .,;:'\"<>&=+-@#€ßłŻ漢\t\n";
        return "t" + new string([.. Enumerable.Range(0, random.Next(30)).Select(_ => letters[random.Next(letters.Length)])]);
    }
}
