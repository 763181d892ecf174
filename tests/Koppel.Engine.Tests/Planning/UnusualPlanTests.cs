using Koppel.Engine.Tests.Testing;

namespace Koppel.Engine.Tests.Planning;

/// <summary>Statements whose plans hold rare operators give what plain DuckDB gives.</summary>
public sealed class UnusualPlanTests
{
    [Theory]
    [InlineData("pivot (select country, active, id from contacts@X) on active in (true, false) using count(*) group by country")]
    [InlineData("select * from (pivot contacts@X on country using max(id) group by active) order by all")]
    [InlineData("unpivot (select id, email, country from contacts@X) on email, country into name n value v")]
    [InlineData("select a.id, b.id from contacts@X a asof join contacts@X b on a.country = b.country and a.id > b.id")]
    [InlineData("select a.email, b.tag from (select email from contacts@X order by id) a positional join (select tag from tags@X order by "
        + "id) b")]
    [InlineData("select x.id from contacts@X x positional join tags@X t join few f on f.email = x.email")]
    [InlineData("select count(*) from contacts@X using sample 100 percent (bernoulli)")]
    [InlineData("select c.id from (select * from contacts@X using sample 100 percent (bernoulli)) c join few using (email)")]
    [InlineData("select id, email from contacts@X union by name select tag, id from tags@X")]
    [InlineData("select u.email, c.id from (select email from contacts@X union all select tag from tags@X) u join contacts@X c on c.email "
        + "= u.email join few f on f.email = c.email")]
    [InlineData("select c.id, c.email from (select id from contacts@X intersect select id from contacts@X where id > 2) i join contacts@X "
        + "c using (id) join few f using (email)")]
    [InlineData("select id, rank() over w r from contacts@X window w as (partition by country order by id) qualify r = 1")]
    [InlineData("select id, c from contacts@X, unnest(string_split(email, '@')) u(c)")]
    [InlineData("select id, unnest([1, 2]) n from contacts@X where id < 3")]
    [InlineData("select country, active, grouping(country), count(*) from contacts@X group by grouping sets ((country), (active), ())")]
    [InlineData("select k.country, n from (select country, count(*) n from contacts@X group by cube(country, active)) k join few f on "
        + "f.country = k.country")]
    [InlineData("select id, id = any (select id + 1 from contacts@X) from contacts@X")]
    [InlineData("select id from contacts@X where id > all (select id from tags@X where id < 5)")]
    [InlineData("select id, exists (select 1 from contactTags@X ct where ct.contact = c.id) from contacts@X c")]
    [InlineData("select id, (select count(*) from contactTags@X ct where ct.contact = c.id and exists (select 1 from tags@X t where t.id "
        + "= ct.tag and t.id <> c.id)) from contacts@X c")]
    [InlineData("select f.email, l.n from few f, lateral (select count(*) n from contacts@X c where c.email = f.email) l")]
    [InlineData("select f.email, l.id from few f left join lateral (select id from contacts@X c where c.email = f.email order by id limit "
        + "1) l on true")]
    [InlineData("with recursive r as (select id, country from contacts@X where id = 1 union all select c.id, c.country from contacts@X c "
        + "join r on c.id = r.id + 1) select * from r")]
    [InlineData("with a as materialized (select * from contacts@X), b as (select * from a where id > 2) select count(*) from a join b "
        + "using (country)")]
    [InlineData("with a as (select id, email from contacts@X) select a.id from a join few using (email) union all select id from a where "
        + "id = 7")]
    [InlineData("select c.id from few f left join contacts@X c on c.email = f.email where c.id is null or c.id > 1")]
    [InlineData("select f.email, c.id, ct.tag from few f left join contacts@X c on c.email = f.email left join contactTags@X ct on "
        + "ct.contact = c.id")]
    [InlineData("select f.email, c.id from few f left join (contacts@X c join contactTags@X ct on ct.contact = c.id) on c.email = f.email")]
    [InlineData("select c.id from contacts@X c left join contactTags@X ct on ct.contact = c.id where ct.id is null")]
    [InlineData("select c.id from contacts@X c where (c.country, c.active) in (select country, active from contacts@X where id < 4)")]
    [InlineData("select c.id from contacts@X c join few f on c.email is not distinct from f.email")]
    [InlineData("select max(id) filter (where country = 'NL'), list(id order by id desc), arg_max(email, id) from contacts@X")]
    [InlineData("select * exclude (cdate) replace (id + 1 as id) from contacts@X where born < date '1995-01-01'")]
    [InlineData("select columns('i.*') from contacts@X where id in (select unnest([1, 2, 3]))")]
    [InlineData("select c.id from contacts@X c join (values ('ada@x.nl'), ('bob@x.de')) v(email) using (email)")]
    [InlineData("select c.id, t.id from contacts@X c join tags@X t on c.id + 9 = t.id and c.country = 'NL' where t.tag <> 'Old'")]
    [InlineData("select id from contacts@X order by country nulls first, id desc limit 3 offset 1")]
    [InlineData("select id from contacts@X order by id limit (select count(*) from tags@X)")]
    [InlineData("select id from contacts@X order by id limit 50%")]
    [InlineData("select distinct on (country) country, id from contacts@X order by country, id desc")]
    [InlineData("select t.id from (select distinct id, email from contacts@X) t join few using (email)")]
    [InlineData("from contacts@X select count(*) where email in ('ada@x.nl', 'eva@x.nl', null)")]
    [InlineData("select id from contacts@X where email not in ('ada@x.nl', null)")]
    [InlineData("select id from contacts@X where id in (1, 2) and id in (2, 3) and not (id = 3)")]
    [InlineData("select id from contacts@X where cdate >= timestamptz '2026-01-04 12:00:00+00' and cdate < '2026-01-07 12:00:00+00'")]
    [InlineData("select id from contacts@X where score = 2.5 or score in (4.5, 5.5)")]
    [InlineData("select id from contacts@X where score > 2 and score < 6.5::decimal(5, 2)")]
    [InlineData("select id from contacts@X where id < 3.5 and id > '1'")]
    [InlineData("select id from contacts@X where born = '1990-01-02' or born > timestamp '1994-06-01 00:00:00'")]
    [InlineData("select id from contacts@X where active is true or active is null")]
    [InlineData("select id from contacts@X where email like 'ada%' or email ilike 'BOB%' or email like '%!%%' escape '!'")]
    [InlineData("select id from contacts@X where country is distinct from 'NL'")]
    [InlineData("select id from contacts@X where coalesce(country, 'XX') = 'XX' and nullif(country, 'NL') is null")]
    [InlineData("select id from contacts@X where case when id > 3 then active else id = 2 end")]
    [InlineData("summarize select id, country from contacts@X")]
    public async Task The_answer_is_the_one_over_plain_tables(string sql)
    {
        var crm = new Crm();
        await using var database = crm.Open();
        await database.RowsAsync(
            "create table contacts@memory as select * from contacts@ac; create table tags@memory as select * from tags@ac; create table "
                + "contactTags@memory as select * from contactTags@ac; "
            + "create table few@memory as select unnest(['bob@x.de', 'eva@x.nl', null, 'nobody@x.nl', 'bob@x.de']) email, unnest(['NL', "
            + "null, 'DE', 'XX', 'NL']) country");
        var expected = await AnswerAsync(database, sql.Replace("@X", "@memory", StringComparison.Ordinal));
        Assert.Equal(expected, await AnswerAsync(database, sql.Replace("@X", "@ac", StringComparison.Ordinal)));
    }

    static async Task<string> AnswerAsync(TestDatabase database, string sql)
    {
        var lines = (await database.TextAsync(sql)).Split('\n');
        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }
}
