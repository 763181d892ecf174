using Koppel.Engine.Statements;
using Koppel.Engine.Tests.Testing;

namespace Koppel.Engine.Tests.Execution;

/// <summary>
/// DuckDB's result tells whether a statement gives rows, not its first word; and what a parameter without a value is told.
/// </summary>
public sealed class ReturningTests
{
    [Theory]
    [InlineData("create table t(a int); insert into t values (1), (2) returning a, a + 1 as b", "1|2\n2|3")]
    [InlineData("create table t(a int); insert into t@memory values (1) returning *", "1")]
    [InlineData("create table t as select 1 as a; update t set a = 5 where a = 1 returning a", "5")]
    [InlineData("create table t as select 1 as a; update t@memory set a = 5 where a = 1 returning a", "5")]
    [InlineData("create table t as select 1 as a; delete from t returning a as gone", "1")]
    [InlineData("create table t as select 1 as a; merge into t using (select 1 as a) s on t.a = s.a when matched then delete returning "
        + "merge_action, t.a", "DELETE|1")]
    [InlineData("create table t(a int); with c as (select 7 as a) insert into t select * from c returning a", "7")]
    [InlineData("prepare p as select $name as x; execute p(name := 3)", "3")]
    [InlineData("prepare p as select $1 + ? as x; execute p(3, 4)", "7")]
    [InlineData("create table t(a int); prepare p as insert into t values ($v) returning a; execute p(v := 9)", "9")]
    [InlineData("create table t(a int); prepare p as insert into t values (?); execute p(8); select a from t", "8")]
    [InlineData("create table t as select 1 as a; pragma table_info('t')", "0|a|INTEGER|False|null|False")]
    [InlineData("checkpoint", "")]
    public async Task Rows_come_from_every_statement_that_gives_some(string script, string rows)
    {
        await using var database = TestDatabase.Of();
        try
        {
            Assert.Equal(rows, await database.TextAsync(script));
        }
        catch (Xunit.Sdk.FailException) when (script.Contains("$1 + ?", StringComparison.Ordinal))
        {
            Assert.Contains(
                "Mixing", (await database.ErrorAsync("prepare q as select $1 + ? as x")).Message, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [InlineData("create table t(a int); insert into t values (1), (2)", "2 rows changed")]
    [InlineData("create table t(a int); insert into t@memory values (1), (2)", "2 rows inserted into t@memory")]
    [InlineData("create table t as select 1 as a; update t set a = 2", "1 row changed")]
    [InlineData("create table t(a int); prepare p as insert into t values (?); execute p(8)", "1 row changed")]
    [InlineData("create table t@memory as select * from range(3)", "table t@memory: 3 rows")]
    [InlineData("set threads = 2", "done")]
    [InlineData("create view v as select 1", "view v created")]
    [InlineData("begin", "done")]
    public async Task Other_statements_say_what_they_did(string script, string done)
    {
        await using var database = TestDatabase.Of();
        Assert.Equal(done, Assert.IsType<DoneResult>((await database.RunAsync(script))[^1].Of).Message);
    }

    [Fact]
    public async Task Rows_of_a_written_file_are_told_when_they_are_asked_for()
    {
        var file = Path.Combine(Path.GetTempPath(), $"koppel-{Guid.NewGuid():N}.parquet");
        await using var database = TestDatabase.Of();
        try
        {
            Assert.Equal("3",
                await database.TextAsync(
                    $"create table s as select 1; copy (from range(3)) to '{file}' (return_stats); select count(*) from '{file}'"));
            var copied = (await database.RunAsync($"copy (from range(3)) to '{file}' (return_stats)"))[0];
            Assert.Contains("count", Assert.IsType<RowsResult>(copied.Of).Columns.Select(c => c.Name));
            Assert.Single(copied.Rows);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("select\n?", 2, 1, "? is a parameter, and nothing gives it a value here.")]
    [InlineData("select 1 where 1=?", 1, 18, "? is a parameter, and nothing gives it a value here.")]
    [InlineData("select $1", 1, 8, "$1 is a parameter, and nothing gives it a value here.")]
    [InlineData("explain select ?", 1, 16, "? is a parameter, and nothing gives it a value here.")]
    [InlineData("select $ x", 1, 8, "A name is needed directly after the $")]
    [InlineData("select $name", 1, 8, "$name has no value. Give it one with --var name=…")]
    [InlineData("select * from contacts@ac@prod", 1, 15, "contacts@ac@prod names two connections. A table is of one: write contacts@ac.")]
    [InlineData("describe t@a@b", 1, 10, "t@a@b names two connections.")]
    [InlineData("insert into t@a@b select 1", 1, 13, "t@a@b names two connections.")]
    [InlineData("select * from t@a.t@b", 1, 15, "t@a.t@b names two connections.")]
    [InlineData("select 1\0 where false", 1, 9, "A character of value 0 stands here")]
    [InlineData("\0select 1", 1, 1, "A character of value 0 stands here")]
    [InlineData("select 'a\0b'", 1, 10, "A character of value 0 stands here")]
    [InlineData("explain explain select 1", 1, 9, "explain stands twice here.")]
    [InlineData("set max_expression_depth = 100000", 1, 5, "max_expression_depth can be a number up to 2,000 here")]
    [InlineData("pragma max_expression_depth(100000)", 1, 8, "max_expression_depth can be a number up to 2,000 here")]
    public async Task What_cannot_be_run_is_said_with_its_place(string script, int line, int column, string message)
    {
        await using var database = TestDatabase.Of();
        var fault = await database.ErrorAsync(script);
        Assert.StartsWith(message, fault.Message, StringComparison.Ordinal);
        Assert.Equal((line, column), (fault.Line, fault.Column));
    }

    [Theory]
    [InlineData("select '?', \"?\", $$?$$ /* ? */ from (select 1 as \"?\") -- ?", "?|1|?")]
    [InlineData("set max_expression_depth = 1500; select 1", "1")]
    [InlineData("select @ -5, 3 @> 2 from (select 1) where false", "")]
    public async Task Signs_that_are_no_parameters_pass(string script, string rows)
    {
        await using var database = TestDatabase.Of();
        var last = (await database.RunAsync(script))[^1];
        // Numbers have no such operator.
        if (last.Of is FailedResult failed) Assert.Contains("@>", failed.Fault.Message, StringComparison.Ordinal);
        else Assert.Equal(rows, await database.TextAsync(script));
    }

    [Fact]
    public async Task A_variable_that_is_given_counts_in_a_prepared_statement_too()
    {
        await using var database = TestDatabase.Of();
        var results = await database.RunAsync("prepare p as select $day || $other; execute p(other := '!')",
            new ExecuteOptions { Variables = new Dictionary<string, string> { ["day"] = "monday" } });
        Assert.Equal("monday!", Assert.Single(results[^1].Rows)[0]!.ToString());
    }

    [Fact]
    public async Task A_fault_in_a_transaction_leaves_the_session_usable()
    {
        await using var database = TestDatabase.Of();
        await database.ErrorAsync("begin; select * from missing");
        await database.RunAsync("rollback");
        Assert.Equal("1", await database.TextAsync("select 1"));
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("[", "]")]
    [InlineData("not ", "")]
    [InlineData("abs(", ")")]
    [InlineData("/*", "*/")]
    [InlineData("(select ", ")")]
    [InlineData("case when true then ", " end")]
    public async Task Hundred_thousand_levels_get_a_sentence(string open, string close)
    {
        await using var database = new Crm().Open();
        const int levels = 100_000;
        var nested = $"{string.Concat(Enumerable.Repeat(open, levels))}1{string.Concat(Enumerable.Repeat(close, levels))}";
        Assert.NotEmpty((await database.ErrorAsync($"select {nested} from contacts@ac")).Message);
        Assert.NotEmpty((await database.ErrorAsync($"insert into contactTags@ac select {nested} from contacts@ac")).Message);
    }

    [Fact]
    public async Task A_chain_of_thousands_of_queries_gets_a_sentence()
    {
        await using var database = TestDatabase.Of();
        var fault = await database.ErrorAsync("select 1" + string.Concat(Enumerable.Repeat(" union all select 1", 100_000)));
        Assert.StartsWith("A statement can put 5,000 queries together", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_window_that_keeps_one_row_of_each_group_works_over_remote_tables()
    {
        await using var database = new Crm().Open();
        Assert.Equal("BE|dan@x.be\nDE|bob@x.de\nNL|ada@x.nl\nnull|gus@x.fr", await database.TextAsync(
            "select country, email from contacts@ac qualify row_number() over (partition by country order by id) = 1 order by country "
            + "nulls last"));
        Assert.Equal("late_materialization", await database.TextAsync(
            "set disabled_optimizers = 'late_materialization'; select count(*) from contacts@ac; select "
            + "current_setting('disabled_optimizers')"));
        Assert.Equal(
            "null", (await database.TextAsync("reset disabled_optimizers; select nullif(current_setting('disabled_optimizers'), '')")));
    }
}
