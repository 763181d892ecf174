using Koppel.Engine.Tests.Testing;

namespace Koppel.Engine.Tests.Execution;

public sealed class DefinitionTests
{
    [Fact]
    public async Task A_view_over_a_remote_table_is_read_and_pushed_into_when_it_is_used()
    {
        var crm = new Crm();
        await using var database = crm.Open();
        await database.RowsAsync("create view dutch@memory as select id, email from contacts@ac where country = 'NL'");
        Assert.Equal("", crm.Asked);
        Assert.Equal("ada@x.nl", await database.TextAsync("select email from dutch@memory where id = 1"));
        Assert.Equal("contacts(id, email, country) where \"id\" = 1 and \"country\" = 'NL'", crm.Asked);
    }

    [Fact]
    public async Task A_view_never_sees_the_conditions_of_an_earlier_statement()
    {
        var crm = new Crm();
        await using var database = crm.Open();
        await database.RowsAsync("create view all_of_them as select id from contacts@ac; select id from contacts@ac where id = 1");
        Assert.Equal("7", await database.TextAsync("select count(*) from all_of_them"));
        Assert.Equal(
            "3", await database.TextAsync("select count(*) from all_of_them a join all_of_them b on b.id = a.id + 1 where a.id > 3"));
    }

    [Fact]
    public async Task Views_over_views_temporary_and_replaced_ones_are_seen_through()
    {
        var crm = new Crm();
        await using var database = crm.Open();
        await database.RowsAsync(
            "create view a@memory as select id, country from contacts@ac; create temp view b as select * from a where id > 5; create or "
            + "replace view a@memory as select id, country from contacts@ac where id <> 6");
        Assert.Equal("7", await database.TextAsync("select id from b"));
        Assert.Equal("contacts(id) where \"id\" <> 6 and \"id\" > 5", crm.Asked);
    }

    [Fact]
    public async Task A_view_that_became_a_table_is_a_table()
    {
        await using var database = new Crm().Open();
        await database.RowsAsync(
            "create view a@memory as select id from contacts@ac; select * from a; drop view a@memory; create table a@memory as select 3 "
            + "id");
        Assert.Equal("cid@x.nl", await database.TextAsync("select email from contacts@ac join a using (id)"));
        await database.RowsAsync("drop table a@memory; create view a@memory as select 4 id");
        Assert.Equal("dan@x.be", await database.TextAsync("select email from contacts@ac join a using (id)"));
    }

    [Fact]
    public async Task Macros_are_planned_with_and_can_be_replaced()
    {
        var crm = new Crm();
        await using var database = crm.Open();
        Assert.Equal(
            "ada@x.nl", await database.TextAsync("create macro first_id() as 1; select email from contacts@ac where id = first_id()"));
        Assert.Equal("bob@x.de",
            await database.TextAsync(
                "drop macro first_id; create macro first_id() as 2; select email from contacts@ac where id = first_id()"));
        Assert.Equal("cid@x.nl",
            await database.TextAsync("create or replace macro first_id(a := 3) as a; select email from contacts@ac where id = first_id()"));
        Assert.Equal("contacts(id, email) where \"id\" = 3", crm.Contacts.Asked[^1]);
    }

    [Fact]
    public async Task Macros_can_read_remote_tables()
    {
        var crm = new Crm();
        await using var database = crm.Open();
        await database.RowsAsync(
            "create macro of_country(c) as table select id, email from contacts@ac where country = c; create macro newest() as (select "
            + "max(id) from contacts@ac)");
        crm.Contacts.Forget();
        Assert.Equal("fay@x.de", await database.TextAsync("select email from of_country('DE') where id > 2"));
        Assert.Equal("contacts(id, email, country) where \"id\" > 2 and \"country\" = 'DE'", crm.Asked);
        Assert.Equal("7", await database.TextAsync("select newest()"));
    }

    [Fact]
    public async Task Types_can_be_defined_and_used_beside_remote_tables()
    {
        await using var database = new Crm().Open();
        Assert.Equal("NL", await database.TextAsync(
            "create type land as enum ('NL', 'DE', 'BE'); create table l@memory as select 'NL'::land l; select distinct c.country from "
            + "contacts@ac c join l@memory on c.country = l.l::varchar"));
    }

    [Fact]
    public async Task A_view_over_a_table_that_does_not_exist_is_refused()
    {
        await using var database = new Crm().Open();
        var fault = await database.ErrorAsync("create view v@memory as\nselect * from contact@ac");
        Assert.Equal("Connection 'ac' has no table 'contact'. Did you mean contacts@ac?", fault.Message);
        Assert.Equal((2, 15, 10), (fault.Line, fault.Column, fault.Length));
    }
}
