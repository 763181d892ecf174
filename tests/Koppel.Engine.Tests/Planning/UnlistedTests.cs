using Koppel.Engine.Statements;
using Koppel.Engine.Tests.Testing;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Tests.Planning;

/// <summary>A table that the remote system does not list: its rows are looked up by the values that the statement has.</summary>
public sealed class UnlistedTests
{
    const string Reason = "The logs are told one person at a time. Say which, or join them with people.";

    static (TestDatabase Database, MemoryTable Logs) Open(int people = 40)
    {
        var logs = new MemoryTable("logs", Column.BigInt("id"), Column.BigInt("person"))
        {
            Rows = [.. Enumerable.Range(1, people).Select(i => new object?[] { (long)i, (long)i })],
            Filters = [FilterRule.Lookup("person")],
            Unlisted = Reason,
        };
        var persons = new MemoryTable("people", Column.BigInt("id"), Column.Text("name"))
        {
            Rows = [.. Enumerable.Range(1, people).Select(i => new object?[] { (long)i, $"p{i}" })],
        };
        return (TestDatabase.Of(logs, persons), logs);
    }

    [Theory]
    [InlineData("select count(*) from logs@ac where person in (3, 4)", "2")]
    [InlineData("select count(*) from people@ac p join logs@ac l on l.person = p.id", "40")]
    [InlineData("select count(*) from people@ac p join logs@ac l on l.person = p.id where p.name = 'p7'", "1")]
    [InlineData("select count(l.id) from people@ac p left join logs@ac l on l.person = p.id", "40")]
    [InlineData("select count(*) from logs@ac where person in (select id from people@ac)", "40")]
    [InlineData("create table few@memory as select unnest([1, 2, 99]) x; select count(*) from few@memory f join logs@ac l on l.person = "
        + "f.x", "2")]
    public async Task A_condition_or_a_join_finds_its_rows(string sql, string count)
    {
        var (database, logs) = Open();
        await using (database) Assert.Equal(count, await database.TextAsync(sql));
        Assert.DoesNotContain("logs(person)", logs.Asked);
    }

    [Theory]
    [InlineData("select * from logs@ac")]
    [InlineData("select count(*) from logs@ac")]
    [InlineData("select * from logs@ac where id = 3")]
    [InlineData("select * from logs@ac l left join people@ac p on l.person = p.id")]
    public async Task A_statement_that_gives_no_value_is_refused_with_the_reason(string sql)
    {
        var (database, logs) = Open();
        await using var _ = database;

        var failed = Assert.IsType<FailedResult>((await database.RunAsync(sql))[^1].Of);

        Assert.Contains(Reason, failed.Fault.Message, StringComparison.Ordinal);
        Assert.Equal(0, logs.Calls);
    }
}
