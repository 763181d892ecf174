using System.Globalization;
using Koppel.Engine.Sql;
using Koppel.Engine.Statements;
using Koppel.Engine.Tests.Testing;
using Koppel.Sdk.Reading;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Tests.Planning;

/// <summary>
/// Whatever is pushed down, looked up, staged or limited: the answer is the one that DuckDB gives over the same rows of its own.
/// </summary>
public sealed class DifferentialTests
{
    static readonly Column[] Columns = [Column.BigInt("a"), Column.BigInt("b"), Column.Text("s"), Column.Text("u"),
        new("d", ColumnKind.Double), Column.Date("day"), Column.Boolean("f")];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Random_queries_give_what_plain_DuckDB_gives(int seed)
    {
        var random = new Random(seed);
        var tables = Enumerable.Range(0, 3).Select(i => Table($"r{i}", random)).ToList();
        await using var database = TestDatabase.Of([.. tables]);
        foreach (var table in tables)
            await database.RowsAsync($"create table l{table.Schema.Name[1..]}@memory as select * from {table.Schema.Name}@ac");
        for (var i = 0; i < 70; i++)
        {
            var query = new RandomQuery(random).Next();
            var expected = await AnswerAsync(
                database, query.Replace("@T@", "l", StringComparison.Ordinal).Replace("@C@", "@memory", StringComparison.Ordinal));
            if (expected.Contains("DuckDB failed", StringComparison.Ordinal)) continue; // A fault of DuckDB's own, over its own tables.
            Assert.False(expected.StartsWith("refused", StringComparison.Ordinal), expected);
            // Each table is now a connector's, now DuckDB's own: then its values can drive look-ups.
            var mixed = Enumerable.Range(0, 3).Aggregate(query, (q, t) => random.Next(4) == 0
                ? q.Replace($"@T@{t}@C@", $"l{t}@memory", StringComparison.Ordinal)
                : q.Replace($"@T@{t}@C@", $"r{t}@ac", StringComparison.Ordinal));
            var actual = await AnswerAsync(database, mixed);
            Assert.True(expected == actual,
                $"seed {seed}, query {i}: {mixed}\nexpected\n{expected}\nactual\n{actual}\nasked\n"
                + $"{string.Join('\n', tables.SelectMany(t => t.Asked.TakeLast(2)))}");
        }
        // A quiet test would prove nothing: the queries do push conditions and look values up.
        Assert.Contains(tables.SelectMany(t => t.Asked), a => a.Contains(" in (", StringComparison.Ordinal));
        Assert.Contains(tables.SelectMany(t => t.Asked), a => a.Contains(" limit ", StringComparison.Ordinal));
    }

    static async Task<string> AnswerAsync(TestDatabase database, string sql)
    {
        var result = (await database.RunAsync(sql))[0];
        if (result.Of is FailedResult { Fault: QueryException failed }) return "refused: " + failed.Describe();
        return string.Join('\n',
            result.Rows.Select(
                r => string.Join('|', r.Select(v => Convert.ToString(v, CultureInfo.InvariantCulture) is { Length: > 0 } t ? t : "null")))
                .Order(StringComparer.Ordinal));
    }

    static MemoryTable Table(string name, Random random)
    {
        var filters = new List<FilterRule>();
        foreach (var column in Columns)
        {
            switch (random.Next(5))
            {
                case 0: filters.Add(FilterRule.Exact(column.Name)); break;
                case 1: filters.Add(FilterRule.Inexact(column.Name)); break;
                case 2 or 3 when column.Type.Kind is ColumnKind.Text or ColumnKind.BigInt:
                    filters.Add(FilterRule.Lookup(column.Name, random.Next(1, 6), random.Next(2) == 0 ? Match.Exact : Match.Inexact));
                    break;
            }
        }
        if (filters.Count == 0) filters.Add(FilterRule.Exact("a"));
        return new MemoryTable(name, Columns)
        {
            Filters = filters,
            PageSize = random.Next(1, 6),
            Rows = [.. Enumerable.Range(0, random.Next(0, 30)).Select(_ => Row(random))],
        };
    }

    static object?[] Row(Random random) =>
    [
        Maybe(random, (long)random.Next(10)), Maybe(random, (long)random.Next(5)), Maybe(random, $"x{random.Next(6)}"),
        Maybe(random, $"x{random.Next(12)}"),
        Maybe(random, random.Next(8) / 2.0), Maybe(random, new DateOnly(2026, 1, 1).AddDays(random.Next(6))),
        Maybe(random, random.Next(2) == 0),
    ];

    static object? Maybe(Random random, object value) => random.Next(7) == 0 ? null : value;
}
