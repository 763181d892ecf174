using System.Globalization;
using System.Text;
using Koppel.Engine.Statements;
using Koppel.Engine.Tests.Testing;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;

namespace Koppel.Engine.Tests.Files;

/// <summary>Random tables, written by many hands, come back as they were. The number of tables grows with KOPPEL_RANDOM_TABLES.</summary>
public sealed class TextRandomTests
{
    const int AtOnce = 50;

    static readonly int s_tables = int.TryParse(
        Environment.GetEnvironmentVariable("KOPPEL_RANDOM_TABLES"), CultureInfo.InvariantCulture, out var wanted) ? wanted : 400;

    static readonly string[] s_odd =
        ["", " ", "\"", "\"\"", "'", ",", ";", "\t", "|", "\n", "\r", "\r\n", "\\", "\\N", "#", "NULL", "é", "漢", "🚀", "\uFEFF", "\u2028",
            "\u0085", "\u0001", "\u001F", "1", "0", "-", ".", "a", "b ", "x"];

    static readonly string[] s_usual =
        ["Jansen", "de Vries", "O'Neil", "Zoë", "5\" disk", "a, b", "x; y", "#1 fan", "yes", "no", "true", "NULL", "n/a", "say \"hi\"",
            "line 1\nline 2", "C:\\temp\\", "\\\\server\\share", "50% | half",
         "anna@example.org", "+31 6 1234", "1E5", "007", "€ 5", "–", "=1+1", " lead", "trail ", "-", "."];

    [Fact]
    public async Task With_dialect_and_encoding_told_any_text_comes_back()
    {
        var random = new Random(20_261_128);
        for (var done = 0; done < Math.Max(1_000, s_tables); done += AtOnce)
            await CheckAsync([.. Enumerable.Range(0, AtOnce).Select(_ => Told(random))]);
    }

    [Fact]
    public async Task Found_by_itself_a_table_comes_back_or_with_a_note_or_is_refused()
    {
        var random = new Random(11_282_026);
        var (exact, all) = (0, 0);
        for (; all < s_tables; all += AtOnce)
            exact += await CheckAsync([.. Enumerable.Range(0, AtOnce).Select(_ => Found(random))], mayTell: true);
        Assert.True(exact > all / 2, $"{exact} of {all} came back without a word.");
    }

    /// <summary>Reads the files in one session and holds them against what was written; gives how many came back without a note.</summary>
    static async Task<int> CheckAsync(Case[] cases, bool mayTell = false)
    {
        var files = new List<FileTable>();
        try
        {
            foreach (var (one, i) in cases.Select((c, i) => (c, i)))
            {
                var file = new FileTable($"t{i}", FileFormat.Csv, "", $"t{i}.csv");
                file.Source = file.Source with { Text = one.Settings };
                await File.WriteAllBytesAsync(file.Source.Paths[0], one.Content);
                files.Add(file);
            }
            await using var session = TestDatabase.Of([.. files]);
            var silent = 0;
            for (var i = 0; i < cases.Length; i++)
                if (await CheckAsync(session, $"t{i}@ac", cases[i], mayTell)) silent++;
            return silent;
        }
        finally
        {
            files.ForEach(f => f.Dispose());
        }
    }

    static async Task<bool> CheckAsync(TestDatabase session, string table, Case one, bool mayTell)
    {
        var result = (await session.RunAsync($"select columns(*)::varchar from {table}"))[^1];
        if (result.Of is FailedResult failed)
        {
            Assert.True(mayTell && failed.Fault is ConnectorException, $"{one}\n{failed.Fault}");
            return false;
        }
        var rows = (RowsResult)result.Of;
        Assert.DoesNotContain(rows.Notes(), n => n.Text.Contains("left out, since", StringComparison.Ordinal)); // None of them has titles.
        if (mayTell && (rows.Notes().Count > 0 || rows.LeftOut > 0)) return false;
        Assert.True(one.Headings is null || one.Headings.SequenceEqual(rows.Columns.Select(c => c.Name)),
            $"{one}\nheadings {string.Join('|', rows.Columns.Select(c => c.Name))}");
        Assert.True(one.Rows.Count == result.Rows.Count, $"{one}\n{result.Rows.Count} rows");
        for (var r = 0; r < one.Rows.Count; r++)
            for (var c = 0; c < one.Rows[r].Length; c++)
                Assert.True(Same(one.Rows[r][c], (string?)result.Rows[r][c]),
                    $"{one}\nrow {r}, cell {c}: {one.Rows[r][c]} became {result.Rows[r][c]}");
        return true;
    }

    /// <summary>The same text; a number of a column of decimals has all its decimals, and a date is written as ISO 8601.</summary>
    static bool Same(string? written, string? read) => written == read
        || (written is not null && read is not null
            && ((decimal.TryParse(
                written.Replace(',', '.'), NumberStyles.Number & ~NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var a)
                    && decimal.TryParse(read, NumberStyles.Number, CultureInfo.InvariantCulture, out var b) && a == b
                    && read.Contains('.', StringComparison.Ordinal))
                || (DateOnly.TryParseExact(written, ["d-M-yyyy", "M/d/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None,
                    out var day) && read == day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))));

    static Case Told(Random random)
    {
        var separator = random.GetItems([',', ';', '\t', '|', '~', ':', '\u001F', ' ', '^'], 1)[0];
        var quote = random.GetItems(['"', '\'', '`'], 1)[0];
        var (name, encoding) = random.GetItems<(string, Encoding)>(
            [("utf-8", new UTF8Encoding(false)), ("utf-16", Encoding.Unicode), ("utf-16BE", Encoding.BigEndianUnicode),
                ("windows-1252", CodePagesEncodingProvider.Instance.GetEncoding(1252)!), ("iso-8859-1", Encoding.Latin1)], 1)[0];
        var hasHeader = random.Next(2) == 0;
        var columns = random.Next(1, 6);
        var empty = random.Next(2) == 0;
        var lineEnd = random.GetItems(["\n", "\r\n", "\r"], 1)[0];
        var rows = Enumerable.Range(0, random.Next(hasHeader ? 0 : 1, 8))
            .Select(_ => Enumerable.Range(0, columns).Select(_ => Text(random, encoding)).ToArray()).ToList();
        string[]? headings = hasHeader ? [.. Enumerable.Range(0, columns).Select(i => $"{Text(random, encoding)}{i}")] : null;
        string Cell(string text) =>
            text.Contains(separator, StringComparison.Ordinal) || text.Contains(quote, StringComparison.Ordinal)
                || text.AsSpan().ContainsAny('\r', '\n', '\uFEFF')
            || random.Next(3) == 0 || (columns == 1 && text.Length == 0 && random.Next(2) == 0)
            ? $"{quote}{text.Replace($"{quote}", $"{quote}{quote}", StringComparison.Ordinal)}{quote}" : text;
        var lines = (headings is null ? rows : rows.Prepend(headings)).Select(r => string.Join(separator, r.Select(Cell))).ToList();
        var text = string.Join(lineEnd, lines) + (lines[^1].Length == 0 || random.Next(2) == 0 ? lineEnd : "");
        var settings = new TextFileSettings { Encoding = name, Separator = separator, Quote = quote, AllText = true, EmptyIsText = empty,
            Header = new(hasHeader ? HeaderKind.First : HeaderKind.None) };
        return new(text,
            [.. random.Next(2) == 0 && name != "windows-1252" && name != "iso-8859-1"
                ? encoding.Equals(new UTF8Encoding(false)) ? Encoding.UTF8.GetPreamble() : encoding.GetPreamble()
                : [], .. encoding.GetBytes(text)],
            headings, rows.ConvertAll(r => Array.ConvertAll(r, c => c.Length == 0 && !empty ? null : c)), settings);
    }

    static string Text(Random random, Encoding encoding)
    {
        var text = string.Concat(random.GetItems(s_odd, random.Next(5)));
        return encoding.GetString(encoding.GetBytes(text)) == text ? text : string.Concat(text.Where(c => c < 128));
    }

    static Case Found(Random random)
    {
        var writer = random.GetItems(TextWriters.All, 1)[0];
        var columns = random.Next(2, 6);
        var isOdd = random.Next(4) == 0;
        var kinds = Enumerable.Range(0, columns).Select(_ => random.Next(8)).ToArray();
        string Value(int kind) => kind switch
        {
            _ when random.Next(12) == 0 => "",
            0 => $"{random.Next(100_000)}",
            1 => string.Create(
                CultureInfo.InvariantCulture, $"{random.Next(2_000)}{(writer.Separator == ';' ? ',' : '.')}{random.Next(100):00}"),
            2 => new DateOnly(2020 + random.Next(8), 1 + random.Next(12), 1 + random.Next(28)).ToString(
                writer.Separator == ';' ? "d-M-yyyy" : "yyyy-MM-dd", CultureInfo.InvariantCulture),
            3 => random.Next(2) == 0 ? "yes" : "no",
            _ when isOdd => string.Concat(random.GetItems(s_odd, random.Next(4))),
            _ => random.GetItems(s_usual, 1)[0],
        };
        var rows = Enumerable.Range(0, random.Next(3, 12)).Select(_ => kinds.Select(k => Known(writer, Value(k))).ToArray()).ToList();
        string[] headings = [
            .. Enumerable.Range(0, columns)
                .Select(i => random.Next(5) == 0 ? Known(writer, $"{random.GetItems(s_usual, 1)[0]} {i}") : $"column {(char)('a' + i)}")];
        return new($"{writer.Name}: {string.Join(" / ", rows.Prepend(headings).Select(r => string.Join(" | ", r)))}",
            writer.Write([headings, .. rows]), headings, rows.ConvertAll(r => Array.ConvertAll(r, c => c.Length == 0 ? null : c)), new());
    }

    static string Known(TextWriters writer, string text) => writer.Knows(text) ? text : string.Concat(text.Where(c => c < 128));

    sealed record Case(string Text, byte[] Content, string[]? Headings, List<string?[]> Rows, TextFileSettings Settings)
    {
        public override string ToString() => $"{string.Concat(Text.Select(c => c is < ' ' ? $"\\x{(int)c:x2}" : $"{c}"))}\n{Settings}";
    }
}
