namespace Koppel.Engine.Tests.Planning;

/// <summary>
/// Makes queries over three tables <c>@T@0@C@</c> to <c>@T@2@C@</c> with the columns a, b, s, u, d, day and f, whose rows do not depend on
/// chance.
/// </summary>
sealed class RandomQuery(Random random)
{
    int _aliases;

    public string Next() => random.Next(12) switch
    {
        0 => $"{Select(0)} union all {Select(0)}",
        1 => $"{Select(0)} {One("union", "except", "intersect")} {Select(0)}",
        2 => $"with c as ({Select(1)}) select x.k, y.t, count(*) n from c x join c y on x.k = y.k group by all",
        3 => $"with c as ({Select(1)}) select c.k, z.s from c {PlainJoin()} {Table()} z on c.k = z.a",
        4 => $"select count(*) n from (select * from {Table()} x where {Condition("x")} limit {random.Next(1, 40)}) y",
        5 => $"select k, t from (select k, t, row_number() over (partition by k order by t) n from ({Select(1)})) q where "
            + $"{One("n = 1", "k = 3", "n <= 2 and k in (1, 2, 5)")} and t is null",
        6 => $"select a.s, sum(b.n) n from {Table()} a, lateral (select count(*) n from {Table()} i where i.{One("a", "b")} = a.a) b "
            + $"group by all",
        7 => $"select * from (select k, count(*) n from ({Select(1)}) group by k) x {PlainJoin()} {Table()} y on x.k = y.{One("a", "b")} "
            + $"where {Condition("y")}",
        8 => $"select g.k, count(*) n from ({Select(1)}) g group by rollup(k) having count(*) > 1",
        _ => Select(0),
    };

    /// <summary>A query with the columns k (a number), t (a text).</summary>
    string Select(int depth)
    {
        var first = Alias();
        var from = $"{Source(depth)} {first}";
        var aliases = new List<string> { first };
        for (var i = random.Next(3); i > 0; i--)
        {
            var next = Alias();
            var join = Join();
            from += $" {join} {Source(depth)} {next} on {On(aliases[random.Next(aliases.Count)], next)}";
            if (join is not ("semi join" or "anti join")) aliases.Add(next);
        }
        var any = aliases[random.Next(aliases.Count)];
        var other = aliases[random.Next(aliases.Count)];
        var where = random.Next(4) == 0 ? "" : $" where {Condition(any)}";
        if (random.Next(3) == 0) where += $"{(where.Length == 0 ? " where " : " and ")}{Subquery(other)}";
        return random.Next(5) switch
        {
            0 => $"select {any}.a k, max({other}.s) t from {from}{where} group by {any}.a",
            1 => $"select distinct {any}.a k, {other}.u t from {from}{where}",
            2 => $"select count(*) k, min({other}.u) t from {from}{where}",
            _ => $"select {any}.{One("a", "b")} k, {other}.{One("s", "u")} t from {from}{where}",
        };
    }

    string Source(int depth) => depth < 2 && random.Next(6) == 0
        ? $"(select a, b, s, u, d, day, f from {Table()} {(random.Next(2) == 0 ? "" : $"where {Condition("")}")})" : Table();

    string Table() => $"@T@{random.Next(3)}@C@";

    string Alias() => $"t{_aliases++}";

    string PlainJoin() => One("join", "join", "left join", "right join", "full join");

    string Join() => One("join", "join", "join", "left join", "right join", "full join", "semi join", "anti join");

    string On(string left, string right) => random.Next(6) switch
    {
        0 => $"{left}.a = {right}.a",
        1 => $"{left}.s = {right}.u and {left}.b = {right}.b",
        2 => $"{left}.a = {right}.b and {Condition(right)}",
        3 => $"{left}.s = {right}.s and {Condition(left)}",
        4 => $"{left}.u = {right}.s",
        _ => $"{left}.b = {right}.a and {left}.d <= {right}.d",
    };

    string Subquery(string alias) => random.Next(6) switch
    {
        0 => $"{alias}.{One("a", "b")} in (select {One("a", "b")} from {Table()} i where {Condition("i")})",
        1 => $"{alias}.s not in (select u from {Table()} i where i.u is not null and {Condition("i")})",
        2 => $"exists (select 1 from {Table()} i where i.a = {alias}.a and {Condition("i")})",
        3 => $"not exists (select 1 from {Table()} i where i.s = {alias}.s)",
        4 => $"{alias}.b < (select max(b) from {Table()} i where i.a = {alias}.a)",
        _ => $"{alias}.a >= (select min(a) from {Table()} i where {Condition("i")})",
    };

    string Condition(string alias)
    {
        var dot = alias.Length == 0 ? "" : alias + ".";
        return random.Next(16) switch
        {
            0 => $"{dot}a = {random.Next(10)}",
            1 => $"{dot}b in ({random.Next(5)}, {random.Next(5)}, 77)",
            2 => $"{dot}a between {random.Next(5)} and {random.Next(5, 10)}",
            3 => $"{dot}s = 'x{random.Next(6)}'",
            4 => $"{dot}u like 'x{random.Next(2)}%'",
            5 => $"{dot}s is null",
            6 => $"{dot}a is not null and {dot}d > {random.Next(4)}",
            7 => $"{dot}day >= date '2026-01-0{random.Next(1, 7)}'",
            8 => $"{(random.Next(2) == 0 ? "not " : "")}{dot}f",
            9 => $"({dot}a = {random.Next(10)} or {dot}b = {random.Next(5)})",
            10 => $"({dot}s = 'x1' or {dot}s = 'x2')",
            11 => $"upper({dot}s) <> 'X{random.Next(6)}'",
            12 => $"{dot}a <> {random.Next(10)} and {dot}u <= 'x5'",
            13 => $"{dot}s = {dot}u",
            14 => $"contains({dot}u, '1') and {dot}a < {random.Next(10)}",
            _ => "true",
        };
    }

    string One(params string[] words) => words[random.Next(words.Length)];
}
