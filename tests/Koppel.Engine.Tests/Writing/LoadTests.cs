using System.Text.RegularExpressions;
using Koppel.Engine.Events;
using Koppel.Engine.Sql;
using Koppel.Engine.Statements;
using Koppel.Engine.Tests.Testing;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Tests.Writing;

public sealed class LoadTests
{
    static readonly Column[] AllKinds =
    [
        Column.Boolean("b"), Column.BigInt("i"), new("d", ColumnKind.Double), new("n", new ColumnType(ColumnKind.Decimal, 9, 3)),
        Column.Text("t"),
        Column.Date("day"), new("at", ColumnKind.Time), new("ts", ColumnKind.Timestamp), Column.Timestamp("tz"), new("j", ColumnKind.Json),
        new("l", ColumnKind.BigIntList), Column.TextList("w"),
    ];

    static async Task<LoadReport> LoadAsync(TestDatabase database, string script, ExecuteOptions? options = null)
    {
        var last = (await database.RunAsync(script, options))[^1].Of;
        return last is FailedResult failed ? throw failed.Fault : Assert.IsType<LoadResult>(last).Report;
    }

    [Fact]
    public async Task Values_are_loaded_in_the_targets_types()
    {
        var table = new WritableMemoryTable("kinds", AllKinds);
        await using var database = TestDatabase.Of(table);
        await LoadAsync(database,
            """
            insert into kinds@ac values
            ('yes', '42', '1.5', '2.5', 7, '2026-01-02', '23:59:58.000001', '2026-01-02 03:04:05.000006', '1960-01-02 03:04:05+00',
                '{"a":1}', [1, 2], ['a', 'it''s', '']),
            (null, null, null, null, 8, null, null, null, null, null, null, null);
            insert into kinds@ac values
            (false, 1.0, 2, 3.0005, 'ü👍', timestamp '2026-01-02 10:00', time '00:00', date '1969-12-31', timestamptz
                '2026-07-01 12:00:00+02', '[]', [], [])
            """);
        var (load, native) = (table.Loads[0], table.Loads[1]);
        Assert.Equal(
        [
            true, 42L, 1.5, 2.5m, "7", new DateOnly(2026, 1, 2), new TimeOnly(23, 59, 58, 0, 1),
            new DateTime(2026, 1, 2, 3, 4, 5).AddMicroseconds(6),
            new DateTimeOffset(1960, 1, 2, 3, 4, 5, TimeSpan.Zero), """{"a":1}""", new[] { 1L, 2L }, new[] { "a", "it's", "" },
        ], load.Written[0]);
        Assert.Equal([4], load.Written[1].Select((v, i) => (v, i)).Where(v => v.v is not null).Select(v => v.i));
        Assert.Equal(
        [
            false, 1L, 2.0, 3.001m, "ü👍", new DateOnly(2026, 1, 2), new TimeOnly(0, 0), new DateTime(1969, 12, 31),
            new DateTimeOffset(2026, 7, 1, 10, 0, 0, TimeSpan.Zero), "[]", Array.Empty<long>(), Array.Empty<string>(),
        ], native.Written[0]);
    }

    [Fact]
    public async Task A_column_that_only_an_update_takes_is_refused_in_an_insert_before_any_call()
    {
        var table = new WritableMemoryTable("posts", [Column.Text("title"), Column.Text("state") with { UpdateOnly = true }]);
        await using var database = TestDatabase.Of(table);
        var fault = await Assert.ThrowsAsync<QueryException>(
            () => LoadAsync(database, "insert into posts@ac (title, state) values ('a', 'sent')"));
        Assert.Equal(
            "Column 'state' of posts@ac cannot be given to a new row. Insert the row without it and update it then.",
            fault.Message.Split(" at ")[0]);
        Assert.Empty(table.Loads);
    }

    [Fact]
    public async Task A_selects_columns_go_to_the_named_columns_in_their_order()
    {
        var crm = new Crm();
        await using var database = crm.Open();
        await LoadAsync(database,
            "insert into contactTags@ac (tag, contact) select 10 as contact, id as tag from contacts@ac where id < 3 order by id desc");
        var load = Assert.Single(crm.ContactTags.Loads);
        Assert.Equal(["tag", "contact"], load.Columns.Select(c => c.Name));
        Assert.Equal([[10L, 2L], [10L, 1L]], load.Given);
        Assert.True(load.IsDisposed);
    }

    [Fact]
    public async Task Without_columns_all_that_can_be_written_are_filled()
    {
        var crm = new Crm();
        await using var database = crm.Open();
        await LoadAsync(database, "insert into contactTags@ac select 1, 2");
        Assert.Equal(["contact", "tag"], crm.ContactTags.Loads[0].Columns.Select(c => c.Name));
    }

    [Theory]
    [InlineData("with x as (select 5 a) select a, a + 1 from x")]
    [InlineData("from (select 5 a) select a, 6")]
    [InlineData("(select 5, 6)")]
    [InlineData("values (5, 6)")]
    [InlineData("select 5, 6 -- with a comment at its end")]
    [InlineData("select a, b from (select 5 a, 6 b) order by b limit 1")]
    [InlineData("select 5, 6 union select 5, 6")]
    [InlineData("select 5 as x, 6 as x")]
    public async Task The_query_can_have_any_form(string query)
    {
        var crm = new Crm();
        await using var database = crm.Open();
        await LoadAsync(database, $"insert into contactTags@ac (contact, tag) {query}");
        Assert.Equal([5L, 6L], Assert.Single(crm.ContactTags.Loads[0].Given));
    }

    [Fact]
    public async Task Many_rows_come_in_full_lists_and_in_order()
    {
        var table = new WritableMemoryTable("t", Column.BigInt("i"), Column.Text("s"));
        await using var database = TestDatabase.Of(table);
        var report = await LoadAsync(database, "insert into t@ac select range, 'text ' || range from range(10000) order by range");
        var load = Assert.Single(table.Loads);
        Assert.Equal([2048, 2048, 2048, 2048, 1808], load.Batches);
        Assert.Equal(Enumerable.Range(0, 10_000).Select(i => (long)i), load.Given.Select(r => (long)r[0]!));
        Assert.Equal(10_000, report.Outcome.Changed);
    }

    [Fact]
    public async Task No_rows_are_a_load_as_well()
    {
        var crm = new Crm();
        await using var database = crm.Open();
        var report = await LoadAsync(database, "insert into contactTags@ac select 1, 2 where false");
        Assert.Equal((0L, 0L, 0L), (report.Outcome.Read, report.Outcome.Changed, report.Outcome.NotSent));
    }

    [Fact]
    public async Task The_books_balance()
    {
        var crm = new Crm();
        await using var database = crm.Open();
        var report = await LoadAsync(database, "insert into contactTags@ac (contact, tag) values (1, 11), (2, null), (3, 10), (4, 10)");
        Assert.Equal((4L, 2L, 1L, 1L, 0L),
            (report.Outcome.Read, report.Outcome.Changed, report.Outcome.Unchanged, report.Outcome.Rejects.Count, report.Outcome.NotSent));
        var reject = Assert.Single(report.Outcome.Rejects.First);
        Assert.Equal((2L, "A value is missing."), (reject.Row, reject.Reason));
        Assert.Equal(["2", null], reject.Values);
        Assert.Equal("contactTags@ac", report.Target);
    }

    [Fact]
    public async Task The_plan_is_shown_before_the_load_runs()
    {
        var crm = new Crm();
        await using var database = crm.Open();
        var planned = new List<LoadPlanned>();
        await using var run = database.Database.Run(
            "select 1; insert into contactTags@ac values (1, 11), (3, 10)", new ExecuteOptions { PlanFirst = true });
        await foreach (var told in run.EventsAsync())
        {
            if (told is LoadPlanned load) planned.Add(load);
            if (told is SendingBegan) Assert.Single(planned);
            (told as StatementResult)?.Release();
        }
        var plan = Assert.Single(planned);
        Assert.Equal(
            (2, "contactTags@ac", 2L, 1L, 1L), (plan.Statement, plan.Target, plan.Plan.Read, plan.Plan.Changes, plan.Plan.Unchanged));
    }

    [Fact]
    public async Task Explain_reads_and_plans_but_writes_nothing()
    {
        var crm = new Crm();
        await using var database = crm.Open();
        var plan =
            await database.PlanAsync("explain insert into contactTags@ac (contact, tag) select id, 11 from contacts@ac where id <= 2");
        plan = Regex.Replace(plan, @"takes {5}[\d.]+ s", "takes     N s"); // The reading is timed.
        Assert.Equal("""
            scan contacts@ac
              columns   id, email
              request   GET contacts
              pushed    "id" <= 2  (exact, filter)
              calls     as many as it has pages
            load contactTags@ac
              rows      2 rows read = 0 to change + 2 already there + 0 rejected
              changes   insert 0
              call      0 x POST contactTags  (a row a call)
              takes     N s at the account's limits: 1 calls, 1 of them to read, as this plan did
            """.ReplaceLineEndings("\n"), plan);
        var load = Assert.Single(crm.ContactTags.Loads);
        Assert.Empty(load.Written);
        Assert.True(load.IsDisposed);
    }

    [Fact]
    public async Task A_load_that_fails_ends_the_script()
    {
        var crm = new Crm();
        await using var database = crm.Open();
        var results = await database.RunAsync("insert into contactTags@ac values ('x', 1); insert into contactTags@ac values (1, 1)");
        Assert.IsType<FailedResult>(Assert.Single(results).Of);
        Assert.All(crm.ContactTags.Loads, load => Assert.True(load.IsDisposed && load.Written.Count == 0));
    }

    [Fact]
    public async Task Nothing_is_asked_when_the_query_does_not_fit_the_target()
    {
        var crm = new Crm();
        await using var database = crm.Open();
        await database.ErrorAsync(
            "insert into contactTags@ac (contact, tag) select a.id from contacts@ac a join contacts@ac b on a.id = b.id");
        await database.ErrorAsync(
            "insert into contactTags@ac (contact, tag) select a.id, b.nosuch from contacts@ac a join contacts@ac b on a.id = b.id");
        Assert.Equal("", crm.Asked);
        Assert.Empty(crm.ContactTags.Loads);
    }
}
