using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Koppel.Server.Tests.Testing;

namespace Koppel.Server.Tests;

/// <summary>Results stay, and are sorted, filtered, shown and exported without their statement being run again.</summary>
public sealed class ResultTests
{
    const string People = """
        select * from (values (1, 'Zoë', 10.50, date '2026-01-02', true), (2, null, 9007199254740993, null, false)
        , (3, 'anna', 0.25, date '2025-12-31', null), (4, '', -1, date '2026-03-04', true)) t(id, name, amount, day, ok)
        """;

    [Fact]
    public async Task A_million_rows_of_ten_columns_are_paged_sorted_and_filtered()
    {
        await using var test = await UiTest.StartAsync();
        var columns = string.Join(", ", Enumerable.Range(1, 8).Select(i => $"i * {i} as n{i}"));
        var id = await test.ResultAsync($"select i, 'name ' || (i * 7919 % 1000000) as name, {columns} from range(1000000) t(i)");
        Assert.Equal(1_000_000, (await test.GetAsync($"results/{id}"))["rows"]!.GetValue<long>());
        Assert.Equal("999999", (await test.GetAsync($"results/{id}/rows?from=999999&count=1"))["rows"]![0]![0]!.ToString());
        var sorted = await test.PostAsync($"results/{id}/view", JsonNode.Parse("""{"sort":[{"column":"i","descending":true}]}""")!);
        var first = await test.GetAsync($"results/{sorted["id"]}/rows?count=2");
        Assert.Equal(["999999", "999998"], first["rows"]!.AsArray().Select(r => r![0]!.ToString()));
        var some = await test.PostAsync($"results/{id}/view", JsonNode.Parse(
            """
            {"filters":[{"column":"name","operator":"startsWith","value":"NAME 99999"},{"column":"i","operator":"greater","value":10}]}
            """)!);
        Assert.Equal(11, some["total"]!.GetValue<long>());
    }

    [Fact]
    public async Task Null_is_apart_from_empty_and_large_numbers_and_decimals_lose_nothing()
    {
        await using var test = await UiTest.StartAsync();
        var id = await test.ResultAsync(People);
        Assert.Equal(
            """[[1,"Zoë","10.50","2026-01-02",true],[2,null,"9007199254740993.00",null,false],[3,"anna","0.25","2025-12-31",null],"""
            + """[4,"","-1.00","2026-03-04",true]]""",
            (await RowsAsync(test, id)));
        Assert.Equal(["number", "text", "number", "date", "boolean"],
            (await test.GetAsync($"results/{id}"))["columns"]!.AsArray().Select(c => c!["kind"]!.ToString()));
    }

    [Theory]
    [InlineData("""{"sort":[{"column":"name"}]}""", "4,3,1,2")]
    [InlineData("""{"sort":[{"column":"name","descending":true}]}""", "1,3,4,2")]
    [InlineData("""{"sort":[{"column":"ok","descending":true},{"column":"id","descending":true}]}""", "4,1,2,3")]
    [InlineData("""{"filters":[{"column":"name","operator":"null"}]}""", "2")]
    [InlineData("""{"filters":[{"column":"name","operator":"notNull"}]}""", "1,3,4")]
    [InlineData("""{"filters":[{"column":"name","operator":"empty"}]}""", "4")]
    [InlineData("""{"filters":[{"column":"name","operator":"contains","value":"AN"}]}""", "3")]
    [InlineData("""{"filters":[{"column":"name","operator":"is","value":"Zoë"}]}""", "1")]
    [InlineData("""{"filters":[{"column":"name","operator":"isNot","value":"Zoë"}]}""", "2,3,4")]
    [InlineData("""{"filters":[{"column":"day","operator":"greater","value":"2026-01-01"}]}""", "1,4")]
    [InlineData("""{"filters":[{"column":"amount","operator":"less","value":"0.3"}]}""", "3,4")]
    [InlineData("""{"filters":[{"column":2,"operator":"is","value":"10.5"}]}""", "1")]
    [InlineData("""{"search":"zoë"}""", "1")]
    [InlineData("""{"search":"2026"}""", "1,4")]
    public async Task An_order_or_a_part_is_a_result_of_its_own(string view, string ids)
    {
        await using var test = await UiTest.StartAsync();
        var id = await test.ResultAsync(People);
        var made = await test.PostAsync($"results/{id}/view", JsonNode.Parse(view)!);
        var rows = await test.GetAsync($"results/{made["id"]}/rows");
        Assert.Equal(ids, string.Join(',', rows["rows"]!.AsArray().Select(r => r![0]!.ToString())));
        Assert.Single((await test.GetAsync("results")).AsArray());
    }

    [Theory]
    [InlineData("""{"filters":[{"column":"day","operator":"greater","value":"soon"}]}""", "'soon' is no DATE")]
    [InlineData("""{"filters":[{"column":"day","operator":"greater"}]}""", "has no value to compare with")]
    [InlineData("""{"filters":[{"column":"day","operator":"near","value":"1"}]}""", "There is no operator 'near'")]
    [InlineData("""{"sort":[{"column":"age"}]}""", "has no column 'age'")]
    public async Task A_filter_that_cannot_be_is_told(string view, string sentence)
    {
        await using var test = await UiTest.StartAsync();
        var id = await test.ResultAsync(People);
        var refused = await test.SendAsync("POST", $"results/{id}/view", JsonNode.Parse(view)!);
        Assert.InRange(refused.Status, 400, 422);
        Assert.Contains(sentence, refused.Json["detail"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_text_is_cut_in_the_grid_and_whole_as_a_cell()
    {
        await using var test = await UiTest.StartAsync();
        var id = await test.ResultAsync("select repeat('é', 5000) as long, [1, 2] as list, 'x'::blob as bytes");
        var row = (await test.GetAsync($"results/{id}/rows"))["rows"]![0]!;
        Assert.Equal((1000, 5000), (row[0]!["cut"]!.ToString().Length, row[0]!["length"]!.GetValue<int>()));
        Assert.Equal("[1, 2]", row[1]!.ToString());
        var whole = await test.GetAsync($"results/{id}/cell?row=0&column=long");
        Assert.Equal((5000, "VARCHAR"), (whole["value"]!.ToString().Length, whole["type"]!.ToString()));
    }

    [Theory]
    [InlineData("csv", "id,name\n1,a;b\n2,\n")]
    [InlineData("csv-excel-nl", "\uFEFFid;name\r\n1;\"a;b\"\r\n2;\r\n")]
    [InlineData("json", "[\n{\"id\":1,\"name\":\"a;b\"},\n{\"id\":2,\"name\":null}\n]\n")]
    [InlineData("jsonl", "{\"id\":1,\"name\":\"a;b\"}\n{\"id\":2,\"name\":null}\n")]
    public async Task The_whole_result_is_exported(string format, string text)
    {
        await using var test = await UiTest.StartAsync();
        var id = await test.ResultAsync("select * from (values (1, 'a;b'), (2, null)) t(id, name)");
        var file = (await test.SendAsync("GET", $"results/{id}/export?format={format}")).Good();
        Assert.Equal(text, file.Text);
        Assert.StartsWith("attachment", file.Headers["Content-Disposition"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("xlsx", "PK")]
    [InlineData("parquet", "PAR1")]
    public async Task Workbooks_and_Parquet_files_are_exported_too(string format, string mark)
    {
        await using var test = await UiTest.StartAsync();
        var id = await test.ResultAsync(People);
        var file = (await test.SendAsync("GET", $"results/{id}/export?format={format}")).Good();
        Assert.StartsWith(mark, Encoding.ASCII.GetString(file.Bytes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tsv", "", "id\tname\n1\tO'Neil\n2\t\n")]
    [InlineData("in", "&columns=name", "in ('O''Neil')")]
    [InlineData("in", "", "in (1, 2)")]
    [InlineData("insert", "", "insert into table@connection (\"id\", \"name\") values\n  (1, 'O''Neil'),\n  (2, null);\n")]
    public async Task Rows_are_copied_as_text(string format, string more, string text)
    {
        await using var test = await UiTest.StartAsync();
        var id = await test.ResultAsync("select * from (values (1, 'O''Neil'), (2, null)) t(id, name)");
        Assert.Equal(text, (await test.SendAsync("GET", $"results/{id}/text?format={format}{more}")).Good().Text);
    }

    [Fact]
    public async Task What_is_copied_is_all_that_was_chosen_or_a_sentence_says_what_to_do()
    {
        await using var test = await UiTest.StartAsync();
        var id = await test.ResultAsync("select i from range(100001) t(i)");
        var refused = await test.SendAsync("GET", $"results/{id}/text?format=csv&from=0&count=100001");
        Assert.Equal((422, "too-many-rows"), (refused.Status, refused.Code));
        Assert.Equal("The clipboard takes 100,000 rows at most, and these are 100,001. Choose fewer, or export the result as a file.",
            refused.Json["detail"]!.ToString());
        Assert.Equal("too-many-rows", (await test.SendAsync("GET", $"results/{id}/text")).Code);
        var some = (await test.SendAsync("GET", $"results/{id}/text?format=csv&from=1&count=200000")).Good().Text;
        Assert.Equal((100_001, "100000"), (some.Split('\n').Length - 1, some.Split('\n')[^2]));
    }

    [Fact]
    public async Task A_chart_has_at_most_200_points()
    {
        await using var test = await UiTest.StartAsync();
        var id = await test.ResultAsync("select i, i % 3 as third, 'k' || (i % 1000) as word from range(3000) t(i)");
        var line = await test.GetAsync($"results/{id}/chart?x=i&y=third&kind=line");
        Assert.Equal((200, 3000.0), (line["points"]!.AsArray().Count, line["points"]!.AsArray().Sum(p => p!["y"]!.GetValue<double>())));
        var bars = await test.GetAsync($"results/{id}/chart?x=third&kind=bar");
        Assert.Equal("0=1000 1=1000 2=1000", string.Join(' ', bars["points"]!.AsArray().Select(p => $"{p!["x"]}={p["y"]}")));
        Assert.Equal(200, (await test.GetAsync($"results/{id}/chart?x=word&kind=bar"))["points"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_result_is_named_pinned_and_dropped()
    {
        await using var test = await UiTest.StartAsync();
        var id = await test.ResultAsync("select 1 as one");
        var named = (await test.SendAsync("PATCH", $"results/{id}", JsonNode.Parse("""{"name":"first","pinned":true}"""))).Good();
        Assert.Equal(("first", "true"), (named.Json["name"]!.ToString(), named.Json["pinned"]!.ToString()));
        Assert.Equal(204, (await test.SendAsync("DELETE", $"results/{id}")).Status);
        Assert.Equal("result-gone", (await test.SendAsync("GET", $"results/{id}/rows")).Code);
    }

    [Fact]
    public async Task Where_there_is_no_room_a_sentence_says_so_and_the_rows_before_stay()
    {
        await using var test = await UiTest.StartAsync(
            change: o => o with { Results = new() { Memory = 32 << 20, Bytes = 1 << 20 } });
        var told = await test.RunAsync("select i, repeat('x', 500) || i as text from range(2000000) t(i)");
        Assert.Equal("failed", told[^1].Text("state"));
        Assert.Contains("There is no room for more rows", told.Single(t => t.Kind == "failed").Text("text"), StringComparison.Ordinal);
        var kept = (await test.GetAsync("results"))[0]!;
        Assert.False(kept["isComplete"]!.GetValue<bool>());
        var rows = kept["rows"]!.GetValue<long>();
        Assert.True(rows > 0);
        Assert.Equal((rows - 1).ToString(CultureInfo.InvariantCulture),
            (await test.GetAsync($"results/{kept["id"]}/rows?from={rows - 1}&count=1"))["rows"]![0]![0]!.ToString());
    }

    static async Task<string> RowsAsync(UiTest test, string id)
    {
        var text = (await test.SendAsync("GET", $"results/{id}/rows")).Good().Text;
        return text[(text.IndexOf("\"rows\":", StringComparison.Ordinal) + 7)..^1];
    }
}
