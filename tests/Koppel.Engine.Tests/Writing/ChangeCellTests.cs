using Koppel.Engine.Sql;
using Koppel.Engine.Statements;
using Koppel.Engine.Tests.Testing;

namespace Koppel.Engine.Tests.Writing;

/// <summary>
/// Update, merge and synchronize: a cell that does not fit costs its row, and no row of the target is taken for one that only the target
/// has.
/// </summary>
public sealed class ChangeCellTests
{
    static async Task<(string Done, string Rejects, LoadReport Report)> RunAsync(string sql)
    {
        var (report, done) = await People.RunAsync(sql, People.Table(), (_, v) => $"{v}");
        return (done, string.Join("; ", report.Outcome.Rejects.First.Select(r => $"{r.Row} {r.Code} {string.Join(',', r.Values)}")),
            report);
    }

    const string Source = "(select * from (values ('ada@x.nl', 'A', 'old'), ('bob@x.nl', 'B', '41'), ('new@x.nl', 'N', '4.5'), "
        + "('two@x.nl', 'T', '2')) s(email, name, age))";

    [Fact]
    public async Task Of_an_update_the_other_rows_are_changed()
    {
        var (done, rejects, report) = await RunAsync(
            "update people@ac p set age = s.years, name = s.n from (values (1, 'old', 'A'), (2, '41', 'B')) s(i, years, n) where s.i = "
            + "p.id");
        Assert.Equal(("Update 41,B,2", "1 value-invalid old,A,1"), (done, rejects));
        Assert.Equal("'old' in column years is no value of age, which holds a whole number of at most 18 digits.",
            report.Outcome.Rejects.First[0].Reason);
    }

    [Theory]
    [InlineData("insert or update or delete identified by email",
        "Insert two@x.nl,T,2; Update bob@x.nl,B,41,2; Delete cid@x.nl,,,3; Delete ,Nobody,1,4",
        "1 value-invalid ada@x.nl,A,old; 3 value-invalid new@x.nl,N,4.5")]
    [InlineData("insert identified by email", "Insert two@x.nl,T,2", "1 value-invalid ada@x.nl,A,old; 3 value-invalid new@x.nl,N,4.5")]
    public async Task Of_a_synchronize_the_row_is_rejected_and_the_targets_row_stays(string with, string done, string rejects)
    {
        var (real, refused, _) = await RunAsync($"sync {Source} to people@ac with {with}");
        Assert.Equal((done, rejects), (real, refused));
    }

    [Fact]
    public async Task A_bad_row_and_a_good_one_for_the_same_row_of_the_target_do_not_hinder_each_other()
    {
        var (done, rejects, _) = await RunAsync(
            "sync (select * from (values ('ada@x.nl', 'old'), ('ada@x.nl', '31'), ('ada@x.nl', 'x')) s(email, age)) to people@ac with "
            + "update identified by email");
        Assert.Equal(("Update ada@x.nl,31,1", "1 value-invalid ada@x.nl,old; 3 value-invalid ada@x.nl,x"), (done, rejects));
    }

    [Fact]
    public async Task Where_a_row_of_the_source_cannot_be_told_nothing_is_deleted()
    {
        var (done, rejects, report) = await RunAsync(
            "sync (select * from (values ('1', 'A'), ('two', 'B')) s(id, name)) to people@ac with update or delete identified by id");
        Assert.Equal(("Update A,1", "2 value-invalid B"), (done, rejects));
        Assert.Contains(
            "3 rows that only people@ac has are left: a rejected row of the source, which tells no value by which a row is found, may "
            + "mean one of them", report.Outcome.Notes);
        Assert.Equal("'two' is no value of id, which holds a whole number of at most 18 digits.", report.Outcome.Rejects.First[0].Reason);
    }

    [Fact]
    public async Task Of_a_merge_the_other_rows_are_changed()
    {
        var (done, rejects, _) = await RunAsync(
            $"merge into people@ac t using {Source} s on t.email = s.email when matched then update set age = s.age when not matched "
                + $"then insert (email, age) values (s.email, s.age) when not matched by source then delete");
        Assert.Equal(
            ("Insert 2,two@x.nl; Update 41,bob@x.nl,2; Delete ,cid@x.nl,3; Delete 1,,4",
                "1 value-invalid old,ada@x.nl; 3 value-invalid 4.5,new@x.nl"), (done, rejects));
    }

    [Theory]
    [InlineData("on t.id = s.id when matched then update set name = s.name", "Update A,1", "2 value-invalid null")]
    [InlineData("on s.id = t.id when matched then update set name = s.name || s.id", "Update A1,1", "2 value-invalid null")]
    [InlineData("using (id) when matched then update set name = s.name when not matched by source then delete", "Update A,,1",
        "2 value-invalid null")]
    [InlineData("on t.id = s.id when not matched then insert (email, name) values (s.name || '@x.nl', s.name)", "Insert C@x.nl,C",
        "2 value-invalid null")]
    public async Task A_row_of_a_merge_whose_key_does_not_fit_is_rejected(string clauses, string done, string rejects)
    {
        var (real, refused, report) = await RunAsync(
            $"merge into people@ac t using (select * from (values ('1', 'A'), ('two', 'B'), ('77', 'C')) s(id, name)) s {clauses}");
        Assert.Equal((done, rejects.Split(' ')[0]), (real, refused.Split(' ')[0]));
        Assert.Equal("'two' is no value of id, which holds a whole number of at most 18 digits.",
            Assert.Single(report.Outcome.Rejects.First).Reason);
    }

    [Fact]
    public async Task An_address_that_looks_the_same_is_the_same_row_to_a_synchronize_and_stays_as_it_is_there()
    {
        var (done, rejects, _) = await RunAsync(
            "sync (select 'A' || chr(8203) || 'da@x.nl' as email, 'Ada L' as name) to people@ac with insert or update or delete "
            + "identified by email");
        Assert.StartsWith("Update ada@x.nl,Ada L,1; Delete bob@x.nl", done, StringComparison.Ordinal);
        Assert.Equal("", rejects);
    }

    [Theory]
    [InlineData("sync (select * from (values ('bob@x.nl', 'B'), (null, ''), (null, null)) s(email, name)) to people@ac with insert or "
        + "update identified by email", "Update bob@x.nl,B,2")]
    [InlineData("merge into people@ac t using (select * from (values ('bob@x.nl', 'B'), (null, ''), (' ', null)) s(email, name)) s using "
        + "(email) when matched then update by name when not matched then insert by name", "Update B,bob@x.nl,2")]
    public async Task Rows_without_a_value_are_not_read(string sql, string done)
    {
        var (real, rejects, report) = await RunAsync(sql);
        Assert.Equal((done, "", 1), (real, rejects, report.Outcome.Read));
        Assert.Contains("2 rows without any value in the loaded columns were not read", report.Outcome.Notes);
    }

    [Theory]
    [InlineData("sync (select * from (values (null, ''), (null, null)) s(email, name)) to people@ac with insert or delete identified by "
        + "email")]
    [InlineData("merge into people@ac t using (select * from (values (null, ''), (' ', null)) s(email, name)) s using (email) when not "
        + "matched then insert by name when not matched by source then delete")]
    public async Task When_all_rows_are_without_a_value_it_fails_and_deletes_nothing(string sql)
    {
        var fault = await Assert.ThrowsAsync<QueryException>(() => RunAsync(sql));
        Assert.StartsWith(
            "All 2 rows of the source have no value in the columns that people@ac is to get", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("update people@ac set age = 'abc' where id = 1", "age")]
    [InlineData("merge into people@ac t using (select 'ada@x.nl' as email) s using (email) when matched then update set age = 'abc'",
        "age")]
    [InlineData("sync (select 'ada@x.nl' as email, 'abc' as age) to people@ac with update identified by email", null)]
    public async Task A_constant_that_can_never_be_converted_is_a_fault_of_the_statement(string sql, string? at)
    {
        var fault = await Assert.ThrowsAsync<QueryException>(() => RunAsync(sql));
        Assert.Contains("'abc'", fault.Message, StringComparison.Ordinal);
        if (at is not null) Assert.Equal(sql.LastIndexOf(at + " =", StringComparison.Ordinal) + 1, fault.Column);
    }
}
