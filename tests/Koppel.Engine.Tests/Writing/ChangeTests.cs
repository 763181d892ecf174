using Koppel.Engine.Sql;
using Koppel.Engine.Statements;
using Koppel.Engine.Tests.Testing;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Tests.Writing;

/// <summary>Update, delete and synchronize: what the target is asked to do.</summary>
public sealed class ChangeTests
{
    static Column[] Columns => Testing.People.Columns;

    static WritableMemoryTable People() => Testing.People.Table(FilterRule.Exact("id"));

    static Task<(LoadReport Report, string Done)> RunAsync(string sql, WritableMemoryTable? people = null) =>
        Testing.People.RunAsync(sql, people ?? People(), (_, v) => $"{v}");

    [Theory]
    [InlineData("delete from people@ac p where p.age >= 40", "Delete bob@x.nl,2", 1, 0)]
    [InlineData("delete from people@ac where id in (select 1 union select 3)", "Delete ada@x.nl,1; Delete cid@x.nl,3", 2, 0)]
    [InlineData("delete from people@ac where true -- all", "Delete ada@x.nl,1; Delete bob@x.nl,2; Delete cid@x.nl,3; Delete ,4", 4, 0)]
    [InlineData("update people@ac set name = upper(name), age = age + 1 where id < 3", "Update ADA,31,1; Update BOB,41,2", 2, 0)]
    [InlineData("update people@ac set name = 'Bob' where id < 3", "Update Bob,1", 2, 1)]
    [InlineData("update people@ac set name = null where id in (2, 3)", "Update ,2", 2, 1)]
    [InlineData("update people@ac p set name = s.n from (values (1, 'X'), (9, 'Y')) s(i, n) where s.i = p.id", "Update X,1", 1, 0)]
    public async Task Rows_that_match_are_changed_by_their_keys(string sql, string done, int read, int unchanged)
    {
        var (report, real) = await RunAsync(sql);
        Assert.Equal((done, read, unchanged), (real, report.Outcome.Read, report.Outcome.Unchanged));
    }

    [Fact]
    public async Task The_condition_is_asked_of_the_target()
    {
        var people = People();
        await RunAsync("delete from people@ac where id = 2", people);
        Assert.Contains("id", Assert.Single(people.Asked), StringComparison.Ordinal);
    }

    const string Source =
        "(select * from (values ('ADA@x.nl ', 'Ada', 31), ('new@x.nl', 'New', 5), ('cid@x.nl', null, null)) s(email, name, age))";

    [Theory]
    [InlineData("insert identified by email", "Insert new@x.nl,New,5")]
    [InlineData("update identified by email", "Update ada@x.nl,Ada,31,1")]
    [InlineData("insert or update or delete identified by email",
        "Insert new@x.nl,New,5; Update ada@x.nl,Ada,31,1; Delete bob@x.nl,Bob,40,2; Delete ,Nobody,1,4")]
    [InlineData("delete exit after 1 row identified by email", "Delete bob@x.nl,Bob,40,2")]
    [InlineData("update ignore changes to age identified by email", "")]
    [InlineData("update all except (age) identified by email", "")]
    public async Task Only_what_is_named_is_done(string with, string done)
    {
        var (to, from) =
            (await RunAsync($"sync {Source} to people@ac with {with}"), await RunAsync($"sync people@ac from {Source} with {with}"));
        Assert.Equal((done, done), (to.Done, from.Done));
    }

    [Theory]
    [InlineData("", "(select 'ada@x.nl' as email, '' as name)", "Update ada@x.nl,,1")]
    [InlineData("", "(select 'ada@x.nl' as email, null as name)", "Update ada@x.nl,,1")]
    [InlineData("ignore nulls", "(select 'ada@x.nl' as email, null as name)", "")]
    [InlineData("", "(select 'cid@x.nl' as email, '' as name)", "")]
    [InlineData("", "(select null as email, 'Somebody' as name)", "Update ,Somebody,4")]
    public async Task A_null_empties_a_text_unless_nulls_are_ignored(string option, string source, string done)
    {
        var (_, real) = await RunAsync($"sync {source} to people@ac with update {option} identified by email");
        Assert.Equal(done, real);
    }

    [Fact]
    public async Task A_null_key_equals_a_null_key()
    {
        var (_, done) =
            await RunAsync("sync (select null as email, 'Nobody' as name, 1 as age) to people@ac with delete identified by email");
        Assert.Equal("Delete ada@x.nl,Ada,30,1; Delete bob@x.nl,Bob,40,2; Delete cid@x.nl,,,3", done);
    }

    [Fact]
    public async Task Rows_that_the_source_has_twice_are_rejected_when_they_differ_and_the_target_keeps_its_row()
    {
        var (report, done) = await RunAsync("""
            sync (select * from (values ('ada@x.nl', 'A'), ('ADA@x.nl', 'B'), ('new@x.nl', 'N'), ('new@x.nl', 'N'), ('bob@x.nl', 'Bob'))
                s(email, name)) to people@ac
            with insert or update or delete identified by email
            """);
        Assert.Equal("Insert new@x.nl,N; Delete cid@x.nl,,3; Delete ,Nobody,4", done);
        Assert.Equal([1L, 2L], report.Outcome.Rejects.First.Select(r => r.Row));
        Assert.Contains("several rows for the same row of the target", report.Outcome.Rejects.First[0].Reason, StringComparison.Ordinal);
        Assert.Equal((7, 3, 2), (report.Outcome.Read, report.Outcome.Changed, report.Outcome.Unchanged));
    }

    [Fact]
    public async Task A_cap_with_error_sends_nothing()
    {
        var people = People();
        var fault = await Assert.ThrowsAsync<QueryException>(
            () => RunAsync("sync (select 'x' as email) to people@ac with insert or delete error after 3 rows identified by email", people));
        Assert.Equal("delete would change 4 rows of people@ac, more than 3. Nothing was sent. Look at the source, or raise the number.",
            fault.Message);
        Assert.Empty(people.Loads.SelectMany(l => l.Written));
    }

    [Fact]
    public async Task A_number_that_would_have_to_be_emptied_is_rejected()
    {
        var (report, done) = await RunAsync("update people@ac set age = null where id = 1");
        Assert.Equal(("", 1), (done, report.Outcome.Rejects.Count));
    }

    [Fact]
    public async Task A_value_that_cannot_be_converted_is_told_at_its_column()
    {
        const string Sql = "update people@ac set name = 'x', age = 'no ' || 'Ada' where id = 1";
        var fault = await Assert.ThrowsAsync<QueryException>(() => RunAsync(Sql));
        Assert.Contains("Could not convert string 'no Ada' to INT64", fault.Message, StringComparison.Ordinal);
        Assert.Equal(Sql.IndexOf("age", StringComparison.Ordinal) + 1, fault.Column);
    }

    [Fact]
    public async Task Explain_and_dry_run_write_nothing_and_tell_the_kinds()
    {
        var people = People();
        await using var database = TestDatabase.Of(people);
        var sql = $"sync {Source} to people@ac with insert or update or delete identified by email";
        var explained = Assert.IsType<PlanResult>((await database.RunAsync("explain " + sql))[0].Of);
        Assert.Contains("  changes   insert 1, update 1, delete 2", explained.Lines);
        Assert.Contains("  rows      5 rows read = 4 to change + 1 already there + 0 rejected", explained.Lines);
        Assert.IsType<PlanResult>((await database.RunAsync(sql, new ExecuteOptions { DryRun = true }))[0].Of);
        Assert.Empty(people.Loads.SelectMany(l => l.Written));
    }

    [Fact]
    public async Task Too_many_errors_stop_it()
    {
        var (report, done) = await RunAsync(
            "sync (select * from (values ('ada@x.nl', 'A'), ('ada@x.nl', 'B'), ('new@x.nl', 'N')) s(email, name)) to people@ac with "
            + "insert stop after 2 errors identified by email");
        Assert.Equal(("", 2, 1), (done, report.Outcome.Rejects.Count, report.Outcome.NotSent));
        Assert.Equal("It stopped after 2 rejected rows (stop after 2 errors). Correct the rows, or leave the limit out.",
            report.Outcome.Fault!.Message);
    }
}
