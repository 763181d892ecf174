using Koppel.Sdk.Loading;

namespace Koppel.Engine.Tests.Writing;

/// <summary>Rows without a partner are counted under the statement's conditions, of whatever kind these are.</summary>
public sealed class UnmatchedConditionTests
{
    [Theory]
    [InlineData("s.i + 1 > 1 and -s.i < 0 and s.i % 2 = 1 and s.i // 2 >= 0 and s.i / 2 < 9")]
    [InlineData("s.n * 2 = 3.0 and round(s.n, 1) = 1.5 and abs(s.n) > 1")]
    [InlineData("s.d > 0.5 or s.d is null")]
    [InlineData("s.day >= '2026-01-01' and year(s.day) = 2026 and s.day + 1 > date '2026-01-01'")]
    [InlineData("s.ts < '2027-01-01' and s.ts::date = date '2026-01-02'")]
    [InlineData("s.tz > '2020-01-01 00:00:00+00'")]
    [InlineData("s.at > time '01:00'")]
    [InlineData("s.b and not (not s.b)")]
    [InlineData("s.t ilike 'A%' and s.t not like '%b' and s.t like 'a\\_%' escape '\\' is not null")]
    [InlineData("left(s.t, 1) = 'a' and right(s.t, 1) <> 'z' and substring(s.t, 1, 1) = 'a' and s.t[1] = 'a' and reverse(s.t) <> '' and "
        + "length(s.t) > 0")]
    [InlineData("regexp_matches(s.t, '^a') and s.t ~ 'a.*' and replace(s.t, 'a', 'b') <> s.t and lpad(s.t, 20, 'x') <> '' and "
        + "split_part(s.t, '@', 1) = 'ada'")]
    [InlineData("trim(s.t, 'x') = s.t and concat(s.t, 1, null) <> '' and s.t || s.i <> '' and concat_ws('-', s.t, s.i) <> '' and "
        + "strip_accents(s.t) = s.t")]
    [InlineData("s.j ->> 'k' = 'v'")]
    [InlineData("s.e = 'one' and s.e in ('one', 'two')")]
    [InlineData("s.l[1] = 1 and len(s.l) = 2")]
    [InlineData("s.st.x = 1")]
    [InlineData("s.u is not null and s.t between 'a' and 'b' and s.i not in (7, 8) and s.t is distinct from null")]
    [InlineData("case s.i when 1 then true when 2 then null else false end and nullif(s.i, 2) = 1 and ifnull(s.t, '') <> '' and "
        + "greatest(s.i, 0) = 1")]
    [InlineData("try_cast(s.t as integer) is null and cast(s.i as varchar) = '1' and cast(s.i as decimal(9, 2)) = 1")]
    [InlineData("(case when s.k = 'x' then s.t::integer else s.i end) = 1")]
    [InlineData("s.h > 5 and s.h::varchar like '1%'")]
    [InlineData("s.day > current_date - 100000 and random() >= 0")]
    public async Task A_condition_of_any_kind_counts_or_the_number_is_called_a_bound(string condition)
    {
        const string Typed = """
            create table s@memory as select 1::integer as i, 1.5::decimal(9, 2) as n, 1.5::double as d, date '2026-01-02' as day, timestamp
                '2026-01-02 03:04:05' as ts,
                timestamptz '2026-01-02 03:04:05+00' as tz, time '03:04' as at, true as b, 'ada@x.nl' as t, 'k' as k, '{"k":"v"}'::json as
                    j, 'one'::enum('one', 'two') as e,
                [1, 2] as l, {'x': 1} as st, uuid '11111111-1111-1111-1111-111111111111' as u,
                    170141183460469231731687303715884105727::hugeint as h
            union all select 1, 1.5, 1.5, date '2026-01-02', timestamp '2026-01-02 03:04:05', timestamptz '2026-01-02 03:04:05+00', time
                '03:04', true, 'abc@x.nl', 'k', '{"k":"v"}', 'one', [1, 2], {'x': 1},
                uuid '11111111-1111-1111-1111-111111111111', 170141183460469231731687303715884105727::hugeint
            union all select 99, 0, 0, null, null, null, null, false, 'zed', 'z', '{}', 'two', [], null, null, null
            """;
        var (_, report) = await UnmatchedTests.LoadAsync(
            $"select c.id, 10 from s@memory s join contacts@ac c on c.email = s.t where {condition}", isScanned: true, Typed);
        var only = Assert.Single(report.Outcome.Unmatched);
        Assert.True(only.Bound == CountBound.AtMost || only.Rows == 2, $"{only}");
        Assert.InRange(only.Count, 0, only.Bound == CountBound.AtMost ? 2 : 1);
    }
}
