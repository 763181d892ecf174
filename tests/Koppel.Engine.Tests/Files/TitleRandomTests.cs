using System.Globalization;
using System.Text.RegularExpressions;
using Koppel.Sdk.Reading;

namespace Koppel.Engine.Tests.Files;

/// <summary>Random tables below random titles come back the same, whoever wrote them.</summary>
public sealed partial class TitleRandomTests
{
    const int Tables = 120;

    static readonly string[] s_titles =
        ["Export of contacts", "28-11-2026", "Contacten – “alle”", "# ------", "By: Zoë", "say \"hi\"", "line 1\nline 2", "Total", "7",
            "C:\\temp", "a@b.nl"];

    static readonly string[] s_names = ["Jansen", "O'Neil", "Zoë", "a, b", "x; y", "say \"hi\"", "line 1\nline 2", "", "50% | half", "yes"];

    [Fact]
    public async Task Tables_below_titles_come_back_the_same_found_and_told()
    {
        var random = new Random(20_261_129);
        var writers = TextWriters.All.Where(w => w is { Escape: null, EscapesAll: false }).ToArray();
        for (var i = 0; i < Tables; i++)
        {
            var writer = random.GetItems(writers, 1)[0];
            var columns = random.Next(2, 7);
            string[] headings = [.. Enumerable.Range(0, columns).Select(c => c == 0 ? "e-mail" : $"column {(char)('a' + c)}")];
            var rows = Enumerable.Range(0, random.Next(2, 12)).Select(r => Enumerable.Range(0, columns)
                .Select(c => c == 0 ? $"n{r}@example.org" : Known(writer, random.GetItems(s_names, 1)[0])).ToArray()).ToList();
            var (titles, isBlank) = (Titles(random, writer, columns), random.Next(2) == 0);
            byte[] content =
            [
                .. writer.Write(titles), .. isBlank ? writer.Encoding.GetBytes(writer.LineEnd) : [],
                .. (writer with { HasMark = false }).Write([headings, .. rows]),
            ];
            var line = 1 + (isBlank ? 1 : 0) + titles.Sum(t => 1 + t.Sum(c => c.Count(s => s == '\n')));
            List<string?[]> expected = [headings, .. rows.Select(r => Array.ConvertAll(r, c => c.Length == 0 ? null : c))];
            foreach (var header in (HeaderRule[])[new(HeaderKind.Auto), new(HeaderKind.Row, line)])
            {
                await using var table = TextTable.Of(content, new() { Header = header, AllText = true });
                var read = await table.CellsAsync();
                var text = $"{i}, {header}: {writer.Encoding.GetString(content)}";
                Assert.True(expected.Count == read.Count, string.Create(CultureInfo.InvariantCulture, $"{read.Count - 1} rows of {text}"));
                foreach (var (one, other) in expected.Zip(read))
                    Assert.True(one.SequenceEqual(other), $"{string.Join('|', one)} became {string.Join('|', other)} in {text}");
            }
        }
    }

    [Fact]
    public async Task Of_any_lines_those_alone_are_left_out_that_the_note_tells()
    {
        var random = new Random(30_112_026);
        string[] texts = ["Jansen", "Vries", "Laan 5", "x", "7", "2026-11-28", "a@b.nl", "Total", "", "n.v.t.", "Bos"];
        for (var i = 0; i < Tables; i++)
        {
            var columns = random.Next(2, 5);
            var text = string.Concat(Enumerable.Range(0, random.Next(2, 12))
                .Select(_ => $"{string.Join(';', random.GetItems(texts, random.Next(5) == 0 ? random.Next(columns) : columns))}\n"))
                .TrimStart('\n');
            if (text.All(c => c is '\n' or ';')) continue;
            await using var table = TextTable.Of(text, new() { Separator = ';' });
            var findings = (await table.Session.Database.DescribeAsync("t@ac")).Findings;
            var place = findings.Single(f => f.StartsWith("headings: ", StringComparison.Ordinal));
            var told = Below().Match(place) is { Success: true } match ? match.Groups[1].Value
                : place.StartsWith("headings: none", StringComparison.Ordinal) ? "none" : "first";
            Assert.Equal(told is not ("none" or "first"), findings.Any(f => f.Contains("left out, since", StringComparison.Ordinal)));
            await using var same = TextTable.Of(text, new() { Separator = ';', Header = HeaderRule.Find(told)!.Value });
            Assert.Equal(await same.CellsAsync(), await table.CellsAsync());
        }
    }

    [GeneratedRegex("^headings: on line ([0-9]+), below titles$")]
    private static partial Regex Below();

    /// <summary>Some lines with one cell each, as many cells as the table has or only that one.</summary>
    static List<string[]> Titles(Random random, TextWriters writer, int columns)
    {
        var isPadded = random.Next(2) == 0;
        return [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ =>
            (string[])[Known(writer, random.GetItems(s_titles, 1)[0]), .. Enumerable.Repeat("", isPadded ? columns - 1 : 0)])];
    }

    static string Known(TextWriters writer, string text) => writer.Knows(text) ? text : string.Concat(text.Where(c => c < 128));
}
