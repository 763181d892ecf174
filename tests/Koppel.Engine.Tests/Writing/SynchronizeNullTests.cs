using Koppel.Engine.Statements;
using Koppel.Engine.Tests.Testing;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Tests.Writing;

/// <summary>What a null of the source means, by the option that is written.</summary>
public sealed class SynchronizeNullTests
{
    static readonly Column[] Columns =
        [Column.Key("id"), Column.Text("email") with { IgnoresCase = true }, Column.BigInt("list"), Column.Text("name")];

    const string Source = "(select * from (values ('ada@x.nl', 1, null), (null, 1, 'Nobody'), ('new@x.nl', null, 'Odd'), ('', 2, "
        + "'Blank'), ('new@x.nl', 1, 'New')) s(email, list, name))";

    static async Task<(LoadReport Report, string Done, WritableMemoryTable Members)> RunAsync(string options, string source = Source)
    {
        var members = new WritableMemoryTable("members", Columns)
        {
            Schema = new TableSchema(
                "members", Columns) { Verbs = TableVerbs.Select | TableVerbs.Insert | TableVerbs.Update | TableVerbs.Delete },
            Filters = [FilterRule.Lookup("list", 10)],
            PageSize = 1,
            Rows = [[1L, "ada@x.nl", 1L, "Ada"], [2L, "", 1L, "Old"], [3L, "gone@x.nl", 1L, "Gone"], [4L, "half@x.nl", null, "Half"],
                [5L, null, 2L, "Empty"]],
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
    // Without the option a null is a value: it empties a text, and a key without a value, null or empty, equals another.
    [InlineData("",
        "Insert new@x.nl,-,Odd; Insert new@x.nl,1,New; Update ada@x.nl,1,,1; Update ,1,Nobody,2; Update ,2,Blank,5; Delete "
            + "gone@x.nl,1,Gone,3; Delete half@x.nl,-,Half,4")]
    [InlineData("ignore nulls on values",
        "Insert new@x.nl,-,Odd; Insert new@x.nl,1,New; Update ,1,Nobody,2; Update ,2,Blank,5; Delete gone@x.nl,1,Gone,3; Delete "
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

    const string Gone = "Delete ada@x.nl,1,Ada,1; Delete gone@x.nl,1,Gone,3; Delete half@x.nl,-,Half,4; Delete -,2,Empty,5";

    [Fact]
    public async Task An_empty_text_and_a_null_are_one_key_of_which_one_counts_when_all_say_the_same()
    {
        const string Nobody = "select * from (values (null, 1, 'Nobody'), ('', 1, 'Nobody'), (' ', 1, 'Nobody')) s(email, list, name)";
        var (report, done, _) = await RunAsync($"{All} identified by email, list", Nobody);
        Assert.Equal($"Update ,1,Nobody,2; {Gone}", done);
        Assert.Equal((2, 0), (report.Outcome.Unchanged, report.Outcome.Rejects.Count));

        // Where they do not, it is not known which counts: the target's row stays as it is, and is not deleted either.
        (report, done, _) = await RunAsync($"{All} identified by email, list",
            Nobody.Replace("('', 1, 'Nobody')", "('', 1, 'Somebody')", StringComparison.Ordinal));
        Assert.Equal(Gone, done);
        Assert.Equal(3, report.Outcome.Rejects.Count);
    }

    [Theory]
    [InlineData("('ada@x.nl', 1, null), ('ADA@x.nl ', 1, ''), (' Ada@x.nl', 1, null)", "Update ada@x.nl,1,,1", 0)]
    [InlineData("('Ada@x.nl', 1, 'A'), ('ada@x.nl', 1, 'A')", "Update ada@x.nl,1,A,1", 0)]
    [InlineData("('New@x.nl', 1, 'N'), ('new@x.nl', 1, 'N'), ('NEW@x.nl', 1, 'N')", "Insert New@x.nl,1,N", 0)]
    [InlineData("('ada@x.nl', 1, 'A'), ('ADA@x.nl', 1, 'a')", "", 2)]
    [InlineData("('ada@x.nl', 1, 'A'), ('ADA@x.nl', 1, null)", "", 2)]
    public async Task What_identifies_a_row_is_none_of_the_values_in_which_two_of_the_source_differ(string rows, string done, int rejected)
    {
        var (report, did, _) =
            await RunAsync("insert or update identified by email, list", $"select * from (values {rows}) s(email, list, name)");
        Assert.Equal((done, rejected), (did, report.Outcome.Rejects.Count));
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
