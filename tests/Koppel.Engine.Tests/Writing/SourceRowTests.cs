using Koppel.Engine.Sql;
using Koppel.Engine.Statements;
using Koppel.Engine.Tests.Testing;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Tests.Writing;

/// <summary>A reject tells the row of the sheet that it comes from, where the query is plain; the load itself is the same.</summary>
public sealed class SourceRowTests
{
    static readonly Column[] Target = [Column.Text("email") with { Required = true }, Column.Text("tag")];

    static MemoryTable Sheet(string name, bool isNumbered)
    {
        Column[] columns = [Column.Text("email"), Column.Text("tag"), Column.BigInt("_row") with { Hidden = true }];
        return new MemoryTable(name)
        {
            Schema = new TableSchema(name, columns) { RowNumbers = isNumbered ? "_row" : null },
            Rows = [["a@x.nl", "A", 2L], [null, "B", 3L], ["c@x.nl", "C", 7L], [null, "D", 9L]],
        };
    }

    static async Task<(IReadOnlyList<object?[]> Given, string Rejects, QueryException? Fault)> LoadAsync(
        string query, bool isNumbered = true)
    {
        var table = new WritableMemoryTable("t", Target);
        await using var database = TestDatabase.Over(("ac", [table]),
            ("crm",
                [Sheet("Sheet1", isNumbered), Sheet("Sheet2", isNumbered),
                    new MemoryTable("other", Column.Text("email")) { Rows = [["a@x.nl"], ["q@x.nl"]] }]));
        var last = (await database.RunAsync(
            $"insert into t@ac {query}", new ExecuteOptions { Variables = new Dictionary<string, string> { ["v"] = "it's" } }))[^1].Of;
        if (last is FailedResult failed) return ([], "", (QueryException)failed.Fault);
        var rejects = Assert.IsType<LoadResult>(last).Report.Outcome.Rejects.First;
        return (Assert.Single(table.Loads).Given,
            string.Join(' ',
                rejects.Select(r => $"{r.Row}:{r.SourceRow?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-"}")), null);
    }

    [Theory]
    [InlineData("select email, tag from Sheet1@crm", "2:3 4:9")]
    [InlineData("select email, tag from Sheet1@crm where tag > 'B'", "2:9")]
    [InlineData("select s.email, upper(s.tag) || $v, from Sheet1@crm as s order by 2 desc", "1:9 3:3")]
    [InlineData("select \"My Sheet\".email, case when tag in ('A', 'B') then (select max(email) from other@crm) else 'x' end from "
        + "Sheet1@crm \"My Sheet\" limit 2", "2:3")]
    [InlineData("select Sheet1.email, tag from other@crm o right join Sheet1@crm on o.email = Sheet1.email order by tag", "2:3 4:9")]
    [InlineData("select s.email, o.email from other@crm o left join Sheet1@crm s using (email) order by o.email", "2:-")]
    [InlineData("select email, tag from Sheet1@crm -- all of it", "2:3 4:9")]
    [InlineData("select email /* from */, 'from Sheet1@crm' from Sheet1@crm", "2:3 4:9")]
    public async Task A_plain_query_tells_the_rows_of_the_sheet(string query, string rejects) => await CheckAsync(query, rejects);

    [Theory]
    [InlineData("select * from Sheet1@crm", "2:- 4:-")]
    [InlineData("select s.* from Sheet1@crm s", "2:- 4:-")]
    [InlineData("select distinct email, tag from Sheet1@crm order by tag", "2:- 4:-")]
    [InlineData("select email, max(tag) from Sheet1@crm group by email order by email nulls first", "1:-")]
    [InlineData("select null, max(tag) from Sheet1@crm", "1:-")]
    [InlineData("select email, tag from Sheet1@crm union all select email, tag from Sheet1@crm order by tag, email", "3:- 4:- 7:- 8:-")]
    [InlineData("with s as (select * from Sheet1@crm) select email, tag from s", "2:- 4:-")]
    [InlineData("select email, tag from (select * from Sheet1@crm)", "2:- 4:-")]
    [InlineData("select a.email, b.tag from Sheet1@crm a join Sheet2@crm b on a.tag = b.tag order by b.tag", "2:- 4:-")]
    [InlineData("from Sheet1@crm select email, tag", "2:- 4:-")]
    [InlineData("values (null, 'x')", "1:-")]
    [InlineData("select null, email from other@crm", "1:- 2:-")]
    public async Task Of_another_query_the_rows_are_not_known(string query, string rejects) => await CheckAsync(query, rejects);

    [Theory]
    [InlineData("select nosuch, tag from Sheet1@crm")]
    [InlineData("select email, tag from Sheet1@crm where nosuch = 1")]
    [InlineData("select email from Sheet1@crm")]
    [InlineData("select email, cast(tag as integer) from Sheet1@crm")]
    [InlineData("select email, tag from Sheet1@crm where cast($v as integer) > 1")]
    public async Task What_is_wrong_with_a_query_is_told_at_the_same_place(string query)
    {
        var (plain, numbered) = ((await LoadAsync(query, isNumbered: false)).Fault!, (await LoadAsync(query)).Fault!);
        Assert.Equal(plain.Describe(), numbered.Describe());
    }

    static async Task CheckAsync(string query, string rejects)
    {
        var (plain, numbered) = (await LoadAsync(query, isNumbered: false), await LoadAsync(query));
        Assert.Null(plain.Fault?.Message);
        Assert.Null(numbered.Fault?.Message);
        Assert.Equal(rejects, numbered.Rejects);
        Assert.Equal(plain.Given, numbered.Given);
    }
}
