using Koppel.Engine.Statements;
using Koppel.Engine.Tests.Testing;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Tests.Writing;

/// <summary>What a null of the source means, by the option that is written.</summary>
public sealed class SynchronizeNullTests
{
    static readonly Column[] Columns =
        [Column.Key("id"), Column.Text("email") with { IgnoresCase = true }, Column.BigInt("list"), Column.Text("name")];

    const string Source = "(select * from (values ('ada@x.nl', 1, null), (null, 1, 'Nobody'), ('new@x.nl', null, 'Odd'), ('', 1, "
        + "'Blank'), ('new@x.nl', 1, 'New')) s(email, list, name))";

    static async Task<(LoadReport Report, string Done, WritableMemoryTable Members)> RunAsync(string options, string source = Source)
    {
        var members = new WritableMemoryTable("members", Columns)
        {
            Schema = new TableSchema(
                "members", Columns) { Verbs = TableVerbs.Select | TableVerbs.Insert | TableVerbs.Update | TableVerbs.Delete },
            Filters = [FilterRule.Lookup("list", 10)],
            PageSize = 1,
            Rows = [[1L, "ada@x.nl", 1L, "Ada"], [2L, null, 1L, "Old"], [3L, "gone@x.nl", 1L, "Gone"], [4L, "half@x.nl", null, "Half"],
                [5L, "", 1L, "Empty"]],
        };
        await using var database = TestDatabase.Of(members);
        var last = (await database.RunAsync($"create table s@memory as {source}; sync s@memory to members@ac with {options}"))[^1].Of;
        var report = Assert.IsType<LoadResult>(last).Report;
        Assert.Equal(
            report.Outcome.Read, report.Outcome.Changed + report.Outcome.Unchanged + report.Outcome.Rejects.Count + report.Outcome.NotSent);
        return (report,
            string.Join("; ",
                members.Loads.SelectMany(l => l.Written.Select(w => $"{l.Request.Operation} {string.Join(',', w.Select(v => v ?? "-"))}"))),
                members);
    }

    const string All = "insert or update or delete";

    [Theory]
    // Without the option a null is a value: it empties a text, and a null key equals a null key.
    [InlineData("",
        "Insert new@x.nl,-,Odd; Insert new@x.nl,1,New; Update ada@x.nl,1,,1; Update -,1,Nobody,2; Update ,1,Blank,5; Delete "
            + "gone@x.nl,1,Gone,3; Delete half@x.nl,-,Half,4")]
    [InlineData("ignore nulls on values",
        "Insert new@x.nl,-,Odd; Insert new@x.nl,1,New; Update -,1,Nobody,2; Update ,1,Blank,5; Delete gone@x.nl,1,Gone,3; Delete "
            + "half@x.nl,-,Half,4")]
    // Rows without a value in what identifies them take no part, on either side.
    [InlineData("ignore nulls on identified by", "Insert new@x.nl,1,New; Update ada@x.nl,1,,1; Delete gone@x.nl,1,Gone,3")]
    [InlineData("ignore nulls on all", "Insert new@x.nl,1,New; Delete gone@x.nl,1,Gone,3")]
    [InlineData("ignore nulls", "Insert new@x.nl,1,New; Delete gone@x.nl,1,Gone,3")]
    public async Task Nulls_are_passed_over_where_the_option_says(string option, string done)
    {
        Assert.Equal(done, (await RunAsync($"{All} {option} identified by email, list")).Done);
        Assert.Equal(done, (await RunAsync($"{All} identified by email, list {option}")).Done);
    }

    [Fact]
    public async Task Rows_of_the_source_that_take_no_part_are_unchanged_and_told()
    {
        var (report, _, _) = await RunAsync($"{All} ignore nulls on identified by identified by email, list");
        Assert.Equal((6, 3, 3), (report.Outcome.Read, report.Outcome.Changed, report.Outcome.Unchanged));
        Assert.Contains("3 rows of the source are left, because a column of identified by has no value there", report.Outcome.Notes);
        (report, _, _) =
            await RunAsync("insert ignore nulls identified by email, list", "select 'x@x.nl'::varchar as email, null::bigint as list");
        Assert.Contains("1 row of the source is left, because a column of identified by has no value there", report.Outcome.Notes);
    }

    [Fact]
    public async Task Without_nulls_that_identify_the_target_is_asked_for_the_rows_of_the_source_alone()
    {
        const string One = "select 'x' as name, 7::bigint as list";
        Assert.Equal("members(id, list, name) where \"list\" is not null and \"list\" in (7)",
            Assert.Single((await RunAsync("update ignore nulls on identified by identified by list", One)).Members.Asked));
        Assert.Equal("members(id, list, name)", Assert.Single((await RunAsync("update identified by list", One)).Members.Asked));
    }
}
