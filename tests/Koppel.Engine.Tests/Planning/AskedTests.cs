using Koppel.Engine.Tests.Testing;

namespace Koppel.Engine.Tests.Planning;

/// <summary>What is asked of the tables for a statement: a change here is a change in calls that every user pays.</summary>
public sealed class AskedTests
{
    [Theory]
    // Columns
    [InlineData("select email from contacts@ac", "contacts(email)")]
    [InlineData("select * from tags@ac", "tags(id, tag)")]
    [InlineData("select count(*) from contacts@ac", "contacts()")]
    [InlineData("select country, sum(score) from contacts@ac group by country having count(*) > 1", "contacts(country, score)")]
    [InlineData("select email from contacts@ac order by born", "contacts(email, born)")]
    [InlineData("select email, row_number() over (partition by country order by score) from contacts@ac",
        "contacts(email, country, score)")]
    [InlineData("select x.email from (select * from contacts@ac) x", "contacts(email)")]
    [InlineData("with x as (select id, upper(email) e, country from contacts@ac) select e from x where id > 2",
        "contacts(id, email) where \"id\" > 2")]
    [InlineData("select secret from contacts@ac", "contacts(secret)")]
    [InlineData("select id, email from contacts@ac where secret is null", "contacts(id, email, secret) where \"secret\" is null")]
    [InlineData("select distinct country from contacts@ac", "contacts(country)")]
    [InlineData("select distinct on (country) country, email from contacts@ac order by country, born", "contacts(email, country, born)")]
    [InlineData("select * exclude (cdate, born, active) from contacts@ac where id = 1",
        "contacts(id, email, country, score) where \"id\" = 1")]
    // Conditions
    [InlineData("select email from contacts@ac where id = 3 and country = 'NL' and score > 1",
        "contacts(id, email, country, score) where \"id\" = 3 and \"country\" = 'NL' and \"score\" > cast('1' as double)")]
    [InlineData("select email from contacts@ac where 3 <= id", "contacts(id, email) where \"id\" >= 3")]
    [InlineData("select email from contacts@ac where id between 2 and 4", "contacts(id, email) where \"id\" >= 2 and \"id\" <= 4")]
    [InlineData("select id from contacts@ac where email in ('a', 'b')", "contacts(id, email) where \"email\" in ('a', 'b')")]
    [InlineData("select id from contacts@ac where email = 'a' or email = 'b'", "contacts(id, email) where \"email\" in ('a', 'b')")]
    [InlineData("select id from contacts@ac where email like 'ab%'", "contacts(id, email) where starts_with(\"email\", 'ab')")]
    [InlineData("select id from contacts@ac where email like '%ab%'", "contacts(id, email) where contains(\"email\", 'ab')")]
    [InlineData("select id from contacts@ac where email like 'a_b'", "contacts(id, email)")]
    [InlineData("select id from contacts@ac where country is not null and born is null",
        "contacts(id, country, born) where \"country\" is not null and \"born\" is null")]
    [InlineData("select id from contacts@ac where active", "contacts(id, active) where \"active\" = true")]
    [InlineData("select id from contacts@ac where not active", "contacts(id, active) where \"active\" = false")]
    [InlineData("select id from contacts@ac where born >= date '2020-01-01' + 1", "contacts(id, born) where \"born\" >= date '2020-01-02'")]
    [InlineData("select id from contacts@ac where upper(email) = 'A'", "contacts(id, email)")]
    [InlineData("select id from contacts@ac where id = 1 or country = 'NL'", "contacts(id, country)")]
    [InlineData("select n from (select country, count(*) n from contacts@ac group by country) where country = 'NL' and n > 1",
        "contacts(country) where \"country\" = 'NL'")]
    [InlineData("select email from contacts@ac where 1 = 0", "")]
    [InlineData("select 1 where exists (select 1 from contacts@ac where id = 5)", "contacts(id) where \"id\" = 5 limit 1")]
    // Limits
    [InlineData("select email from contacts@ac limit 3", "contacts(email) limit 3")]
    [InlineData("select email from contacts@ac limit 3 offset 2", "contacts(email) limit 5")]
    [InlineData("select email from contacts@ac where id > 1 limit 3", "contacts(id, email) where \"id\" > 1 limit 3")]
    [InlineData("select email from contacts@ac where country = 'NL' limit 3", "contacts(email, country) where \"country\" = 'NL'")]
    [InlineData("select email from contacts@ac where upper(email) <> '' limit 3", "contacts(email)")]
    [InlineData("select email from contacts@ac where random() < 2 limit 3", "contacts(email)")]
    [InlineData("select r from (select id, random() r from contacts@ac) where r < 2 limit 3", "contacts()")]
    [InlineData("select email from contacts@ac order by id limit 3", "contacts(id, email) first 3 by id")]
    [InlineData("select count(*) from contacts@ac limit 3", "contacts()")]
    [InlineData("select distinct country from contacts@ac limit 1", "contacts(country)")]
    public async Task One_table_is_asked_for_what_the_statement_needs(string sql, string asked)
    {
        var crm = new Crm();
        await using var database = crm.Open();
        await database.RowsAsync(sql);
        Assert.Equal(asked, crm.Asked);
    }

    [Theory]
    [InlineData("select a.email, b.email from contacts@ac a join contacts@ac b on a.country = b.country and a.id < b.id",
        "contacts(id, email, country)")]
    [InlineData("select (select count(*) from contacts@ac) - (select count(*) from contacts@ac where id > 3)", "contacts(id)")]
    [InlineData("select email from contacts@ac where id > 5 union all select email from contacts@ac where id > 5 and score > 1",
        "contacts(id, email, score) where \"id\" > 5")]
    [InlineData("with x as (select * from contacts@ac) select a.id from x a join x b on a.id = b.id + 1", "contacts(id)")]
    [InlineData("with recursive r(n) as (select 1 union all select n + 1 from r join contacts@ac c on c.id = r.n) select max(n) from r",
        "contacts(id)")]
    public async Task The_same_table_is_read_once(string sql, string asked)
    {
        var crm = new Crm();
        await using var database = crm.Open();
        await database.RowsAsync(sql);
        Assert.Equal(asked, crm.Asked);
    }

    [Theory]
    [InlineData("select email from contacts@ac union all select tag from tags@ac where id = 10",
        "contacts(email)\ntags(id, tag) where \"id\" = 10")]
    [InlineData("select c.email, t.tag from contacts@ac c cross join tags@ac t where c.id = 1",
        "contacts(id, email) where \"id\" = 1\ntags(tag)")]
    [InlineData("select c.email from contacts@ac c left join tags@ac t on t.id = c.id and t.tag = 'x' where c.id = 4",
        "contacts(id, email) where \"id\" = 4\ntags(id, tag) where \"id\" = 4 and \"tag\" = 'x'")]
    [InlineData("select sum(x.n) from (select email, 1 n from contacts@ac union all select tag, 2 from tags@ac) x join tags@ac t on t.tag "
        + "= x.email", "contacts(email)\ntags(tag)")]
    public async Task Several_tables_are_asked_each_for_its_own(string sql, string asked)
    {
        var crm = new Crm();
        await using var database = crm.Open();
        await database.RowsAsync(sql);
        Assert.Equal(asked, crm.Asked);
    }
}
