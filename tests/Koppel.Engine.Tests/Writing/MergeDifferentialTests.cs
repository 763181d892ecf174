using Koppel.Engine.Statements;
using Koppel.Engine.Tests.Testing;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Tests.Writing;

/// <summary>Random merges leave what DuckDB's own merge leaves.</summary>
public sealed class MergeDifferentialTests
{
    static readonly Column[] Columns = [Column.Key("id"), Column.Text("email"), Column.Text("name"), Column.BigInt("age")];

    [Fact]
    public async Task A_merge_does_what_DuckDB_does()
    {
        var random = new Random(2026);
        var people = new WritableMemoryTable("people", Columns)
        {
            Schema = new TableSchema(
                "people", Columns) { Verbs = TableVerbs.Select | TableVerbs.Insert | TableVerbs.Update | TableVerbs.Delete },
            Filters = [FilterRule.Exact("id"), FilterRule.Lookup("email", 3)], PageSize = 2,
        };
        await using var database = TestDatabase.Of(people);
        for (var i = 0; i < 150; i++)
        {
            people.Loads.Clear();
            people.Rows.Clear();
            people.Rows.AddRange(
                Enumerable.Range(0, random.Next(8))
                    .Select(r => (object?[])[(long)r, random.Next(6) == 0 ? null : $"e{r}", Text(), (long)random.Next(4)]));
            var source = string.Join(", ",
                Enumerable.Range(0, 10).Where(_ => random.Next(2) == 0)
                    .Select(r => $"('e{r}', {(Text() is { } t ? $"'{t}'" : "null")}, {random.Next(4)})").DefaultIfEmpty("(null, null, 1)"));
            var merge = $"using s@memory s "
                + $"{Pick("on t.email = s.email", "using (email)", "on s.email = t.email and t.age < 3", "on lower(t.email) = s.email")} "
                + $"{Clauses()}";
            var expected = await database.TextAsync($"""
                create or replace table copy@memory as select * from people@ac;
                create or replace table s@memory as select email::varchar as email, name::varchar as name, age::bigint as age from (values
                    {source}) v(email, name, age);
                merge into copy@memory t {merge}; {Read("copy@memory")}
                """);
            Assert.All(await database.RunAsync($"merge into people@ac t {merge}"), r => Assert.IsType<LoadResult>(r.Of));
            Apply(people);
            Assert.True(expected == await database.TextAsync(Read("people@ac")), $"merge into people@ac t {merge}\n{expected}");
        }

        string? Text() => Pick("Ada", "Bob", null);
        T Pick<T>(params T[] of) => of[random.Next(of.Length)];

        string Clauses()
        {
            var clauses = new List<string>();
            foreach (var (when, conditions, actions) in new (string, string[], string[])[]
            {
                ("matched", ["t.age > s.age", "s.name is null", "t.name = 'Ada' or s.age = 2"],
                    ["delete", "do nothing", "update set age = s.age + t.age", "update set name = s.name, age = s.age", "update by name",
                        "update set name = upper(s.name)"]),
                ("not matched", ["age > 1", "s.name = 'Bob'"],
                    ["do nothing", "insert by name", "insert (email, age) values (email, s.age * 2)",
                        "insert (age, name, email) values (1, coalesce(name, 'x'), email)"]),
                ("not matched by source", ["age > 1", "t.name is null"],
                    ["delete", "do nothing", "update set name = 'gone', age = t.age + 1"]),
            })
            {
                if (random.Next(4) == 0) continue;
                if (random.Next(2) == 0) clauses.Add($"when {when} and {Pick(conditions)} then {Pick(actions)}");
                clauses.Add($"when {when} then {Pick(actions)}");
            }
            return clauses.Count == 0
                ? "when matched then delete"
                : string.Join(' ',
                    clauses.OrderBy(c => c.StartsWith("when not", StringComparison.Ordinal) ? 1 : 0)
                        .ThenBy(c => c.Contains("by source", StringComparison.Ordinal)));
        }
    }

    /// <summary>An empty text is to the target one that is not there.</summary>
    static string Read(string table) => $"select id, email, nullif(name, '') as name, age from {table} order by all";

    static void Apply(WritableMemoryTable table)
    {
        foreach (var load in table.Loads)
        {
            foreach (var values in load.Written)
            {
                var given = load.Columns.Zip(values).Where(v => v.Second is not null).ToDictionary(v => v.First.Name, v => v.Second);
                var row = table.Rows.Find(r => load.Request.Operation != WriteOperation.Insert && Equals(r[0], given["id"]));
                if (load.Request.Operation == WriteOperation.Delete) Assert.True(table.Rows.Remove(row!));
                else if (row is null) table.Rows.Add([.. Columns.Select(c => given.GetValueOrDefault(c.Name))]);
                else foreach (var (name, value) in given) row[Array.FindIndex(Columns, c => c.Name == name)] = value;
            }
        }
    }
}
