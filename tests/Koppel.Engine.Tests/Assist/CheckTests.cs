using Koppel.Engine.Assist;
using Koppel.Engine.Tests.Testing;

namespace Koppel.Engine.Tests.Assist;

/// <summary>What a check says of a script that nobody has run.</summary>
public sealed class CheckTests
{
    [Theory]
    [InlineData("select id, email from contacts@ac where country = 'NL' order by 1")]
    [InlineData("select c.email, t.tag from contacts@ac c join contactTags@ac ct on ct.contact = c.id join tags@ac t on t.id = ct.tag")]
    [InlineData("create table x@inmemorystorage as select id, email as address from contacts@ac; select address from x@memory")]
    [InlineData("create temp table x as select 1 as a; select a from x; insert into x select 2")]
    [InlineData("create view v as select email from contacts@ac; select email from v")]
    [InlineData("create macro twice(a) as a * 2; select twice(2)")]
    [InlineData("with w as (select id from contacts@ac) select id from w")]
    [InlineData("insert into contactTags@ac (contact, tag) select id, 10 from contacts@ac")]
    [InlineData("select secret from contacts@ac")]
    [InlineData("set automations@ac = skip; show tables; explain select * from contacts@ac")]
    [InlineData("select * from runs@koppel_not_here where false or true -- no")]
    public async Task A_script_that_runs_has_no_findings(string script)
    {
        await using var database = new Crm().Open();
        Assert.Equal(script.Contains("koppel_not_here", StringComparison.Ordinal), (await database.MessagesAsync(script)).Length > 0);
    }

    [Theory]
    [InlineData("selec 1", "1:1")]
    [InlineData("select 'open", "1:8")]
    [InlineData("select emial from contacts@ac", "1:8 [emial] There is no column 'emial'. Did you mean 'email'? → email")]
    [InlineData("select * from contcts@ac",
        "1:15 [contcts@ac] Connection 'ac' has no table 'contcts'. Did you mean contacts@ac? → contacts@ac")]
    [InlineData("select * from contacts@ax", "1:24 [ax] There is no connection 'ax'. Did you mean 'ac'? → ac")]
    [InlineData("select $day", "1:8 [$day] $day has no value.")]
    [InlineData("insert into contactTags@ac (contact, tga) select 1, 2", "1:38 [tga]")]
    [InlineData("select 1;\nselect nothing_like_it(1)", "2:8 [nothing_like_it]")]
    [InlineData("create table x@memory as select 1 as a;\nselect b from x@memory", "2:8 [b]")]
    [InlineData("update contactTags@ac set contact = nobody where id = 1", "1:37 [nobody]")]
    public async Task A_fault_is_told_at_its_place_with_what_may_be_meant(string script, string begins)
    {
        await using var database = new Crm().Open();
        Assert.StartsWith(begins, await database.MessagesAsync(script), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_statement_is_looked_at_not_only_the_first_that_is_wrong()
    {
        await using var database = new Crm().Open();
        Assert.Equal([1, 2, 3], (await database.CheckAsync("selec 1;\nselect x from tags@ac;\nselect y from tags@ac")).Select(f => f.Line));
    }

    [Fact]
    public async Task A_variable_that_is_given_is_no_finding()
    {
        await using var database = new Crm().Open();
        Assert.Empty(await database.CheckAsync("select $day", new AssistOptions
        {
            Variables = new Dictionary<string, string> { ["day"] = "1" },
        }));
    }

    [Theory]
    [InlineData("local define day \"1\"; select '1' = ${day}, $day")]
    [InlineData("select nvl(email, 'none'), to_char(date '2026-11-29', 'DD-MM-YYYY') from contacts@ac")]
    [InlineData("select sysdate, dummy from dual")]
    public async Task What_a_run_understands_is_no_finding(string script)
    {
        await using var database = new Crm().Open();
        Assert.Empty(await database.CheckAsync(script));
    }

    [Fact]
    public async Task A_variable_in_braces_is_told_by_its_name()
    {
        await using var database = new Crm().Open();
        var found = Assert.Single(await database.CheckAsync("select ${day}"));
        Assert.StartsWith("$day has no value.", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_says_what_it_is()
    {
        await using var database = new Crm().Open();
        var assistant = new ScriptAssistant(database.Database);
        const string script = "select c.email from contacts@ac c";
        var column = await assistant.DescribeAsync(script, 11, null, TestContext.Current.CancellationToken);
        Assert.Equal(("email", "VARCHAR, of contacts@ac"), (column?.Title, column?.Detail));
        Assert.Equal("contacts@ac", (await assistant.DescribeAsync(script, 23, null, TestContext.Current.CancellationToken))?.Title);
        Assert.Equal("ac", (await assistant.DescribeAsync(script, 30, null, TestContext.Current.CancellationToken))?.Title);
    }
}
