using Koppel.Engine.Statements;
using Koppel.Engine.Tests.Testing;

namespace Koppel.Engine.Tests.Execution;

public sealed class MemoryStorageTests
{
    [Fact]
    public async Task The_main_job_runs_as_written()
    {
        var crm = new Crm();
        crm.Contacts.Rows.Add([42L, "john.doe@acme.com", "US", null, null, null, true, null]);
        await using var database = crm.Open();
        const string script = """
            create or replace table contacttags_other_system@inmemorystorage
            as
            select 'john.doe@acme.com' email
            ,      'Test' tag;

            insert into ContactTagsByContactId@ac
            ( contact
            , tag
            )
            select ctt.id
            ,      tag.id
            from   contacttags_other_system@inmemorystorage ctg
            join   contacts@ac ctt
            on     ctt.email = ctg.email
            join   tags@ac tag
            on     tag.tag = ctg.tag
            """;
        var results = await database.RunAsync(script);
        Assert.Equal("table contacttags_other_system@inmemorystorage: 1 row", Assert.IsType<DoneResult>(results[0].Of).Message);
        var report = Assert.IsType<LoadResult>(results[1].Of).Report;
        Assert.Equal(("ContactTagsByContactId@ac", 1L, 1L, 0L),
            (report.Target, report.Outcome.Read, report.Outcome.Changed, report.Outcome.NotSent));
        Assert.Equal([42L, 10L], Assert.Single(crm.ContactTags.Loads[0].Written));
        Assert.Equal("contacts(id, email) where \"email\" in ('john.doe@acme.com')\ntags(id, tag) where \"tag\" in ('Test')", crm.Asked);
        // The second run changes nothing.
        crm.ContactTags.Rows.Add([103L, 42L, 10L, null]);
        var again = Assert.IsType<LoadResult>((await database.RunAsync(script))[1].Of).Report.Outcome;
        Assert.Equal((1L, 0L, 1L), (again.Read, again.Changed, again.Unchanged));
    }

    [Fact]
    public async Task Both_names_of_the_storage_and_none_mean_the_same()
    {
        await using var database = TestDatabase.Of();
        Assert.Equal("1|1|1", await database.TextAsync(
            "create table x@inmemorystorage as select 1 a; select a.a, b.a, c.a from x@memory a, X@InMemoryStorage b, x c"));
    }

    [Theory]
    [InlineData("create table x@memory as select * from range(1500)", "table x@memory: 1,500 rows")]
    [InlineData("create table x@memory (a integer)", "table x@memory created")]
    [InlineData("create table x@memory (a integer); insert into x@memory values (1), (2)", "2 rows inserted into x@memory")]
    [InlineData("create table x@memory (a integer, b integer); insert into x@memory (b) select 5", "1 row inserted into x@memory")]
    [InlineData("create table x@memory (a integer, b integer); insert into x@memory by name select 5 b", "1 row changed")]
    [InlineData("create table x@memory as select 1 a; update x@memory set a = 2", "1 row changed")]
    [InlineData("create table x@memory as select 1 a; delete from x@memory where a = 9", "done")]
    [InlineData("create table x@memory as select 1 a; with y as (select 2 b) insert into x@memory select b from y", "1 row changed")]
    [InlineData("create table x@memory as select 1 a; drop table x@memory", "table x@memory dropped")]
    [InlineData("drop table if exists x@memory", "table x@memory dropped")]
    [InlineData("create view v@memory as select 1", "view v@memory created")]
    [InlineData("create macro f(a) as a + 1; drop macro f", "macro f dropped")]
    public async Task What_was_done_is_told(string script, string message)
    {
        await using var database = TestDatabase.Of();
        Assert.Equal(message, Assert.IsType<DoneResult>((await database.RunAsync(script))[^1].Of).Message);
    }

    [Fact]
    public async Task A_table_made_of_a_remote_one_keeps_its_types_and_can_be_made_again()
    {
        var crm = new Crm();
        await using var database = crm.Open();
        Assert.Equal("id|BIGINT\nborn|DATE\ncdate|TIMESTAMP WITH TIME ZONE", await database.TextAsync(
            "create table x@memory as select id, born, cdate from contacts@ac where id > 3; select column_name, column_type from "
            + "(describe x@memory)"));
        await database.RowsAsync(
            "create or replace table x@memory as select id from contacts@ac where id in (select id from x@memory) and id < 6");
        Assert.Equal("4\n5", await database.TextAsync("select * from x@memory order by id"));
        Assert.Equal("contacts(id) where \"id\" < 6", crm.Contacts.Asked[^1]);
    }

    [Fact]
    public async Task Remote_rows_can_change_a_table_of_the_storage()
    {
        var crm = new Crm();
        await using var database = crm.Open();
        Assert.Equal("1|ada@x.nl\n2|null", await database.TextAsync(
            "create table x@memory as select unnest([1, 2]) id, null::varchar email; "
            + "update x@memory set email = c.email from contacts@ac c where c.id = x.id and c.country = 'NL'; select * from x order by "
            + "id"));
        Assert.Equal("1",
            await database.TextAsync(
                "delete from x@memory where id in (select id from contacts@ac where country = 'DE'); select id from x"));
        Assert.Equal("1\n7",
            await database.TextAsync("insert into x@memory (id) select id from contacts@ac where id = 7; select id from x order by id"));
        Assert.Equal("contacts(id) where \"id\" = 7", crm.Contacts.Asked[^1]);
    }

    [Fact]
    public async Task A_storage_larger_than_the_memory_spills()
    {
        await using var database = TestDatabase.WithMemory("100MB");
        Assert.Equal("3000000", await database.TextAsync(
            "create table x@memory as select range a, md5(range::varchar) b from range(3000000); select count(distinct b) from x@memory"));
    }
}
