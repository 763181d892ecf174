using System.Globalization;
using System.IO.Compression;
using System.Text;
using Koppel.Connectors.Tests.Files;
using Koppel.Fuzzing;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Connectors.Tests.Excel;

/// <summary>
/// Workbooks that were changed at random are read or told as a fault of the file; nothing else, and always. <c>KOPPEL_FUZZ_COUNT</c> says
/// how many of each kind, <c>KOPPEL_FUZZ_SECONDS</c> for how long at most.
/// </summary>
public sealed class ExcelFuzzTests : IDisposable
{
    static readonly string[] Words =
    [
        "<c>", "</c>", "<v>", "</v>", "<row r=\"1048576\">", "r=\"XFD1048576\"", "t=\"s\"", "t=\"d\"", "t=\"inlineStr\"",
        "<is><t>x</t></is>", "s=\"99\"", "&amp;", "&#0;", "&x;", "<![CDATA[",
        "]]>", "<!--", "-->", "<?x?>", "_x0000_", "-1", "1e308", "NaN", "999999999999999999999", "\0", "\uFFFF", "<!DOCTYPE a []>",
        "xmlns=\"\"", "<sheetData/>", "<mergeCells>",
    ];

    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    static int Count => FuzzCases.Count(60);

    static TimeSpan Longest => TimeSpan.FromSeconds(
        int.TryParse(Environment.GetEnvironmentVariable("KOPPEL_FUZZ_SECONDS"), CultureInfo.InvariantCulture, out var seconds)
            ? seconds
            : 600);

    [Fact]
    public async Task Xlsx_files_with_other_bytes_are_read_or_told()
    {
        var whole = await ExampleAsync();
        await FuzzAsync("x.xlsx", 11, random => Bytes(whole, random));
    }

    [Fact]
    public async Task Xlsx_files_with_other_XML_are_read_or_told()
    {
        var parts = Unzip(await ExampleAsync());
        await FuzzAsync("x.xlsx", 12, random =>
        {
            var changed = parts.ToDictionary(p => p.Key, p => p.Value);
            for (var i = 0; i <= random.Next(3); i++)
            {
                var name = changed.Keys.ElementAt(random.Next(changed.Count));
                changed[name] = Text(changed[name], random);
            }
            if (random.Next(20) == 0) changed.Remove(changed.Keys.ElementAt(random.Next(changed.Count)));
            RawXlsx.Zip(_folder["nieuw.zip"], changed.Select(p => (p.Key, p.Value)));
            return File.ReadAllBytes(_folder["nieuw.zip"]);
        });
    }

    [Fact]
    public async Task Xls_files_with_other_bytes_are_read_or_told()
    {
        var whole = XlsFile.Write(
            ("Klanten", false,
                [["id", "naam", "sinds", "actief", "fout"],
                    .. Enumerable.Range(0, 60)
                        .Select(
                            i => new object?[] { (double)i, $"naam {i}", new DateOnly(2026, 1, 31), i % 2 == 0, new XlsxError("#N/A") })]),
            ("Dicht", true, [["a", "b"], [0.5, "x"]]));
        await FuzzAsync("x.xls", 13, random => Bytes(whole, random));
    }

    async Task FuzzAsync(string name, int seed, Func<Random, byte[]> change)
    {
        using var time = new CancellationTokenSource(Longest);
        var (read, told) = (0, 0);
        for (var round = 0; round < Count && !time.IsCancellationRequested; round++)
        {
            var random = new Random(seed * 1_000_003 + round);
            File.WriteAllBytes(_folder[name], change(random));
            try
            {
                // A reading that never ends would end the run here, with the file in hand.
                if (await ReadAsync(name).WaitAsync(TimeSpan.FromMinutes(2))) read++;
                else told++;
            }
            catch (Exception e)
            {
                var kept = Path.Combine(Path.GetTempPath(), $"koppel-fuzz-{seed}-{round}{Path.GetExtension(name)}");
                File.Copy(_folder[name], kept, overwrite: true);
                Assert.Fail($"Round {round} ({kept}): {e}");
            }
        }
        Assert.NotEqual(0, told);
        Assert.NotEqual(0, read + told);
        TestContext.Current.SendDiagnosticMessage("{0}: {1} read, {2} told", name, read, told);
    }

    /// <summary>Reads all that there is.</summary>
    /// <returns>False when a fault of the file was told.</returns>
    async Task<bool> ReadAsync(string name)
    {
        await using var catalog = Workbooks.Open(_folder, name);
        try
        {
            foreach (var table in (await catalog.ListAsync()).Cast<IScanTable>())
                await foreach (var batch in table.ScanAsync(table.Plan(new ScanRequest { Columns = table.Schema.Columns })))
                    Assert.InRange(batch.Count, 1, RowBatch.Capacity);
            return true;
        }
        catch (ConnectorException fault) when (fault.Kind == ConnectorErrorKind.File)
        {
            Assert.DoesNotContain("   at ", fault.Message, StringComparison.Ordinal);
            return false;
        }
    }

    async Task<byte[]> ExampleAsync()
    {
        var file = new XlsxFile();
        var sheet = file.Sheet("Blad1").Row(1, "id", "naam", "sinds", "tijd", "fout", "duur");
        for (var row = 2; row < 60; row++)
            sheet.Row(
                row, row, $"naam {row}", new DateOnly(2026, 1, 31), new TimeOnly(8, 5), new XlsxError("#N/A"), TimeSpan.FromHours(30));
        sheet.Table("T", "A1:B49", ["id", "naam"]);
        file.Sheet("Blad2").Row(1, "a", "b").Row(2, true, new XlsxFormatted(new DateTime(2026, 1, 31), "[$-411]ggge\"年\""));
        file.Name("N", "Blad1!$A$1:$B$20").Save(_folder["heel.xlsx"]);
        return await File.ReadAllBytesAsync(_folder["heel.xlsx"]);
    }

    static Dictionary<string, byte[]> Unzip(byte[] content)
    {
        using var archive = new ZipArchive(new MemoryStream(content));
        return archive.Entries.ToDictionary(e => e.FullName, e =>
        {
            using var stream = e.Open();
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return copy.ToArray();
        });
    }

    static byte[] Bytes(byte[] whole, Random random)
    {
        var bytes = whole.ToArray();
        if (random.Next(4) == 0) return bytes[..random.Next(bytes.Length)];
        for (var i = 0; i <= random.Next(1, 12); i++)
        {
            var at = random.Next(bytes.Length);
            bytes[at] = random.Next(3) switch { 0 => 0xFF, 1 => (byte)(bytes[at] ^ 1 << random.Next(8)), _ => (byte)random.Next(256) };
        }
        return bytes;
    }

    static byte[] Text(byte[] content, Random random)
    {
        var text = Encoding.UTF8.GetString(content);
        for (var i = 0; i <= random.Next(4); i++)
        {
            var at = random.Next(text.Length + 1);
            var length = Math.Min(random.Next(40), text.Length - at);
            text = random.Next(5) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, text.Substring(random.Next(at + 1), Math.Min(length, text.Length - at))),
                2 => text.Insert(at, Words[random.Next(Words.Length)]),
                3 => text[..at] + (char)random.Next(1, 0x3000) + text[at..],
                _ => Digits(text, at, random),
            };
        }
        return Encoding.UTF8.GetBytes(text);
    }

    /// <summary>Another number in the place of the next one: what stays XML goes deeper than what does not.</summary>
    static string Digits(string text, int at, Random random)
    {
        var start = at + text.AsSpan(at).IndexOfAnyInRange('0', '9');
        if (start < at) return text;
        var end = start;
        while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
        return text[..start] + random.NextInt64(-2, 1L << random.Next(1, 62)).ToString(CultureInfo.InvariantCulture) + text[end..];
    }
}
