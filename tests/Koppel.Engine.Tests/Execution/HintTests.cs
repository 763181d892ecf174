using Koppel.Engine.Statements;
using Koppel.Engine.Tests.Testing;

namespace Koppel.Engine.Tests.Execution;

/// <summary>What is written as elsewhere is taken, or answered with how it is written here; and no hint leads nowhere.</summary>
public sealed class HintTests
{
    [Theory]
    [InlineData("select * from contacts",
        "There is no table 'contacts' here. A table of a connection is written with it: did you mean contacts@ac?")]
    [InlineData("select * from contcats",
        "There is no table 'contcats' here. A table of a connection is written with it: did you mean contacts@ac?")]
    [InlineData("insert into contactTags@ac select id, 1 from contacts", "did you mean contacts@ac?")]
    [InlineData("create table x@memory as select * from Contacts", "did you mean contacts@ac?")]
    [InlineData("select * from nosuch.contacts",
        "There is no table 'nosuch.contacts' here. A table of a connection is written with it: did you mean contacts@ac?")]
    [InlineData("select * from logs",
        "There is no table 'logs' here. A table of a connection is written with it, such as logs@ac; koppel tables lists those that there "
            + "are.")]
    [InlineData("select * from logs()", "There is no table function 'logs'.")]
    [InlineData("select isnull(3, 4)", "There is no function 'isnull'. Here it is written ifnull(a, b), or coalesce(a, b, …).")]
    [InlineData("select to_nummer('3')", "There is no function 'to_nummer'.")]
    [InlineData("select uper('a')", "There is no function 'uper'. Did you mean 'upper'?")]
    [InlineData("set nothing_of_that_kind = 3", "There is no setting 'nothing_of_that_kind'. Those of connections are automations, pace.")]
    [InlineData("select upper(1, 2)", "You might need to add explicit type casts. Candidate functions: upper(VARCHAR) -> VARCHAR.")]
    public async Task A_hint_names_what_is_there_or_nothing(string script, string message)
    {
        await using var database = new Crm().Open();
        var fault = await database.ErrorAsync(script);
        Assert.EndsWith(message, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("duckdb_", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("pg_", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("\t", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("select * from ac.contacts", "ac.contacts",
        "Write contacts@ac: the connection stands after its table, with an @ between them.")]
    [InlineData("select t.tag from contacts@ac c join AC.tags t on true", "AC.tags",
        "Write tags@ac: the connection stands after its table, with an @ between them.")]
    [InlineData("insert into ac.contactTags select 1, 2", "ac.contactTags",
        "Write contactTags@ac: the connection stands after its table, with an @ between them.")]
    [InlineData("update ac.contacts set email = 'a' where true", "ac.contacts",
        "Write contacts@ac: the connection stands after its table, with an @ between them.")]
    [InlineData("alter table contacts@ac add column x integer", "contacts@ac",
        "The columns of contacts@ac are those of the other system, and are changed there. To have others here, write create table "
            + "contacts@memory as select … from contacts@ac.")]
    [InlineData("alter table if exists contacts@ac drop email", "contacts@ac",
        "The columns of contacts@ac are those of the other system, and are changed there.")]
    [InlineData("truncate contactTags@ac", "contactTags@ac",
        "A table of another system cannot be truncated. Write delete from contactTags@ac where true, which removes its rows one call each "
            + "where the system can;")]
    [InlineData("select top 5 email from contacts@ac", "top 5",
        "The number of rows stands at the end of a query: select … from … limit 5.")]
    [InlineData("select distinct top (5) email from contacts@ac", "top (5)",
        "The number of rows stands at the end of a query: select … from … limit 5.")]
    public async Task A_form_of_another_database_is_answered_with_the_one_that_is_taken(string script, string meant, string message)
    {
        await using var database = new Crm().Open();
        var fault = await database.ErrorAsync(script);
        Assert.StartsWith(message, fault.Message, StringComparison.Ordinal);
        Assert.Equal((script.IndexOf(meant, StringComparison.Ordinal) + 1, meant.Length), (fault.Column, fault.Length));
    }

    [Theory]
    [InlineData("set automation = skip", "automation", "There is no setting 'automation'. Did you mean 'automations'?")]
    [InlineData("set automatons = on", "automatons", "There is no setting 'automatons'. Did you mean 'automations'?")]
    [InlineData("set peace = on", "peace", "There is no setting 'peace'. Did you mean 'pace'?")]
    [InlineData("set treads = 4", "treads", "There is no setting 'treads'. Did you mean 'threads'?")]
    [InlineData("set global treads to 4", "treads", "There is no setting 'treads'. Did you mean 'threads'?")]
    [InlineData("reset session tmezone", "tmezone", "There is no setting 'tmezone'. Did you mean 'TimeZone'?")]
    [InlineData("pragma treads = 4", "treads", "There is no setting 'treads'. Did you mean 'threads'?")]
    [InlineData("set memory = '1GB'", "memory",
        "There is no setting 'memory'. Did you mean 'max_memory', 'memory_limit' or 'block_allocator_memory'?")]
    [InlineData("select 1; set nonsense_it_is = on", "nonsense_it_is",
        "There is no setting 'nonsense_it_is'. Those of connections are automations, pace.")]
    [InlineData("set token = 'x'", "token",
        "token is a setting of the connection ac that no statement can change: write it in the configuration.")]
    [InlineData("reset automations", "automations",
        "automations is a setting of the connection ac, which is changed by set automations = value, and stays until it is changed again.")]
    [InlineData("set automations on", "automations",
        "automations is a setting of the connection ac, which is changed by set automations = value, and stays until it is changed again.")]
    [InlineData("set read_only = on", "read_only",
        "read_only holds for a whole session: write it under [session] in the configuration, or give the option --read-only.")]
    [InlineData("set files = 'none'", "files",
        "files holds for a whole session: write it under [session] in the configuration, or give the option --files.")]
    public async Task A_setting_that_is_not_there_is_told_at_its_place_with_those_that_are_near(string script, string name, string message)
    {
        await using var database = new Crm().Open();
        var fault = await database.ErrorAsync(script);
        Assert.Equal(message, fault.Message);
        Assert.Equal((script.LastIndexOf(name, StringComparison.Ordinal) + 1, name.Length), (fault.Column, fault.Length));
    }

    [Fact]
    public async Task A_setting_that_is_there_and_gets_a_wrong_value_is_told_as_such()
    {
        await using var database = new Crm().Open();
        Assert.DoesNotContain("There is no setting", (await database.ErrorAsync("set threads = on")).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("There is no setting", (await database.ErrorAsync("set threads = 'many'")).Message, StringComparison.Ordinal);
        Assert.Equal("3", await database.TextAsync("set variable automaton = 3; select getvariable('automaton')"));
    }

    [Fact]
    public async Task What_only_looks_like_such_a_form_is_run()
    {
        await using (var schema = new Crm().Open())
            Assert.Equal("1",
                await schema.TextAsync(
                    "create schema ac; create table ac.contacts(a int); insert into ac.contacts values (1); select count(*) from "
                    + "ac.contacts"));
        await using var database = new Crm().Open();
        Assert.Equal("ada@x.nl", await database.TextAsync("select ac.email from contacts@ac ac where ac.id = 1"));
        Assert.Equal("2", await database.TextAsync("select top from (select 2 as top)"));
        Assert.Equal("3",
            await database.TextAsync(
                "create table t@memory (a int); alter table t@memory add column b int; insert into t@memory values (1, 3); select b from "
                + "t@memory"));
    }

    [Fact]
    public async Task A_table_of_the_ledger_is_proposed_without_a_ledger_being_made()
    {
        using var folder = new Ledger.LedgerFolder();
        await using var database = TestDatabase.Recording(folder.Path, new Crm().Contacts);
        Assert.EndsWith("did you mean runs@koppel?", (await database.ErrorAsync("select * from runs")).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File));
    }

    [Theory]
    [InlineData("select count(*), 1 +  1 /* two */, upper('a'), 'x' from contacts@ac", "count(*)|1 + 1|upper('a')|'x'")]
    [InlineData("select count(*) as n, count(*) m, k: count(*), count(*) label 'How many' from contacts@ac", "n|m|k|How many")]
    [InlineData("select c.Email, c.*, max(1) over () from contacts@ac c limit 1",
        "email|id|email|country|score|born|cdate|active|max(1) over ()")]
    [InlineData("select upper(email), * exclude (id), lower(email) from contacts@ac limit 1",
        "upper(email)|email|country|score|born|cdate|active|lower(email)")]
    [InlineData("select case when 1 = 1 then 2 end, \"id\" from contacts@ac limit 1", "case when 1 = 1 then 2 end|id")]
    [InlineData("select distinct on (country) count(*) over (), country from contacts@ac order by 2 limit 1", "count(*) over ()|country")]
    [InlineData("with x as (select 1 as a) select sum(a) from x union all select 2", "sum(a)")]
    [InlineData("from contacts@ac select count(*)", "count(*)")]
    [InlineData("select 1 is distinct from 2, count(*) from contacts@ac", "1 is distinct from 2|count(*)")]
    [InlineData("select unnest({'a': 1, 'b': 2}), 1 + 1", "a|b|1 + 1")]
    public async Task A_heading_is_what_the_user_wrote(string script, string headings)
    {
        await using var database = new Crm().Open();
        var result = Assert.IsType<RowsResult>((await database.RunAsync(script))[^1].Of);
        Assert.Equal(headings, string.Join('|', result.Columns.Select(c => c.Heading)));
    }

    [Fact]
    public async Task The_name_of_a_column_stays_DuckDBs()
    {
        await using var database = new Crm().Open();
        var result = Assert.IsType<RowsResult>((await database.RunAsync("select count(*) from contacts@ac"))[0].Of);
        Assert.Equal(("count_star()", "count(*)"), (result.Columns[0].Name, result.Columns[0].Heading));
    }
}
