using System.IO.Compression;
using System.Text;
using Koppel.Engine.Statements;
using Koppel.Engine.Tests.Testing;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Reading;

namespace Koppel.Engine.Tests.Files;

public sealed class JsonFileTests
{
    static async Task<(string Types, string Rows, IReadOnlyList<string> Notes)> ReadAsync(
        byte[] content, string name = "t.jsonl", TextFileSettings? settings = null)
    {
        using var file = new FileTable("t", FileFormat.Json, "", name);
        file.Source = file.Source with { Text = settings ?? new() };
        await File.WriteAllBytesAsync(file.Source.Paths[0], content);
        await using var database = TestDatabase.Of(file);
        var types = string.Join(", ", (await database.Database.DescribeAsync("t@ac")).Columns.Select(c => $"{c.Name} {c.Type}"));
        var result = (await database.RunAsync("select columns(*)::varchar from t@ac"))[^1];
        if (result.Of is FailedResult failed) Assert.Fail(failed.Fault.ToString());
        return (types, string.Join('\n', result.Rows.Select(r => string.Join('|', r))),
            [.. ((RowsResult)result.Of).Notes().Select(n => n.Text)]);
    }

    static Task<(string Types, string Rows, IReadOnlyList<string> Notes)> ReadAsync(string text) => ReadAsync(Encoding.UTF8.GetBytes(text));

    static async Task<string> FaultAsync(string text, TextFileSettings? settings = null)
    {
        using var file = new FileTable("t", FileFormat.Json, text, "t.jsonl");
        file.Source = file.Source with { Text = settings ?? new() };
        await using var database = TestDatabase.Of(file);
        return Assert.IsType<ConnectorException>(await database.FaultAsync("select * from t@ac")).Message;
    }

    [Theory]
    [InlineData("\"0900\"", "\"1\"", "VARCHAR", "0900\n1")]
    [InlineData("\"550E8400-E29B-41D4-A716-446655440000\"", "\"550e8400-e29b-41d4-a716-446655440001\"", "VARCHAR",
        "550E8400-E29B-41D4-A716-446655440000\n550e8400-e29b-41d4-a716-446655440001")]
    [InlineData("\"2026-01-05\"", "\"2026-12-31\"", "DATE", "2026-01-05\n2026-12-31")]
    [InlineData("\"2026-01-05\"", "\"2026-02-30\"", "VARCHAR", "2026-01-05\n2026-02-30")]
    [InlineData("\"2026-01-05\"", "\"\"", "VARCHAR", "2026-01-05\n")]
    [InlineData("\"2026-01-05\"", "\"2026-01-05 10:00:00\"", "VARCHAR", "2026-01-05\n2026-01-05 10:00:00")]
    [InlineData("\"2026-01-05 10:00:00\"", "\"2026-01-05 10:00:01\"", "TIMESTAMP", "2026-01-05 10:00:00\n2026-01-05 10:00:01")]
    [InlineData("\"10:00:00\"", "\"9:00\"", "VARCHAR", "10:00:00\n9:00")]
    [InlineData("1", "9223372036854775807", "BIGINT", "1\n9223372036854775807")]
    [InlineData("0.1", "2", "DECIMAL(2,1)", "0.1\n2.0")]
    [InlineData("12.50", "-3", "DECIMAL(4,2)", "12.50\n-3.00")]
    [InlineData("1234567890123456.789", "0.5", "DECIMAL(19,3)", "1234567890123456.789\n0.500")]
    [InlineData("123456789012345", "0.123456789012345", "DECIMAL(30,15)", "123456789012345.000000000000000\n0.123456789012345")]
    [InlineData("123456789012345678901234567890", "-1", "DECIMAL(30,0)", "123456789012345678901234567890\n-1")]
    [InlineData("1e2", "0.5", "DOUBLE", "100.0\n0.5")]
    [InlineData("1e400", "0.1234567890123456789", "VARCHAR", "1e400\n0.1234567890123456789")]
    [InlineData("1.10", "\"x\"", "VARCHAR", "1.10\nx")]
    [InlineData("true", "false", "BOOLEAN", "true\nfalse")]
    [InlineData("true", "\"ja\"", "VARCHAR", "true\nja")]
    [InlineData("\"2026-01-05\"", "true", "VARCHAR", "2026-01-05\ntrue")]
    [InlineData("null", "null", "VARCHAR", "\n")]
    [InlineData("{\"a\":1.50}", "{\"b\":12345678901234567.5}", "STRUCT(a DECIMAL(3,2), b DECIMAL(18,1))",
        "{'a': 1.50, 'b': NULL}\n{'a': NULL, 'b': 12345678901234567.5}")]
    [InlineData("[0.10]", "[]", "DECIMAL(3,2)[]", "[0.10]\n[]")]
    [InlineData("[{\"q\":\"\\\"\",\"n\":1.10}]", "1e400", "JSON", "[{\"q\":\"\\\"\",\"n\":1.10}]\n1e400")]
    [InlineData("{}", "{\"a\":1}", "STRUCT(a BIGINT)", "{'a': NULL}\n{'a': 1}")]
    public async Task A_type_keeps_every_value_of_the_whole_file(string first, string last, string type, string expected)
    {
        var (types, rows, notes) = await ReadAsync($"{{\"x\": {first}}}\n{{\"x\": {last}}}\n");
        Assert.Equal(($"x {type}", expected), (types, rows));
        Assert.Empty(notes);
    }

    [Fact]
    public async Task A_value_far_down_decides_too()
    {
        var (types, _, _) = await ReadAsync(
            $"{string.Concat(Enumerable.Range(0, 30_000).Select(i => $"{{\"x\":\"2026-01-05\",\"n\":{i}}}\n"))}"
            + $"{{\"x\":\"?\",\"n\":1.5}}\n");
        Assert.Equal("x VARCHAR, n DECIMAL(6,1)", types);
    }

    [Theory]
    [InlineData("[{\"a\":1},\n {\"a\":2}]", "1\n2")]
    [InlineData("{\"a\":1}\n\n{\"a\":2}\n", "1\n2")]
    [InlineData("{\"a\":1}{\"a\":\n2}", "1\n2")]
    [InlineData("{\n  \"a\": 1\n}\n", "1")]
    [InlineData("[1]\n[2]", "[1]\n[2]")]
    [InlineData("[1,2]", "1\n2")]
    [InlineData("null\n{\"a\":1}", "\n1")]
    public async Task Rows_stand_in_a_list_a_line_each_or_one_behind_the_other(string text, string expected) =>
        Assert.Equal(expected, (await ReadAsync(text)).Rows);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    public async Task A_file_without_values_has_no_rows(string text)
    {
        var (types, rows, notes) = await ReadAsync(text);
        Assert.Equal(
            ("json VARCHAR", "", "t@ac: it holds no value, so that nothing is known of its columns"), (types, rows, Assert.Single(notes)));
    }

    [Fact]
    public async Task Keys_that_differ_in_case_only_are_two_columns_and_a_note_says_so()
    {
        var (types, rows, notes) = await ReadAsync("{\"a\":1,\"A\":2,\"e\":{\"x\":1,\"X\":2},\"\":3}");
        Assert.Equal(("a BIGINT, A_1 BIGINT, e STRUCT(x BIGINT, X_1 BIGINT), column3 BIGINT", "1|2|{'x': 1, 'X_1': 2}|3"), (types, rows));
        Assert.Equal(3, notes.Count);
        Assert.Equal("t@ac: the key 'A' differs from another one in upper and lower case only and is called A_1", notes[0]);
    }

    [Fact]
    public async Task Objects_of_many_keys_are_maps()
    {
        var (types, rows, _) =
            await ReadAsync($"{{\"m\":{{{string.Join(',', Enumerable.Range(0, 300).Select(i => $"\"k{i}\":{i}.50"))}}}}}");
        Assert.Equal("m MAP(VARCHAR, DECIMAL(5,2))", types);
        Assert.StartsWith("{k0=0.50, k1=1.50, ", rows, StringComparison.Ordinal);
        Assert.EndsWith("k299=299.50}", rows, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-16", "its first bytes say so")]
    [InlineData("utf-16BE", "its first bytes say so")]
    [InlineData("windows-1252", "its text is no UTF-8")]
    public async Task Other_encodings_are_found_and_told(string encoding, string why)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var found = Encoding.GetEncoding(encoding);
        var (_, rows, notes) = await ReadAsync([.. found.GetPreamble(), .. found.GetBytes("{\"name\":\"Zoë\"}\n{\"name\":\"5 €\"}\n")]);
        Assert.Equal(("Zoë\n5 €", $"t@ac: its encoding is taken for {encoding}, since {why}"), (rows, Assert.Single(notes)));
    }

    [Fact]
    public async Task A_byte_order_mark_and_packing_make_no_difference()
    {
        var text = Encoding.UTF8.GetBytes("\uFEFF{\"a\":\"x\"}\n");
        Assert.Equal("x", (await ReadAsync(text)).Rows);
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true)) gzip.Write(text);
        Assert.Equal("x", (await ReadAsync(packed.ToArray(), "t.jsonl.gz")).Rows);
    }

    [Fact]
    public async Task Types_are_told_as_of_a_CSV()
    {
        var settings = new TextFileSettings { Types =
            new Dictionary<string, string> { ["zip"] = "text", ["on"] = "boolean", ["n"] = "decimal(10,2)", ["o"] = "text" } };
        var (types, rows, _) = await ReadAsync(
            Encoding.UTF8.GetBytes(
                "{\"zip\":1.10,\"on\":\"ja\",\"n\":\"12.5\",\"o\":{\"a\":[1.0]}}\n{\"zip\":\"007\",\"on\":false,\"n\":3}"),
                settings: settings);
        Assert.Equal(("zip VARCHAR, on BOOLEAN, n DECIMAL(10,2), o VARCHAR", "1.10|true|12.50|{\"a\":[1.0]}\n007|false|3.00|"),
            (types.Replace("\"", "", StringComparison.Ordinal), rows));
        Assert.Equal(
            "t@ac cannot be read. t.jsonl: column n is to be DECIMAL(10,2), but 'x' on line 2 is no number. Correct the value, or change "
            + "types.",
            await FaultAsync("{\"zip\":1,\"on\":1,\"n\":1,\"o\":1}\n{\"n\":\"x\"}", settings));
        Assert.StartsWith(
            "t@ac cannot be read. t.jsonl: types names a column", await FaultAsync("{\"zip\":1}", settings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_as_text_is_the_text_of_every_value()
    {
        var (types, rows, _) = await ReadAsync(
            Encoding.UTF8.GetBytes("{\"a\":1.50,\"b\":[1.0, {\"x\":\"y\"}],\"c\":true,\"d\":\"\\u00e9\"}"),
            settings: new() { AllText = true });
        Assert.Equal(("a VARCHAR, b VARCHAR, c VARCHAR, d VARCHAR", "1.50|[1.0,{\"x\":\"y\"}]|true|é"), (types, rows));
    }

    [Theory]
    [InlineData("{\"x\":1}\n{\"x\": nope}\n{\"x\":3}\n", "from line 2 on it is no JSON. Correct the line.")]
    [InlineData("{\"x\":1}\n{\"x\":", "from line 2 on it is no JSON. Correct the line.")]
    [InlineData("{\"a\":0}\n{\"x\":1,\"x\":2}\n",
        "the key 'x' stands twice in one object, on line 2, and nothing says which one counts. Take one out.")]
    [InlineData("{\"a\":\"\\ud83d\"}",
        "a text on line 1 holds half a character (such as \\ud83d without its second half). Correct the line.")]
    [InlineData("{\"a\\u0000\":1}", "a key on line 1 holds a zero, which no name can have. Write the key otherwise.")]
    public async Task What_is_no_JSON_is_told_with_its_line(string text, string expected) =>
        Assert.Equal($"t@ac cannot be read. t.jsonl: {expected}", await FaultAsync(text));

    [Fact]
    public async Task Values_that_lie_deep_in_each_other_are_JSON_and_too_deep_is_told()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 500)) + "1.10" + new string(']', 500);
        Assert.Equal(deep, string.Concat((await ReadAsync($"{{\"x\":{deep}}}")).Rows.Where(c => c is not (' ' or '"'))));
        Assert.Equal("t@ac cannot be read. t.jsonl: from line 2 on its values lie more than 1,000 deep in each other.",
            await FaultAsync($"{{\"x\":1}}\n{new string('[', 100_000)}"));
    }

    [Fact]
    public async Task An_object_of_many_megabytes_is_read()
    {
        var (types, rows, _) = await ReadAsync($"{{\"x\":\"{new string('y', 20_000_000)}\"}}\n");
        Assert.Equal(("x VARCHAR", 20_000_000), (types, rows.Length));
        (types, rows, _) = await ReadAsync($"{{\"x\":\"{new string('y', 20_000_000)}\",\"n\":1234567890.1234567890}}\n");
        Assert.Equal(("x VARCHAR, n DECIMAL(20,10)", 20_000_022), (types, rows.Length));
    }
}
