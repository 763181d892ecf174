using Koppel.Engine.Sql;
using Koppel.Engine.Statements;
using Koppel.Engine.Tests.Testing;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Tests.Writing;

/// <summary>A mirror does no more than it may, and tells what it leaves.</summary>
public sealed class SynchronizeGuardTests
{
    static readonly Column[] Columns =
        [Column.Key("id"), Column.Text("email") with { Required = true, IgnoresCase = true }, Column.Text("name")];

    static WritableMemoryTable People(TableVerbs verbs = TableVerbs.Select | TableVerbs.Insert | TableVerbs.Update | TableVerbs.Delete) =>
        new("people", Columns)
    {
        Schema = new TableSchema("people", Columns) { Verbs = verbs },
        Filters = [FilterRule.Lookup("id", 10)],
        Rows = [[1L, "ada@x.nl", "Ada"], [2L, "bob@x.nl", "Bob"], [3L, "cid@x.nl", "Cid"], [4L, "dan@x.nl", "Dan"]],
    };

    const string Source =
        "(select * from (values ('ada@x.nl', 'A'), ('bob@x.nl', 'B'), ('new@x.nl', 'N'), ('nov@x.nl', 'N')) s(email, name))";

    public static TheoryData<string, string, bool, bool> Guards()
    {
        var data = new TheoryData<string, string, bool, bool>();
        foreach (var operation in new[] { "insert", "update", "delete" })
            foreach (var others in new[] { "", "insert or update or delete" })
                foreach (var from in new[] { false, true })
                    foreach (var dry in new[] { false, true }) data.Add(operation, others, from, dry);
        return data;
    }

    /// <summary>Each operation would change two rows and may change one.</summary>
    [Theory, MemberData(nameof(Guards))]
    public async Task A_cap_with_error_fails_before_any_call_that_writes_and_sends_nothing_of_the_others(
        string operation, string others, bool from, bool dry)
    {
        var people = People();
        var operations = string.Join(" or ",
            others.Split(" or ", StringSplitOptions.RemoveEmptyEntries).Where(o => o != operation)
                .Append(operation + " error after 1 row"));
        await using var database = TestDatabase.Of(people);
        var sql = $"sync {(from ? $"people@ac from {Source}" : $"{Source} to people@ac")} with {operations} identified by email";
        var result = (await database.RunAsync(sql, new ExecuteOptions { DryRun = dry }))[^1].Of;
        var fault = Assert.IsType<QueryException>(Assert.IsType<FailedResult>(result).Fault);
        Assert.Equal(
            $"{operation} would change 2 rows of people@ac, more than 1. Nothing was sent. Look at the source, or raise the number.",
            fault.Message);
        Assert.Equal(sql.IndexOf(operation + " error", StringComparison.Ordinal) + 1, fault.Column);
        Assert.Empty(people.Loads.SelectMany(l => l.Given));
    }

    [Theory, InlineData("insert"), InlineData("update"), InlineData("delete")]
    public async Task A_cap_with_exit_leaves_what_is_beyond_it_and_says_so(string operation)
    {
        var people = People();
        await using var database = TestDatabase.Of(people);
        var report = Assert.IsType<LoadResult>(
            (await database.RunAsync($"sync people@ac from {Source} with {operation} exit after 1 row identified by email"))[0].Of).Report;
        Assert.Equal(1, report.Outcome.Changed);
        Assert.Contains($"{operation} ends after 1 rows: 1 more are left as they are", report.Outcome.Notes);
    }

    [Theory]
    [InlineData("delete", TableVerbs.Insert | TableVerbs.Update, "Rows of people@ac cannot be deleted: the system has no call for it.")]
    [InlineData("insert or delete", TableVerbs.Insert | TableVerbs.Update,
        "Rows of people@ac cannot be deleted: the system has no call for it.")]
    [InlineData("insert or update", TableVerbs.Insert,
        "Rows of people@ac cannot be updated: the system has no call for it. Insert is all that it can.")]
    public async Task What_the_target_cannot_do_is_refused_with_the_reason(string with, TableVerbs verbs, string message)
    {
        var people = People(verbs);
        await using var database = TestDatabase.Of(people);
        Assert.Equal(message, (await database.ErrorAsync($"sync {Source} to people@ac with {with} identified by email")).Message);
        Assert.Empty(people.Asked);
    }

    [Fact]
    public async Task A_mirror_that_does_not_delete_tells_how_many_rows_it_leaves()
    {
        await using var database = TestDatabase.Of(People());
        var plan = await database.PlanAsync($"explain sync {Source} to people@ac with insert or update identified by email");
        Assert.Contains("  note      delete is not named: 2 rows that only people@ac has are left", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("delete is not named",
            await database.PlanAsync($"explain sync {Source} to people@ac with delete identified by email"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_not_told_where_the_target_is_not_read_whole()
    {
        var people = People();
        await using var database = TestDatabase.Of(people);
        var plan = await database.PlanAsync(
            "create table one@memory as select 1::bigint as id, 'x' as name; explain sync one@memory to people@ac with update identified "
            + "by id");
        Assert.Contains("lookup    1 value of id from one@inmemorystorage", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("delete is not named", plan, StringComparison.Ordinal);
    }

    [Theory, InlineData("people@ac", 0), InlineData("(select * from people@ac)", 0), InlineData("people@ac", 2)]
    public async Task A_source_that_fails_is_no_empty_source(string source, int after)
    {
        var people = People();
        var other = new MemoryTable("people", Columns) { FailsAfter = after, Rows = People().Rows };
        await using var database = TestDatabase.Over(("ac", [people]), ("far", [other]));
        var fault = await database.FaultAsync(
            $"sync {source.Replace("@ac", "@far", StringComparison.Ordinal)} to people@ac with insert or update or delete identified by "
                + $"email");
        Assert.Equal("The remote system has failed.", fault.Message);
        Assert.Empty(people.Loads.SelectMany(l => l.Given));
    }
}
