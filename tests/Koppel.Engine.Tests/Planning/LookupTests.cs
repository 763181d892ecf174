using Koppel.Engine.Tests.Testing;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Tests.Planning;

/// <summary>When the values of a join's small side are asked for, and when the large side is read whole.</summary>
public sealed class LookupTests
{
    const string Emails =
        "create table few@inmemorystorage as select unnest(['bob@x.de', 'eva@x.nl', null, 'nobody@x.nl', 'bob@x.de']) email; ";

    static async Task<(string Asked, int Rows)> AskAsync(string sql)
    {
        var crm = new Crm();
        await using var database = crm.Open();
        var rows = await database.RowsAsync(Emails + sql);
        return (crm.Asked, rows.Count);
    }

    [Theory]
    [InlineData("select c.id from few@memory f join contacts@ac c on c.email = f.email", 3)]
    [InlineData("select c.id from contacts@ac c join few@memory f using (email)", 3)]
    [InlineData("select c.id from few f join contacts@ac c on c.email = f.email", 3)]
    [InlineData("select f.email, c.id from few@memory f left join contacts@ac c on c.email = f.email", 5)]
    [InlineData("select f.email, c.id from contacts@ac c right join few@memory f on c.email = f.email", 5)]
    [InlineData("select id from contacts@ac where email in (select email from few@memory)", 2)]
    [InlineData("select email from few@memory f where not exists (select 1 from contacts@ac c where c.email = f.email)", 2)]
    [InlineData("select email, (select max(id) from contacts@ac c where c.email = f.email) from few@memory f", 5)]
    public async Task The_values_of_the_small_side_are_asked_for_when_that_takes_fewer_calls(string sql, int rows)
    {
        var (asked, found) = await AskAsync(sql);
        Assert.Equal(rows, found);
        Assert.Contains("\"email\" in ('bob@x.de', 'eva@x.nl', 'nobody@x.nl')", asked, StringComparison.Ordinal);
    }

    [Theory]
    // The preserved side of an outer join keeps all of its rows.
    [InlineData("select f.email, c.id from contacts@ac c left join few@memory f on c.email = f.email", 8)]
    [InlineData("select f.email, c.id from few@memory f right join contacts@ac c on c.email = f.email", 8)]
    [InlineData("select f.email, c.id from few@memory f full join contacts@ac c on c.email = f.email", 10)]
    [InlineData("select id from contacts@ac c where not exists (select 1 from few@memory f where f.email = c.email)", 5)]
    [InlineData("select id from contacts@ac where email not in (select email from few@memory where email is not null)", 5)]
    [InlineData("select id, email in (select email from few@memory) from contacts@ac", 7)]
    // A correlated subquery sees the values of the other side, not the other way round.
    [InlineData("select id from contacts@ac c where exists (select 1 from few@memory f where f.email = c.email)", 2)]
    // Through an expression, several values can be equal.
    [InlineData("select c.id from few@memory f join contacts@ac c on lower(c.email) = f.email", 3)]
    [InlineData("select c.id from few@memory f join contacts@ac c on c.email > f.email", 12)]
    // What the rows are counted against must stay whole.
    [InlineData("select x.id from (select id, email, row_number() over (order by id) n from contacts@ac) x join few@memory f on f.email = "
        + "x.email", 3)]
    [InlineData("select x.id from (select id, email from contacts@ac order by id limit 4) x join few@memory f on f.email = x.email", 2)]
    [InlineData("select x.id from (select id, email, country from contacts@ac union all select 9, 'bob@x.de', '') x join few@memory f on "
        + "f.email = x.email", 5)]
    public async Task The_other_side_is_read_whole_where_a_lookup_would_change_the_result(string sql, int rows)
    {
        var (asked, found) = await AskAsync(sql);
        Assert.Equal(rows, found);
        Assert.DoesNotContain("where", asked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lookup_that_takes_more_calls_than_the_scan_is_not_made()
    {
        var crm = new Crm { Contacts = new Crm().Contacts };
        await using var database = crm.Open();
        // Seven contacts are four pages; one is read for the estimate, so three are left, and eight values two a call are four.
        await database.RowsAsync(
            "create table many@memory as select 'c' || range as email from range(8); select c.id from many@memory m join contacts@ac c "
            + "using (email)");
        Assert.Equal("contacts(id, email)", crm.Asked);
        Assert.Equal(4, crm.Contacts.Calls);
    }

    [Fact]
    public async Task A_lookup_that_takes_one_call_is_made_without_asking_for_the_size()
    {
        var crm = new Crm();
        await using var database = crm.Open();
        await database.RowsAsync("select c.id from (select 'bob@x.de' email) x join contacts@ac c using (email)");
        await database.RowsAsync(
            "create table one@memory as select 'eva@x.nl' email; select c.id from one@memory m join contacts@ac c using (email)");
        Assert.Equal(["contacts(id, email) where \"email\" in ('eva@x.nl')"], crm.Contacts.Asked.Skip(1));
    }

    [Fact]
    public async Task A_driver_without_values_means_no_call_at_all()
    {
        var crm = new Crm();
        await using var database = crm.Open();
        Assert.Empty(
            await database.RowsAsync(
                "create table none@memory (email varchar); select c.id from none@memory m join contacts@ac c using (email)"));
        Assert.Equal("", crm.Asked);
        Assert.Equal(0, crm.Contacts.Calls);
    }

    [Fact]
    public async Task Conditions_on_the_driver_count_for_its_values()
    {
        var (asked, rows) = await AskAsync("select c.id from few@memory f join contacts@ac c using (email) where f.email like 'b%'");
        Assert.Equal(2, rows);
        Assert.Contains("in ('bob@x.de')", asked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_selective_table_of_a_system_is_read_first_and_drives_the_lookup_in_another()
    {
        var crm = new Crm();
        await using var database = crm.Open();
        Assert.Equal("11", await database.TextAsync(
            "select ct.tag from contacts@ac c join contactTags@ac ct on ct.contact = c.id where c.email = 'ada@x.nl'"));
        Assert.Equal("contactTags(contact, tag) where \"contact\" in (1)\ncontacts(id, email) where \"email\" = 'ada@x.nl'", crm.Asked);
    }

    [Fact]
    public async Task Lookups_go_on_from_one_table_to_the_next()
    {
        var crm = new Crm();
        await using var database = crm.Open();
        await database.RowsAsync("create table one@memory as select 'ada@x.nl' email");
        Assert.Equal("11", await database.TextAsync(
            "select ct.tag from one@memory m join contacts@ac c using (email) join contactTags@ac ct on ct.contact = c.id"));
        Assert.Equal("contactTags(contact, tag) where \"contact\" in (1)\ncontacts(id, email) where \"email\" in ('ada@x.nl')", crm.Asked);
    }

    [Fact]
    public async Task Values_of_another_type_are_converted_and_those_without_such_a_form_left_out()
    {
        var crm = new Crm();
        await using var database = crm.Open();
        await database.RowsAsync("create table ids@memory as select unnest(['1', '2']) contact");
        Assert.Equal("2",
            await database.TextAsync(
                "select count(distinct ct.contact) from ids@memory i join contactTags@ac ct on ct.contact = i.contact::bigint"));
        Assert.Equal("contactTags(contact)", crm.Asked);
        crm.ContactTags.Forget();
        await database.RowsAsync("create table ints@memory as select 1::integer contact");
        Assert.Equal("1", await database.TextAsync("select count(*) from ints@memory i join contactTags@ac ct on ct.contact = i.contact"));
        Assert.Equal("contactTags(contact) where \"contact\" in (1)", crm.Asked);
    }

    [Fact]
    public async Task An_inexact_lookup_is_checked_again()
    {
        var table = new MemoryTable("t", Column.BigInt("k"), Column.Text("v"))
        {
            Filters = [FilterRule.Lookup("k", 100, Match.Inexact)],
            Rows = [.. Enumerable.Range(0, 30).Select(i => new object?[] { (long)i, $"v{i}" })],
        };
        await using var database = TestDatabase.Of(table);
        Assert.Equal("v5\nv7",
            await database.TextAsync(
                "create table d@memory as select unnest([5, 7]) k; select v from t@ac join d@memory using (k) order by v"));
        Assert.True(table.Given > 2);
    }

    [Theory]
    [InlineData("d.ts::date = date '2026-01-02'", 1)] // The timestamp itself is no midnight.
    [InlineData("d.n::varchar like '1%'", 1)]
    [InlineData("d.t::integer = 7", 1)]
    [InlineData("d.n = 12", 1)]
    public async Task A_condition_on_a_converted_value_of_the_driver_leaves_none_of_its_values_out(string condition, int rows)
    {
        const string Driver =
            "create table d@memory as select 'bob@x.de' as email, timestamp '2026-01-02 10:00' as ts, 12 as n, '07' as t; ";
        var crm = new Crm();
        await using var database = crm.Open();
        Assert.Equal(rows,
            (await database.RowsAsync($"{Driver}select c.id from d@memory d join contacts@ac c using (email) where {condition}")).Count);
        Assert.Contains("in ('bob@x.de')", crm.Asked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_that_is_converted_on_the_way_is_looked_up_as_it_is_then()
    {
        var crm = new Crm();
        await using var database = crm.Open();
        Assert.Equal("2",
            await database.TextAsync(
                "create table d@memory as select 1::integer as n; with x as (select n::bigint as contact from d@memory) select count(*) + "
                + "1 from x join contactTags@ac ct using (contact)"));
        Assert.Equal("contactTags(contact) where \"contact\" in (1)", crm.Asked);
    }
}
