using Koppel.Engine.Sql;
using Koppel.Engine.Statements;
using Koppel.Engine.Tests.Testing;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Tests.Writing;

/// <summary>A cell that does not fit its column costs its row, never the load; a row that says nothing is none.</summary>
public sealed class CellTests
{
    static readonly Column[] Kinds =
    [
        Column.BigInt("n"), Column.Boolean("b"), Column.BigInt("i"), new("d", ColumnKind.Double),
        new("m", new ColumnType(ColumnKind.Decimal, 9, 2)), Column.Date("day"),
        new("at", ColumnKind.Time), new("ts", ColumnKind.Timestamp), Column.Timestamp("tz"), new("j", ColumnKind.Json),
        new("l", ColumnKind.BigIntList), Column.TextList("w"),
    ];

    static async Task<(LoadReport Report, WritableMemoryTable Table)> LoadAsync(string sql, WritableMemoryTable? table = null)
    {
        table ??= new WritableMemoryTable("kinds", Kinds);
        await using var database = TestDatabase.Of(table);
        var last = (await database.RunAsync(sql))[^1].Of;
        if (last is FailedResult failed) throw failed.Fault;
        var report = Assert.IsType<LoadResult>(last).Report;
        Assert.Equal(
            report.Outcome.Read, report.Outcome.Changed + report.Outcome.Unchanged + report.Outcome.Rejects.Count + report.Outcome.NotSent);
        return (report, table);
    }

    static string Rejects(LoadReport report) => string.Join(' ', report.Outcome.Rejects.First.Select(r => $"{r.Row}:{r.Code}"));

    [Theory]
    [InlineData("b", "'perhaps'", "true or false")]
    [InlineData("i", "'12.5'", "a whole number of at most 18 digits")]
    [InlineData("i", "12.5", "a whole number of at most 18 digits")]
    [InlineData("i", "'99999999999999999999'", "a whole number of at most 18 digits")]
    [InlineData("i", "date '2026-01-01'", "a whole number of at most 18 digits")]
    [InlineData("d", "'12,5'", "a number such as 12.5")]
    [InlineData("d", "'nan'::double", "a number such as 12.5")]
    [InlineData("d", "'infinity'", "a number such as 12.5")]
    [InlineData("m", "'12345678.00'", "a number such as 12.5 with at most 7 digits before its point")]
    [InlineData("m", "1e20", "a number such as 12.5 with at most 7 digits before its point")]
    [InlineData("day", "'31/12/1980'", "a date such as 2026-05-31")]
    [InlineData("day", "'2026-02-30'", "a date such as 2026-05-31")]
    [InlineData("day", "'infinity'::date", "a date such as 2026-05-31")]
    [InlineData("day", "date '0044-03-15 (BC)'", "a date such as 2026-05-31")]
    [InlineData("day", "date '10000-01-01'", "a date such as 2026-05-31")]
    [InlineData("at", "'25:00'", "a time of day such as 14:00:00")]
    [InlineData("at", "'24:00:00'::time", "a time of day such as 14:00:00")]
    [InlineData("ts", "'yesterday'", "a time such as 2026-05-31 14:00:00")]
    [InlineData("ts", "'-infinity'::timestamp", "a time such as 2026-05-31 14:00:00")]
    [InlineData("tz", "'2026-13-01'", "a time such as 2026-05-31 14:00:00+02:00")]
    [InlineData("tz", "timestamptz '12000-01-01 00:00:00+00'", "a time such as 2026-05-31 14:00:00+02:00")]
    [InlineData("j", "'{red'", "JSON, in which a text stands in double quotes")]
    [InlineData("l", "[1, null]", "a list of whole numbers such as [5, 7]")]
    [InlineData("l", "'1, 2'", "a list of whole numbers such as [5, 7]")]
    [InlineData("w", "'Klant'", "a list of texts such as ['a', 'b']")]
    public async Task A_cell_that_does_not_fit_rejects_its_row(string column, string value, string holds)
    {
        var (report, table) = await LoadAsync(
            $"insert into kinds@ac (n, {column}) select s.n, case s.n when 2 then {value} end as given from (values (1), (2), (3)) s(n)");
        Assert.Equal((3, 2, "2:value-invalid"), (report.Outcome.Read, report.Outcome.Changed, Rejects(report)));
        Assert.Equal([1L, 3L], table.Loads[0].Written.Select(r => r[0]));
        var reject = report.Outcome.Rejects.First[0];
        Assert.Equal($"'{reject.Values[1]}' in column given is no value of {column}, which holds {holds}.", reject.Reason);
        Assert.Equal("2", reject.Values[0]);
    }

    [Fact]
    public async Task All_cells_of_a_row_that_do_not_fit_are_told_at_once_as_they_stand_in_the_source()
    {
        var (report, _) = await LoadAsync(
            "insert into kinds@ac (n, day, i) select n, born, i from (values (1, '1980-12-31', '5'), (2, '31/12/1980', 'many')) s(n, "
            + "born, i)");
        var reject = Assert.Single(report.Outcome.Rejects.First);
        Assert.Equal(["2", "31/12/1980", "many"], reject.Values);
        Assert.Equal(
            "'31/12/1980' in column born is no value of day, which holds a date such as 2026-05-31. 'many' is no value of i, which holds "
            + "a whole number of at most 18 digits. Correct them and load it again.", reject.Cause.ToString());
    }

    [Fact]
    public async Task Blank_cells_of_another_type_say_nothing()
    {
        var (report, table) = await LoadAsync(
            "insert into kinds@ac (n, day, i, w) select * from (values (1, '', ' ', chr(160)), (2, '2026-05-31', '7', '[a, b]')) s");
        Assert.Equal(2, report.Outcome.Changed);
        Assert.Equal([1L, null, null, null], table.Loads[0].Written[0]);
        Assert.Equal([2L, new DateOnly(2026, 5, 31), 7L, new[] { "a", "b" }], table.Loads[0].Written[1]);
    }

    [Fact]
    public async Task Of_many_rows_exactly_the_bad_ones_are_rejected_and_all_keep_their_numbers()
    {
        var random = new Random(20_261_128);
        List<string> born = [
            .. Enumerable.Range(0, 6_000)
                .Select(
                    _ => random.Next(20) switch { 0 => "31/12/1980", 1 => "", 2 => "soon",
                        _ => $"19{random.Next(10, 99)}-0{random.Next(1, 9)}-1{random.Next(0, 9)}" })];
        var (report, table) = await LoadAsync(
            $"insert into kinds@ac (n, day) select case when born = '' then null else row_number() over () end, born from (select "
                + $"unnest([{string.Join(", ", born.Select(b => $"'{b}'"))}]) as born)",
            new WritableMemoryTable("kinds", Kinds[0] with { Required = true }, Kinds[5]));
        var bad = born.Select((b, i) => (b, Number: i + 1L)).Where(b => b.b is "31/12/1980" or "soon").Select(b => b.Number).ToList();
        Assert.Equal((born.Count(b => b != ""), bad.Count), (report.Outcome.Read, report.Outcome.Rejects.Count));
        Assert.Equal(bad, report.Outcome.Rejects.First.Select(r => r.Row));
        Assert.Equal(
            born.Select((b, i) => (b, Number: (object)(i + 1L))).Where(b => b.b.StartsWith("19", StringComparison.Ordinal))
                .Select(b => b.Number), table.Loads[0].Written.Select(r => r[0]));
        Assert.Equal([$"{born.Count(b => b == "")} rows without any value in the loaded columns were not read"], report.Outcome.Notes);
    }

    [Fact]
    public async Task When_all_rows_are_bad_none_is_accepted()
    {
        var (report, table) = await LoadAsync("insert into kinds@ac (n, day) select 1, 'x' || range from range(3)");
        Assert.Equal((3, 3, 0), (report.Outcome.Read, report.Outcome.Rejects.Count, report.Outcome.Changed));
        Assert.Empty(table.Loads[0].Given);
    }

    [Fact]
    public async Task Rows_behind_one_that_is_left_out_keep_their_numbers()
    {
        var (report, _) = await LoadAsync(
            "insert into kinds@ac (n, day) select * from (values (1, '2026-05-31'), (null, ''), (null, '2026-05-31'), (4, 'x'), (null, "
            + "'2026-06-01')) s",
            new WritableMemoryTable("kinds", Kinds[0] with { Required = true }, Kinds[5]));
        Assert.Equal("3:value-missing 4:value-invalid 5:value-missing", Rejects(report));
        Assert.Equal(["1 row without any value in the loaded columns was not read"], report.Outcome.Notes);
    }

    [Theory]
    [InlineData("insert into kinds@ac (n, w) select null, [] from range(2)")]
    [InlineData("insert into kinds@ac (n, day) select * from (values (null, ''), (null, ' ')) s(a, b)")]
    public async Task A_load_all_of_whose_rows_are_empty_fails(string sql)
    {
        var fault = await Assert.ThrowsAsync<QueryException>(() => LoadAsync(sql));
        Assert.StartsWith(
            "All 2 rows of the source have no value in the columns that kinds@ac is to get (n, ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_tells_the_same_as_the_load()
    {
        await using var database = TestDatabase.Of(new WritableMemoryTable("kinds", Kinds));
        var plan = await database.PlanAsync(
            "explain insert into kinds@ac (n, day) select n, born from (values (1, '2026-05-31'), (2, '31/05/2026'), (null, null)) s(n, "
            + "born)");
        Assert.Contains("  rows      2 rows read = 1 to change + 0 already there + 1 rejected\n", plan, StringComparison.Ordinal);
        Assert.Contains(
            "  reject    row 2 (2, 31/05/2026): '31/05/2026' in column born is no value of day", plan, StringComparison.Ordinal);
        Assert.Contains("  note      1 row without any value in the loaded columns was not read\n", plan, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("insert into kinds@ac (n, day) select range, '31/12/1980' from range(2)", "day")]
    [InlineData("insert into kinds@ac (n, day) select range as n, '31/12/1980' as day from range(2) where false or true", "day")]
    [InlineData("insert into kinds@ac (n, day) (values (1, '31/12/1980'))", "day")]
    public async Task A_constant_that_can_never_be_converted_is_a_fault_of_the_statement(string sql, string at)
    {
        var fault = await Assert.ThrowsAsync<QueryException>(() => LoadAsync(sql));
        Assert.Contains("31/12/1980", fault.Message, StringComparison.Ordinal);
        Assert.Equal(sql.IndexOf(at, StringComparison.Ordinal) + 1, fault.Column);
    }
}
