using Koppel.Engine.Statements;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Tests.Testing;

/// <summary>A table of four people, one without an address, and what a statement asks it to do.</summary>
static class People
{
    public static readonly Column[] Columns =
        [Column.Key("id"), Column.Text("email") with { Required = true, IgnoresCase = true }, Column.Text("name"), Column.BigInt("age")];

    /// <summary>The table.</summary>
    public static WritableMemoryTable Table(params FilterRule[] filters) => new("people", Columns)
    {
        Schema =
            new TableSchema("people", Columns) { Verbs = TableVerbs.Select | TableVerbs.Insert | TableVerbs.Update | TableVerbs.Delete },
        Filters = filters,
        Rows = [[1L, "ada@x.nl", "Ada", 30L], [2L, "bob@x.nl", "Bob", 40L], [3L, "cid@x.nl", null, null], [4L, null, "Nobody", 1L]],
    };

    /// <summary>
    /// Runs a script whose last statement is a load of the table; each row that it wrote is told by its operation and values.
    /// </summary>
    public static async Task<(LoadReport Report, string Done)> RunAsync(
        string sql, WritableMemoryTable people, Func<Column, object?, string> tell)
    {
        await using var database = TestDatabase.Of(people);
        var last = (await database.RunAsync(sql))[^1].Of;
        if (last is FailedResult failed) throw failed.Fault;
        var report = Assert.IsType<LoadResult>(last).Report;
        Assert.Equal(
            report.Outcome.Read, report.Outcome.Changed + report.Outcome.Unchanged + report.Outcome.Rejects.Count + report.Outcome.NotSent);
        return (report,
            string.Join("; ",
                people.Loads.SelectMany(
                    l => l.Written.Select(w => $"{l.Request.Operation} {string.Join(',', w.Zip(l.Columns, (v, c) => tell(c, v)))}"))));
    }
}
