using Koppel.Engine.Tests.Testing;
using Koppel.Sdk;

namespace Koppel.Engine.Tests.Files;

public sealed class JsonFileTests
{
    static async Task<(string Types, string Rows, IReadOnlyList<string> Notes)> ReadAsync(string text)
    {
        using var file = new FileTable("t", FileFormat.Json, text, "t.jsonl");
        await using var database = TestDatabase.Of(file);
        var types = string.Join(", ", (await database.Database.DescribeAsync("t@ac")).Columns.Select(c => $"{c.Name} {c.Type}"));
        var result = (await database.RunAsync("select columns(*)::varchar from t@ac"))[^1];
        return (types, string.Join('\n', result.Rows.Select(r => string.Join('|', r))), ((RowsResult)result.Of).Notes());
    }

    [Theory]
    [InlineData("\"0900\"", "\"1\"", "VARCHAR", "0900\n1")]
    [InlineData("\"550E8400-E29B-41D4-A716-446655440000\"", "\"550e8400-e29b-41d4-a716-446655440001\"", "VARCHAR", "550E8400-E29B-41D4-A716-446655440000\n550e8400-e29b-41d4-a716-446655440001")]
    [InlineData("\"2026-01-05\"", "\"2026-12-31\"", "DATE", "2026-01-05\n2026-12-31")]
    [InlineData("\"2026-01-05\"", "\"2026-02-30\"", "VARCHAR", "2026-01-05\n2026-02-30")]
    [InlineData("\"2026-01-05\"", "\"2026-01-05 10:00:00\"", "VARCHAR", "2026-01-05\n2026-01-05 10:00:00")]
    [InlineData("\"2026-01-05 10:00:00\"", "\"2026-01-05 10:00:01\"", "TIMESTAMP", "2026-01-05 10:00:00\n2026-01-05 10:00:01")]
    [InlineData("\"10:00:00\"", "\"9:00\"", "VARCHAR", "10:00:00\n9:00")]
    [InlineData("1", "9223372036854775807", "BIGINT", "1\n9223372036854775807")]
    [InlineData("0.1", "2", "DOUBLE", "0.1\n2.0")]
    public async Task Texts_stay_texts_and_the_whole_file_decides(string first, string last, string type, string expected)
    {
        var (types, rows, notes) = await ReadAsync($"{{\"x\": {first}}}\n{{\"x\": {last}}}\n");
        Assert.Equal(($"x {type}", expected), (types, rows));
        Assert.Empty(notes);
    }

    [Fact]
    public async Task A_value_far_down_decides_too()
    {
        var (types, _, _) = await ReadAsync($"{string.Concat(Enumerable.Range(0, 30_000).Select(i => $"{{\"x\":\"2026-01-05\",\"n\":{i}}}\n"))}{{\"x\":\"?\",\"n\":1.5}}\n");
        Assert.Equal("x VARCHAR, n DOUBLE", types);
    }

    [Fact]
    public async Task A_number_that_would_change_is_told_with_its_line() => Assert.Equal(
        ["t@ac: the number 1234567890123456.789 on line 2 of t.jsonl has more digits than a DOUBLE keeps, and so may others: write them in quotes to keep them"],
        (await ReadAsync("{\"x\":0.5}\n{\"x\":1234567890123456.789}\n")).Notes);

    [Fact]
    public async Task An_object_of_many_megabytes_is_read_and_a_broken_line_is_told()
    {
        var (types, rows, _) = await ReadAsync($"{{\"x\":\"{new string('y', 20_000_000)}\"}}\n");
        Assert.Equal(("x VARCHAR", 20_000_000), (types, rows.Length));

        using var file = new FileTable("t", FileFormat.Json, "{\"x\":1}\n{\"x\": nope}\n{\"x\":3}\n", "t.jsonl");
        await using var database = TestDatabase.Of(file);
        var fault = Assert.IsType<ConnectorException>(await database.FaultAsync("select * from t@ac"));
        Assert.Equal("t@ac cannot be read. t.jsonl: from line 2 on it is no JSON. Correct the line.", fault.Message);
    }
}
