using System.Text;
using System.Text.Json.Nodes;
using Koppel.Sandbox;
using Koppel.Sandbox.Hosting;
using Koppel.Server.Tests.Testing;

namespace Koppel.Server.Tests.Loads;

/// <summary>Whatever stands in headings, names and cells: what is loaded is what stands there, and nothing else.</summary>
public sealed class AnyCellTests
{
    static readonly string[] s_bits =
    [
        "'", "\"", "''", "\\", ";", "--", "/*", "*/", "@", "@ac", "$x", "${x}", "😀", "é", "select", "drop table", "null", "\n",
        "\r\n", "\t", " ",
        "(", ")", "[", "]", "{", "}", ",", "%", "_", "<script>", "&amp;", "=1+1", "||", "Ω", "日本", "a", "B", "7", ".", "-", "/", "`", "::",
        "?", "$1",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Any_heading_name_and_value_is_loaded_as_it_stands(int seed)
    {
        var random = new Random(seed);
        await using var sandbox = await SandboxServer.StartAsync(
            new SandboxOptions { Seed = 20, TimeScale = 1_000_000 }, TestContext.Current.CancellationToken);
        await using var test = await UiTest.StartAsync([$"ac=activecampaign;url={sandbox.Url};token={sandbox.Token};environment=sandbox"]);
        for (var round = 0; round < 3; round++) await LoadAsync(test, random, $"s{seed}r{round}", isCsv: round % 2 == 1);
    }

    static async Task LoadAsync(UiTest test, Random random, string mark, bool isCsv)
    {
        var rows = 1 + random.Next(12);
        var headings = Enumerable.Range(0, 4).Select(i => $"{Cleaned(Text(random), isHeading: true)} {i}").ToArray();
        var cells = Enumerable.Range(0, rows).Select(r => new[]
        {
            $"{mark}.{r}@cells.example", Cleaned(Text(random), isHeading: false), Tag(random), random.Next(2) == 0 ? "ja" : "nee",
        }).ToArray();
        var bytes = isCsv ? Csv([headings, .. cells]) : await TestFiles.WorkbookAsync("She'et; \"1\"", [headings, .. cells]);
        var told = await test.SourceAsync($"{Text(random)}{(isCsv ? ".csv" : ".xlsx")}", bytes);
        var names = told["columns"]!.AsArray().Select(c => c!["name"]!.ToString()).ToArray();
        var target = Tag(random) is { Length: > 0 } tag ? tag : "yes";
        var mapping = new JsonObject
        {
            ["connection"] = "ac", ["createContacts"] = true, ["tagsOfAll"] = new JsonArray($"all {mark}"),
            ["columns"] = new JsonArray(Column(names[0], "key"), Column(names[1], "field", "OPMERKING"), Column(names[2], "tag"),
                Column(names[3], "tag-if", target)),
        };
        var asked = new JsonObject { ["source"] = told["source"]!.DeepClone(), ["mapping"] = mapping };
        var script = (await test.PostAsync("loads/sql", asked))["script"]!.ToString();
        var run = await test.LoadAsync(script);
        Assert.True(run[^1].Text("state") == "done", $"{run[^1].Data}\n{script}");
        var there = JsonNode.Parse(await test.RowsAsync(
            $"select email, coalesce(OPMERKING, '') as v, to_json(tags) as tags from ContactsWithFields@ac where email like '{mark}.%'"))!
            .AsArray().ToDictionary(r => r![0]!.ToString(), r => (r![1]!.ToString(), JsonNode.Parse(r[2]!.ToString())!.AsArray()
                .Select(t => t!.ToString()).ToHashSet(StringComparer.OrdinalIgnoreCase)));
        foreach (var row in cells)
        {
            var (value, tags) = there[row[0]];
            // A cell of a workbook that has blanks alone is empty; in a file of text they stand there.
            Assert.Equal(!isCsv && row[1].Trim().Length == 0 ? "" : row[1], value);
            var wanted = new List<string> { $"all {mark}" };
            if (row[2].Trim().Length > 0) wanted.Add(row[2].Trim());
            if (row[3] == "ja") wanted.Add(target.Trim());
            Assert.Equal(wanted.ToHashSet(StringComparer.OrdinalIgnoreCase), tags);
        }
    }

    static JsonObject Column(string column, string use, string? target = null) =>
        new() { ["column"] = column, ["use"] = use, ["target"] = target };

    static string Text(Random random) =>
        string.Concat(Enumerable.Range(0, 1 + random.Next(6)).Select(_ => s_bits[random.Next(s_bits.Length)]));

    /// <summary>A tag's name is one line, and of other letters than those that the system itself cleans away.</summary>
    static string Tag(Random random) =>
        Text(random).Replace("\r\n", " ", StringComparison.Ordinal).Replace('\n', ' ').Replace('\t', ' ').Trim();

    /// <summary>A heading is one line in a workbook; a value is compared as the workbook keeps it.</summary>
    static string Cleaned(string text, bool isHeading) => isHeading
        ? text.Replace("\r\n", " ", StringComparison.Ordinal).Replace('\n', ' ').Replace('\t', ' ')
        : text.Replace("\r\n", "\n", StringComparison.Ordinal);

    static byte[] Csv(string[][] rows) => Encoding.UTF8.GetBytes(string.Concat(rows.Select(r =>
        string.Join(',', r.Select(c => $"\"{c.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\n")));
}
