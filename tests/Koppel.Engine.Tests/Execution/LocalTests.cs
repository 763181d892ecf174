using Koppel.Engine.Configuration;
using Koppel.Engine.Hosting;
using Koppel.Engine.Sql;
using Koppel.Engine.Statements;
using Koppel.Engine.Tests.Testing;

namespace Koppel.Engine.Tests.Execution;

/// <summary><c>local define</c>, <c>local export</c>, <c>sysdate</c> and <c>dual</c>.</summary>
public sealed class LocalTests
{
    [Theory]
    [InlineData("local define country \"NL\"; select count(*) from contacts@ac where country = ${country}", "3")]
    [InlineData("local define country 'NL'; select $country || '${country}'", "NL${country}")]
    [InlineData("local define x 'it''s'; select ${x}", "it's")]
    [InlineData("local define x \"say \"\"hi\"\"; -- 'x'\"; select ${x}", "say \"hi\"; -- 'x'")]
    [InlineData("local define x '1'; local define x '2'; select ${x}", "2")]
    [InlineData("select ${given}", "outside")]
    [InlineData("local define given 'inside'; select $given", "inside")]
    public async Task A_variable_is_a_text_from_its_definition_on(string script, string expected)
    {
        await using var database = new Crm().Open();
        var options = new ExecuteOptions { Variables = new Dictionary<string, string> { ["given"] = "outside" } };
        var last = (await database.RunAsync(script, options))[^1];
        Assert.Equal(expected, Convert.ToString(last.Rows[0][0], System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_variable_stays_for_later_scripts_and_serves_loads()
    {
        var crm = new Crm();
        await using var database = crm.Open();
        await database.RowsAsync("local define wanted \"VIP\"");
        await database.RowsAsync(
            "insert into contactTags@ac (contact, tag) select 3, t.id from tags@ac t where t.tag = ${wanted}");
        Assert.Equal([3L, 11L], crm.ContactTags.Loads[^1].Given.Single());
    }

    [Theory]
    [InlineData("local define x", 14, "The value is needed here, in quotes.")]
    [InlineData("local define 'x' 'y'", 14, "The name of the variable is needed here, without quotes.")]
    [InlineData("local define x 'y' z", 20, "Nothing is expected here any more.")]
    [InlineData("local nothing", 7, "Write local define NAME")]
    [InlineData("select ${x}", 8, "$x has no value. Give it one with --var x=…, or before it with local define x \"…\".")]
    [InlineData("select ${x", 8, "A name and then } is needed directly after ${, such as ${day}.")]
    [InlineData("local export results as rows", 25, "The name of the file is needed here, in quotes.")]
    [InlineData("select 1; local export results as \"r.csv\"", 11, "local export is refused here, since nothing here writes files.")]
    public async Task What_is_not_complete_is_told_at_its_place(string script, int column, string message)
    {
        await using var database = new Crm().Open();
        var fault = await database.ErrorAsync(script);
        Assert.StartsWith(message, fault.Message, StringComparison.Ordinal);
        Assert.Equal(column, fault.Column);
    }

    [Fact]
    public async Task An_export_is_told_with_the_rows_of_the_query_before_it()
    {
        await using var database = new Crm().Open();
        var options = new ExecuteOptions { Exports = _ => null };
        var results = await database.RunAsync("select 1; local export results as 'a.txt' format CSV; select 2", options);
        Assert.Equal(new ResultExport("a.txt", "csv"), ((RowsResult)results[0].Of).Export);
        Assert.Equal("a.txt written", ((DoneResult)results[1].Of).Message);
        Assert.Null(((RowsResult)results[2].Of).Export);
    }

    [Theory]
    [InlineData("local export results as 'a.csv'", "local export writes the rows of the query directly before it, and none stands there.")]
    [InlineData("create table x@memory as select 1 as a; local export results as 'a.csv'", "local export writes the rows of the query")]
    [InlineData("select 1; local export results as 'a.csv'; local export results as 'b.csv'", "local export writes the rows")]
    public async Task An_export_needs_rows(string script, string message)
    {
        await using var database = new Crm().Open();
        var results = await database.RunAsync(script, new ExecuteOptions { Exports = _ => null });
        Assert.StartsWith(message, Assert.IsType<FailedResult>(results[^1].Of).Fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_that_cannot_be_is_refused_before_the_query_makes_a_call()
    {
        var crm = new Crm();
        await using var database = crm.Open();
        var results = await database.RunAsync("select * from contacts@ac; local export results as 'a.xyz'",
            new ExecuteOptions { Exports = e => $"No file {e.File}." });
        Assert.Equal("No file a.xyz.", Assert.IsType<FailedResult>(results[^1].Of).Fault.Message);
        Assert.Equal("", crm.Asked);
    }

    [Fact]
    public async Task A_session_that_may_not_write_files_exports_none()
    {
        await using var session = Session.Open(
            new EngineOptions { Connectors = [], Connections = [], BaseFolder = AppContext.BaseDirectory },
            new SessionOptions { ReadOnly = true });
        var results = new List<StatementResult>();
        await foreach (var result in session.ExecuteAsync("select 1; local export results as 'a.csv'",
            new ExecuteOptions { Exports = _ => null })) results.Add(result);
        Assert.StartsWith("local export is refused here, since it writes a file: this session is read-only",
            Assert.IsType<QueryException>(Assert.IsType<FailedResult>(results[^1]).Fault).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("select sysdate between now()::timestamp - interval 1 minute and now()::timestamp from dual", "True")]
    [InlineData("select dummy, d.dummy from dual d", "X|X")]
    [InlineData("select (sysdate - 7) < sysdate and sysdate + 1/24 > sysdate from dual", "True")]
    [InlineData("select sysdate from (select 'mine' as sysdate)", "mine")]
    [InlineData("select d.sysdate from (select 'mine' as sysdate) d", "mine")]
    [InlineData("with dual as (select 'mine' as dummy) select * from dual", "mine")]
    [InlineData("create table dual@memory as select 'kept' as dummy; select * from dual", "kept")]
    [InlineData("select count(*) from contacts@ac where cdate < sysdate - 1", "6")]
    [InlineData("select nvl(decode(dummy, 'X', null), 'none') from dual", "none")]
    [InlineData("create view v as select sysdate as t from dual; select count(*) from v where t > sysdate - 1", "1")]
    public async Task Sysdate_and_dual_are_there_where_nothing_else_is_called_so(string script, string expected)
    {
        await using var database = new Crm().Open();
        Assert.Equal(expected, await database.TextAsync(script));
    }

    [Fact]
    public async Task A_condition_with_sysdate_reaches_the_remote_system_and_the_heading_is_as_written()
    {
        var crm = new Crm();
        await using var database = crm.Open();
        var results = await database.RunAsync("select sysdate from dual");
        Assert.Equal("sysdate", ((RowsResult)results[0].Of).Columns[0].Heading);
        var fault = await database.ErrorAsync("select sysdate, nosuch from contacts@ac");
        Assert.Equal((17, "There is no column 'nosuch'."), (fault.Column, fault.Message));
    }
}
