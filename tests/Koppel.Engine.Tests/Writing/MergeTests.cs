using Koppel.Engine.Sql;
using Koppel.Engine.Statements;
using Koppel.Engine.Tests.Testing;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Tests.Writing;

/// <summary>Merge: what the target is asked to do.</summary>
public sealed class MergeTests
{
    static Column[] Columns => Testing.People.Columns;

    const string Source = "(values ('ada@x.nl', 'Ada', 31), ('new@x.nl', 'New', 5), ('cid@x.nl', null, null)) s(email, name, age)";

    static WritableMemoryTable People() => Testing.People.Table(FilterRule.Exact("id"), FilterRule.Lookup("email"));

    static Task<(LoadReport Report, string Done)> RunAsync(string sql, WritableMemoryTable? people = null) =>
        Testing.People.RunAsync(sql, people ?? People(), (c, v) => $"{c.Name}={v ?? "-"}");

    [Theory]
    [InlineData("when not matched then insert (email, age) values (email, s.age + 1)", "Insert email=new@x.nl,age=6", 3, 2)]
    [InlineData("when not matched by target and s.age > 5 then insert by name", "", 3, 3)]
    [InlineData("when not matched then insert by name", "Insert email=new@x.nl,name=New,age=5", 3, 2)]
    [InlineData("when matched then update set age = s.age + t.age", "Update age=61,email=ada@x.nl,id=1", 3, 2)]
    [InlineData("when matched then update by name", "Update name=Ada,age=31,email=ada@x.nl,id=1", 3, 2)]
    [InlineData("when matched then update set email = s.email, age = 7",
        "Update age=7,email=ada@x.nl,id=1; Update age=7,email=cid@x.nl,id=3", 3, 1)]
    [InlineData("when matched then update set email = 'a' || s.email", "Update email=aada@x.nl,id=1; Update email=acid@x.nl,id=3", 3, 1)]
    [InlineData("when matched and t.name is null then delete", "Delete email=cid@x.nl,id=3", 3, 2)]
    [InlineData("when matched and t.age = 30 then do nothing when matched then delete", "Delete email=cid@x.nl,id=3", 3, 2)]
    [InlineData("when matched and t.age = 30 then update set name = null when matched then update set age = 9",
        "Update name=,age=-,email=ada@x.nl,id=1; Update name=-,age=9,email=cid@x.nl,id=3", 3, 1)]
    [InlineData("when not matched by source then delete", "Delete email=bob@x.nl,id=2; Delete email=-,id=4", 5, 3)]
    [InlineData("when not matched by source and age > 1 then update set name = upper(name)", "Update name=BOB,id=2", 5, 4)]
    [InlineData("when matched and case when t.age = 30 then true end then delete when not matched then insert (email) values (case when "
        + "true then 'x' end)", "Insert email=x; Delete email=ada@x.nl,id=1", 3, 1)]
    public async Task The_first_clause_that_applies_is_done(string clauses, string done, int read, int unchanged)
    {
        var (on, equal) = (await RunAsync($"merge into people@ac as t using {Source} on t.email = s.email {clauses}"),
            await RunAsync($"merge into people@ac t using {Source} using (email) {clauses}"));
        Assert.Equal((done, read, unchanged), (on.Done, on.Report.Outcome.Read, on.Report.Outcome.Unchanged));
        Assert.Equal(done, equal.Done);
    }

    [Theory]
    [InlineData("merge into people@ac using people@ac as p on people.id = p.id - 1 when matched then update set name = p.name",
        "Update name=Bob,id=1; Update name=,id=2; Update name=Nobody,id=3")]
    [InlineData("merge into people@ac using (select 2 as id) as s using (id) when matched then delete", "Delete email=bob@x.nl,id=2")]
    [InlineData("create table s@memory as select 'bob@x.nl' as email; merge into people@ac using s@memory on people.email = s.email when "
        + "matched then delete", "Delete email=bob@x.nl,id=2")]
    [InlineData("create table s@memory as select 'bob@x.nl' as email; merge into people@ac t using s using (email) when matched then "
        + "delete", "Delete email=bob@x.nl,id=2")]
    [InlineData("merge into people@ac t using (select 'bob@x.nl' as mail) on mail = email when matched then update set age = 1",
        "Update age=1,email=bob@x.nl,id=2")]
    [InlineData("merge into people@ac t using (select 1 as x) as s on t.id > 2 and s.x = 1 when matched then update set age = 5",
        "Update age=5,id=3; Update age=5,id=4")]
    public async Task The_source_is_a_table_or_a_query(string sql, string done) => Assert.Equal(done, (await RunAsync(sql)).Done);

    [Fact]
    public async Task Rows_that_would_change_one_row_of_the_target_differently_are_rejected_and_the_rest_is_done()
    {
        var (report, done) = await RunAsync("""
            merge into people@ac t using (values ('ada@x.nl', 'A'), ('ada@x.nl', 'B'), ('bob@x.nl', 'C'), ('bob@x.nl', 'C'), ('cid@x.nl',
                'D'), ('cid@x.nl', 'left')) s(email, name)
            using (email) when matched and s.name = 'left' then do nothing when matched then update by name
            """);
        Assert.Equal("Update name=C,email=bob@x.nl,id=2; Update name=D,email=cid@x.nl,id=3", done);
        Assert.Equal([1L, 2L], report.Outcome.Rejects.First.Select(r => r.Row));
        Assert.Contains("several rows for the same row of the target", report.Outcome.Rejects.First[0].Reason, StringComparison.Ordinal);
        Assert.Equal((6, 2, 2), (report.Outcome.Read, report.Outcome.Changed, report.Outcome.Unchanged));
    }

    [Fact]
    public async Task An_error_fails_before_anything_is_sent_and_says_what_the_user_wrote()
    {
        var people = People();
        var sql = $"merge into people@ac t using {Source} using (email) when not matched then insert by name when matched and t.age is "
            + $"null then error 'no age: ' || t.id";
        var fault = await Assert.ThrowsAsync<QueryException>(() => RunAsync(sql, people));
        Assert.Equal("1 row comes to this error: no age: 3. Nothing was sent.", fault.Message);
        Assert.Equal(sql.IndexOf("when matched", StringComparison.Ordinal) + 1, fault.Column);
        Assert.Empty(people.Loads.SelectMany(l => l.Written));
        fault = await Assert.ThrowsAsync<QueryException>(
            () => RunAsync($"merge into people@ac t using {Source} using (email) when not matched by source then error"));
        Assert.Equal("2 rows come to this error. Nothing was sent.", fault.Message);
        Assert.Equal(
            "", (await RunAsync($"merge into people@ac t using {Source} using (email) when matched and t.age = 77 then error")).Done);
    }

    [Fact]
    public async Task A_few_rows_ask_the_target_for_their_partners_only()
    {
        var people = new WritableMemoryTable(
            "people", Columns) { Schema = People().Schema, Filters = [FilterRule.Lookup("email")], Rows = People().Rows, PageSize = 1 };
        await using var database = TestDatabase.Of(people);
        const string Merge = """
            create or replace table few@memory as select * from (values ('ada@x.nl', 1), ('new@x.nl', 2)) v(email, age);
            explain merge into people@ac t using few@memory s on t.email = s.email when matched then update set age = s.age when not matched
                then insert (email, age) values (s.email, s.age)
            """;
        var plan = await database.PlanAsync(Merge);
        Assert.Contains("  lookup    2 values of email from few@inmemorystorage", plan, StringComparison.Ordinal);
        Assert.Contains("  changes   insert 1, update 1", plan, StringComparison.Ordinal);
        Assert.Equal("people(id, email, age) where \"email\" in ('ada@x.nl', 'new@x.nl')", Assert.Single(people.Asked));
        Assert.Equal(1, people.Given);

        people.Forget();
        await database.PlanAsync(Merge + " when not matched by source and t.name = 'Bob' then delete");
        Assert.Equal("people(id, email, name, age)", Assert.Single(people.Asked));
    }

    [Theory]
    [InlineData("when matched then update set phone = 1", "people@ac has no column 'phone'. It can be given: email, name, age.", "phone")]
    [InlineData("when matched then update set nam = 1", "people@ac has no column 'nam'. Did you mean 'name'?", "nam")]
    [InlineData("when matched then update set id = 1", "Column 'id' is the key of people@ac", "id")]
    [InlineData("when matched then update set age = 1, age = 2", "Column 'age' is named twice.", "age = 2")]
    [InlineData("when not matched then insert (name) values (s.name)", "To insert, people@ac needs email, which is not given.",
        "when not matched")]
    [InlineData("when not matched then insert (id, email) values (1, s.email)", "Column 'id' of people@ac is given by the system",
        "id, email")]
    [InlineData("when not matched and t.age = 1 then insert by name", "Referenced table \"t\" not found! Candidate tables: \"s\".",
        "t.age = 1")]
    [InlineData("when not matched by source and s.age = 1 then delete", "Referenced table \"s\" not found! Candidate tables: \"t\".",
        "s.age = 1")]
    [InlineData("when matched and t.agee = 1 then delete", "'t' has no column 'agee'. Did you mean 'age'?", "t.agee")]
    [InlineData("when matched then update set name = s.nam", "'s' has no column 'nam'. Did you mean 'name'?", "s.nam")]
    [InlineData("when not matched then insert (email) values (s.mail)", "'s' has no column 'mail'.", "s.mail")]
    [InlineData("when matched then update set age = 'x' || $$y$$", "A value cannot be converted", "age = 'x'")]
    public async Task What_is_wrong_is_told_at_its_place_before_any_call(string clauses, string message, string at)
    {
        var people = People();
        var sql = $"merge into people@ac t using {Source} on t.email = s.email {clauses}";
        var fault = await Assert.ThrowsAsync<QueryException>(() => RunAsync(sql, people));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.Equal(sql.LastIndexOf(at, StringComparison.Ordinal) + 1, fault.Column);
        if (!message.StartsWith("A value", StringComparison.Ordinal)) Assert.Empty(people.Asked);
    }

    [Theory]
    [InlineData("when matched then delete", "Rows of people@ac cannot be deleted: the system has no call for it.")]
    [InlineData("when not matched by source then delete", "Rows of people@ac cannot be deleted: the system has no call for it.")]
    [InlineData("when matched then update set age = 1",
        "Rows of people@ac cannot be updated: the system has no call for it. Insert is all that it can.")]
    public async Task What_the_target_cannot_do_is_refused_before_any_call(string clause, string message)
    {
        var people = new WritableMemoryTable(
            "people", Columns) { Schema = new TableSchema("people", Columns) { Verbs = TableVerbs.Select | TableVerbs.Insert } };
        var fault = await Assert.ThrowsAsync<QueryException>(
            () => RunAsync($"merge into people@ac t using {Source} using (email) when not matched then insert by name {clause}", people));
        Assert.Equal(message, fault.Message);
        Assert.Empty(people.Asked);
    }

    [Fact]
    public async Task By_name_tells_what_goes_nowhere()
    {
        var (report, done) = await RunAsync(
            "merge into people@ac t using (select 2 as id, 'bob@x.nl' as email, 'B' as name, 'x' as note) s using (email) when matched "
            + "then update by name");
        Assert.Equal("Update name=B,email=bob@x.nl,id=2", done);
        Assert.Equal(
            ["people@ac has no column of the name, so that it is left out: note",
                "people@ac gives it by itself, so that it is left out: id"], report.Outcome.Notes);
    }
}
