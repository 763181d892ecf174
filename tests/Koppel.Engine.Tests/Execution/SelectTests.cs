using Koppel.Engine.Statements;
using Koppel.Engine.Tests.Testing;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Tests.Execution;

public sealed class SelectTests
{
    static readonly Column[] AllKinds =
    [
        Column.Boolean("b"), Column.BigInt("i"), new("d", ColumnKind.Double), new("n1", new ColumnType(ColumnKind.Decimal, 4, 2)),
        new("n2", new ColumnType(ColumnKind.Decimal, 9, 3)), new("n3", new ColumnType(ColumnKind.Decimal, 18, 4)), Column.Text("t"),
        Column.Date("day"), new("at", ColumnKind.Time), new("ts", ColumnKind.Timestamp), Column.Timestamp("tz"), new("j", ColumnKind.Json),
        new("l", ColumnKind.BigIntList), Column.TextList("w"),
    ];

    static readonly object?[] Values =
    [
        true, 42L, 1.25, -12.34m, 123456.789m, -12345678901234.5678m, "Ünïcödé 👍, long enough to be no inlined text",
        new DateOnly(1969, 12, 30),
        new TimeOnly(23, 59, 58, 123, 456), new DateTime(2026, 2, 28, 1, 2, 3, DateTimeKind.Unspecified).AddMicroseconds(7),
        new DateTimeOffset(1965, 5, 4, 3, 2, 1, TimeSpan.Zero), """{"a": [1, 2]}""", new[] { 1L, -2L, 3L },
        new[] { "Ü", "a text that is too long to be inlined", "it's", "" },
    ];

    [Fact]
    public async Task Every_kind_of_column_comes_through_with_its_value_and_type()
    {
        await using var database =
            TestDatabase.Of(new MemoryTable("kinds", AllKinds) { Rows = [Values, new object?[Values.Length], Values] });
        var result = (await database.RunAsync("select * from kinds@ac"))[0];
        var columns = Assert.IsType<RowsResult>(result.Of).Columns;
        Assert.Equal(
            ["BOOLEAN", "BIGINT", "DOUBLE", "DECIMAL(4,2)", "DECIMAL(9,3)", "DECIMAL(18,4)", "VARCHAR", "DATE", "TIME", "TIMESTAMP",
                "TIMESTAMPTZ", "JSON", "BIGINT[]", "VARCHAR[]"],
            columns.Select(c => c.Type));
        Assert.Equal(AllKinds.Select(c => c.Name), columns.Select(c => c.Heading));
        foreach (var row in new[] { result.Rows[0], result.Rows[2] })
            for (var i = 0; i < Values.Length; i++) Assert.Equal(Values[i], row[i]);
        Assert.All(result.Rows[1], Assert.Null);
    }

    [Fact]
    public async Task A_list_of_texts_is_read_back_from_what_the_ledger_shows_of_it()
    {
        string[] texts = ["a", "it's", "", "c\\d", "x, y", "[z]", "\"q\"", "null", " in front"];
        var batch = new RowBatch([Column.TextList("w")]);
        Cells.Fill(batch, [texts]);
        await using var database = TestDatabase.Of(new MemoryTable("kinds", Column.Text("shown")) { Rows = [[batch[0].Show(0)]] });

        Assert.Equal(texts, (await database.RowsAsync("select try_cast(shown as varchar[]) from kinds@ac"))[0][0]);
    }

    [Fact]
    public async Task An_empty_table_gives_its_columns_and_no_rows()
    {
        await using var database = TestDatabase.Of(new MemoryTable("kinds", AllKinds));
        var result = (await database.RunAsync("select * from kinds@ac"))[0];
        Assert.Equal(AllKinds.Length, Assert.IsType<RowsResult>(result.Of).Columns.Count);
        Assert.Empty(result.Rows);
        Assert.Equal("0|null", await database.TextAsync("select count(*), max(i) from kinds@ac"));
    }

    [Theory]
    [InlineData(2047)]
    [InlineData(2048)]
    [InlineData(2049)]
    [InlineData(10_000)]
    public async Task Tables_longer_than_a_batch_come_whole_and_in_order(int rows)
    {
        var table = new MemoryTable("numbers", Column.BigInt("i"), Column.Text("t"), new Column("l", ColumnKind.BigIntList))
        {
            Rows = [
                .. Enumerable.Range(0, rows)
                    .Select(i => new object?[] { (long)i, i % 7 == 0 ? null : $"text {i}", i % 5 == 0 ? null : new long[i % 4] })],
            PageSize = 5_000,
        };
        await using var database = TestDatabase.Of(table);
        var found = await database.RowsAsync("select * from numbers@ac");
        Assert.Equal(Enumerable.Range(0, rows).Select(i => (object?)(long)i), found.Select(r => r[0]));
        Assert.Equal(table.Rows.Select(r => r[1]), found.Select(r => r[1]));
        Assert.Equal($"{rows}|{(long)rows * (rows - 1) / 2}", await database.TextAsync("select count(*), sum(i)::bigint from numbers@ac"));
    }

    [Fact]
    public async Task Names_of_tables_connections_and_columns_are_found_without_regard_to_case()
    {
        await using var database = new Crm().Open();
        Assert.Equal("1", await database.TextAsync("""select ID from "CONTACTS"@AC where EMAIL = 'ada@x.nl'"""));
        Assert.Equal("3", await database.TextAsync("select count(*) from contacttagsbycontactid@ac"));
    }

    [Fact]
    public async Task A_column_can_be_named_with_its_table_before_it()
    {
        await using var database = new Crm().Open();
        Assert.Equal("ada@x.nl", await database.TextAsync("select contacts@ac.email from contacts@ac where contacts.id = 1"));
    }

    [Fact]
    public async Task A_hidden_column_comes_only_when_it_is_named()
    {
        await using var database = new Crm().Open();
        Assert.Equal(7, (await database.RowsAsync("select * from contacts@ac limit 1"))[0].Length);
        Assert.Equal("s1", await database.TextAsync("select secret from contacts@ac where id = 1"));
    }

    [Fact]
    public async Task A_label_is_a_heading()
    {
        await using var database = new Crm().Open();
        var result = (await database.RunAsync("select id, email label 'E-mail of it''s owner' from contacts@ac where id = 1"))[0];
        Assert.Equal(["id", "E-mail of it's owner"], Assert.IsType<RowsResult>(result.Of).Columns.Select(c => c.Heading));
    }

    [Fact]
    public async Task Types_that_only_DuckDB_has_come_as_plain_values()
    {
        await using var database = TestDatabase.Of();
        var row = (await database.RowsAsync(
            "select 1::tinyint, 170141183460469231731687303715884105727::hugeint, 'ab'::blob, uuid "
                + "'6c9d3b1e-0000-4000-8000-000000000001', interval 2 days, "
            + "{'a': 1, 'b': 'x'}, map {'k': 2}, ['p', null], 'b'::enum('a','b'), 1.5::float, null"))[0];
        Assert.Equal((sbyte)1, row[0]);
        Assert.Equal(System.Numerics.BigInteger.Pow(2, 127) - 1, row[1]);
        Assert.Equal("ab"u8.ToArray(), row[2]);
        Assert.Equal(Guid.Parse("6c9d3b1e-0000-4000-8000-000000000001"), row[3]);
        Assert.Equal(TimeSpan.FromDays(2), row[4]);
        Assert.Equal(1, Assert.IsType<IDictionary<string, object?>>(row[5], exactMatch: false)["a"]);
        Assert.NotNull(row[6]);
        Assert.Equal(["p", null], Assert.IsType<IEnumerable<string?>>(row[7], exactMatch: false));
        Assert.Equal("b", row[8]);
        Assert.Equal(1.5f, row[9]);
        Assert.Null(row[10]);
    }
}
