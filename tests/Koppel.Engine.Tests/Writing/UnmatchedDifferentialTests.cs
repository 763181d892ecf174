using System.Globalization;
using Koppel.Engine.Statements;
using Koppel.Engine.Tests.Testing;
using Koppel.Sdk.Loading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Tests.Writing;

/// <summary>
/// Whatever is pushed down, looked up or staged: the rows without a partner are those that DuckDB's own anti join finds over plain tables.
/// </summary>
public sealed class UnmatchedDifferentialTests
{
    static readonly Column[] Columns =
        [Column.BigInt("a"), Column.Text("t"), Column.Text("u"), new("d", ColumnKind.Double), Column.Date("day")];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task The_counts_are_those_of_an_anti_join(int seed)
    {
        var random = new Random(seed);
        var kinds = new HashSet<string>();
        for (var round = 0; round < 5; round++)
        {
            var remote = Table("r", random, isFree: false);
            var source = Table("s", random, isFree: random.Next(2) == 0);
            var target = new WritableMemoryTable("out", Column.BigInt("x"), Column.Text("y"));
            await using var database = TestDatabase.Over(("ac", [remote, target]), ("other", [source]));
            await database.RowsAsync("create table r@memory as select * from r@ac; create table s@memory as select * from s@other");
            for (var i = 0; i < 10; i++)
            {
                var query = new Query(random);
                var from = random.Next(3) == 0 ? "s@other" : "s@memory";
                remote.Forget();
                var report = Assert.IsType<LoadResult>((await database.RunAsync(query.Load(from)))[^1].Of).Report;
                var context = $"seed {seed}: {query.Load(from)}\nasked {string.Join(';', remote.Asked)}";
                if (report.Outcome.Unmatched is not [var told])
                {
                    // The remote system was not read whole, because nothing was left to look for, or the source has no row.
                    Assert.True(report.Outcome.Notes.Count > 0 || await database.TextAsync(query.Rows) == "0", context);
                    continue;
                }
                Assert.Equal(CountBound.Exact, told.Bound);
                var expected = $"{await database.TextAsync(query.Rows)} {await database.TextAsync(query.Unmatched)}";
                var near = long.Parse(await database.TextAsync(query.Near), CultureInfo.InvariantCulture);
                Assert.True(expected == $"{told.Rows} {told.Count}", $"{context}\nexpected {expected}, told {told.Rows} {told.Count}");
                Assert.True(query.IsNearSure ? near == told.Near : near >= told.Near, $"{context}\nexpected {near} near, told {told.Near}");
                kinds.Add(
                    $"{from}{(remote.Asked.Any(a => a.Contains(" in (", StringComparison.Ordinal)) ? " looked up" : "")}"
                    + $"{(told.Near > 0 ? " near" : "")}{(told.Count > 0 ? " unmatched" : "")}");
            }
        }
        Assert.Superset(
            new HashSet<string> { "s@memory unmatched", "s@memory near unmatched", "s@other unmatched", "s@memory looked up unmatched" },
            kinds);
    }

    static MemoryTable Table(string name, Random random, bool isFree) => new(name, Columns)
    {
        IsFree = isFree,
        // Without case at look-ups, as most systems are: then what is spelled otherwise comes as well.
        Filters = [FilterRule.Exact("a"), .. random.Next(2) == 0 ? [FilterRule.Inexact("day")] : Array.Empty<FilterRule>(),
            .. random.Next(2) == 0 ? [FilterRule.Lookup("d", 30)] : Array.Empty<FilterRule>()],
        PageSize = random.Next(1, 8),
        Rows = [.. Enumerable.Range(0, random.Next(1, 30)).Select(_ => Row(random))],
    };

    static object?[] Row(Random random) =>
    [
        Maybe(random, (long)random.Next(6)), Maybe(random, Text(random, random.Next(8))), Maybe(random, Text(random, random.Next(3))),
        Maybe(random, random.Next(8) / 2.0), Maybe(random, new DateOnly(2026, 1, 1).AddDays(random.Next(4))),
    ];

    static string Text(Random random, int number) =>
        random.Next(5) switch { 0 => $"X{number}", 1 => $"x{number} ", 2 => $" É{number}", _ => $"x{number}" };

    static object? Maybe(Random random, object value) => random.Next(7) == 0 ? null : value;

    /// <summary>A load with one inner join, and what DuckDB alone says of it.</summary>
    sealed class Query
    {
        static readonly string[] Keys = ["t", "a", "t,u", "t,a", "d", "day,t", "u"];

        static readonly string[] OfSource =
            ["true", "s.a > 2", "s.u is not null", "lower(s.t) like 'x%'", "s.day between date '2026-01-02' and date '2026-01-03'",
                "not (s.a = 1 or s.t = 'x1')", "s.t in ('x1', 'x2 ', 'X3')", "s.a + 1 < 5 and coalesce(s.u, '') <> 'x0'"];

        static readonly string[] OfRemote =
            ["true", "true", "r.a <= 3", "r.a in (1, 2, 4)", "r.day >= date '2026-01-02'", "r.u is not null", "r.t like 'x%'"];

        readonly string[] _keys;
        readonly string _join;
        readonly string _source;
        readonly string _remote;
        readonly bool _isLeft;
        readonly string _on;
        readonly string _near;

        public Query(Random random)
        {
            var keys = _keys = Keys[random.Next(Keys.Length)].Split(',');
            _source = OfSource[random.Next(OfSource.Length)];
            _remote = OfRemote[random.Next(OfRemote.Length)];
            _on = string.Join(" and ", keys.Select(k => $"s.{k} = r.{k}"));
            _near = string.Join(" and ", keys.Select(k => k is "t" or "u" ? $"lower(trim(s.{k})) = lower(trim(r.{k}))" : $"s.{k} = r.{k}"));
            _isLeft = random.Next(2) == 0;
            _join = random.Next(3) switch { 0 => ",", 1 => $"using ({string.Join(", ", keys)})", _ => "on" };
        }

        /// <summary>
        /// A comparison of a column by which the tables are joined counts for both: DuckDB says so itself. So other spellings may not come.
        /// </summary>
        public bool IsNearSure => !_keys.Any(k => _source.Contains($"s.{k}", StringComparison.Ordinal));

        public string Rows =>
            $"select count(*) from s@memory s where {_source} and "
                + (_remote.Contains('=') && _keys.Any(k => _remote.Contains($"r.{k} ", StringComparison.Ordinal))
                    ? _remote.Replace("r.", "s.", StringComparison.Ordinal)
                    : "true");

        public string Unmatched => $"{Rows} and not exists (select 1 from r@memory r where {_on} and {_remote})";

        public string Near => $"{Unmatched} and exists (select 1 from r@memory r where {_near} and {_remote})";

        public string Load(string from)
        {
            var (first, second) = _isLeft ? ($"{from} s", "r@ac r") : ("r@ac r", $"{from} s");
            var tables = _join switch
            {
                "," => $"{first}, {second} where {_on} and ",
                "on" => $"{first} join {second} on {_on} where ",
                var one => $"{first} join {second} {one} where ",
            };
            return $"insert into out@ac select s.a, r.t from {tables}{_source} and {_remote}";
        }
    }
}
