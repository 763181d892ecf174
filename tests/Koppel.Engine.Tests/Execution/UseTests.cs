using Koppel.Engine.Statements;
using Koppel.Engine.Tests.Testing;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Tests.Execution;

/// <summary><c>use</c> lets tables be read without their connection, in one or in several.</summary>
public sealed class UseTests
{
    static MemoryTable People(string name, params object?[][] rows) => new(
        "people", Column.Key("id"), Column.Text("email"), Column.Text(name))
    {
        Filters = [FilterRule.Exact("id")], Rows = [.. rows],
    };

    static readonly MemoryTable Tags = new("tags", Column.Key("id"), Column.Text("tag")) { Rows = [[1L, "VIP"]] };

    readonly MemoryTable _one = People("shoe", [1L, "ada@x.nl", "38"], [2L, "bob@x.nl", "44"]);
    readonly MemoryTable _two = People("hat", [1L, "cid@x.nl", "L"]);
    readonly WritableMemoryTable _target = new("target", Column.Key("id"), Column.Text("email"));

    TestDatabase Open() => TestDatabase.Over(("ac1", [_one, Tags, _target]), ("ac2", [_two]));

    [Fact]
    public async Task Of_several_connections_each_is_read_and_named_in_the_first_column()
    {
        await using var database = Open();
        Assert.Equal(
            "ac1|1|ada@x.nl|38|null\nac1|2|bob@x.nl|44|null\nac2|1|cid@x.nl|null|L",
            await database.TextAsync("use ac1, ac2; select * from people order by connection, id"));
        Assert.Equal("ac1|2\nac2|1", await database.TextAsync("select connection, count(*) from people group by 1 order by 1"));
    }

    [Fact]
    public async Task A_condition_reaches_each_connection()
    {
        await using var database = Open();
        Assert.Equal("ac1|ada@x.nl\nac2|cid@x.nl", await database.TextAsync(
            "use ac1, ac2; select p.connection, p.email from people p where p.id = 1 order by 1"));
        Assert.Equal("people(id, email, shoe) where \"id\" = 1", string.Join('\n', _one.Asked));
        Assert.Equal("people(id, email, hat) where \"id\" = 1", string.Join('\n', _two.Asked));
    }

    [Fact]
    public async Task Aliases_joins_and_queries_of_a_name_work_as_ever()
    {
        await using var database = Open();
        Assert.Equal("2", await database.TextAsync(
            "use ac1, ac2; select count(*) from people a join people as b on a.id = b.id and a.connection < b.connection, "
                + "(select 1 union all select 2)"));
        Assert.Equal("9", await database.TextAsync("with people as (select 9 as id) select id from people"));
        Assert.Equal("3", await database.TextAsync("create view everybody@memory as select * from people; select count(*) from everybody"));
        Assert.Equal("3", await database.TextAsync("use; select count(*) from everybody@memory"));
        Assert.Equal("connection", (await database.RowsAsync("use ac1, ac2; describe people"))[0][0]);
    }

    [Fact]
    public async Task Of_one_connection_a_table_is_as_it_is()
    {
        await using var database = Open();
        Assert.Equal("1|VIP", await database.TextAsync("use ac1; select * from tags"));
        Assert.Equal("ada@x.nl", await database.TextAsync("select people.email from people where people.id = 1"));
        Assert.Equal("people(id, email) where \"id\" = 1", string.Join('\n', _one.Asked));
    }

    [Fact]
    public async Task What_the_session_has_by_that_name_is_meant_first()
    {
        await using var database = Open();
        Assert.Equal("mine", await database.TextAsync("create table tags@memory as select 'mine' as tag; use ac1; select tag from tags"));
    }

    [Fact]
    public async Task Use_alone_goes_back_and_memory_is_what_it_was()
    {
        await using var database = Open();
        Assert.Contains("There is no table 'people' here.",
            (await database.ErrorAsync("use ac1; use; select * from people")).Message, StringComparison.Ordinal);
        Assert.Contains("There is no table 'people' here.",
            (await database.ErrorAsync("use ac1; use memory; select * from people")).Message, StringComparison.Ordinal);
        Assert.Equal("1", await database.TextAsync("create schema s; use s; create table t as select 1 as a; select a from t"));
    }

    [Fact]
    public async Task Loads_are_refused_while_several_are_in_use_and_never_guess_their_target()
    {
        await using var database = Open();
        Assert.StartsWith("insert is refused while ac1, ac2 are in use",
            (await database.ErrorAsync("use ac1, ac2; insert into target@ac1 select id, email from people")).Message,
            StringComparison.Ordinal);
        Assert.StartsWith("With use a table without a connection is only read. To write, name it with its connection: target@ac1.",
            (await database.ErrorAsync("use ac1; insert into target select 1, 'a'")).Message, StringComparison.Ordinal);
        Assert.Empty(_target.Loads);
        await database.RowsAsync("use ac1; insert into target@ac1 (email) select email from people");
        Assert.Equal(2, _target.Loads[^1].Given.Count);
    }

    [Theory]
    [InlineData("use ac1, ac3", 10, "There is no connection 'ac3'. Did you mean 'ac1'?")]
    [InlineData("use ac1, ac1", 10, "ac1 stands twice here.")]
    [InlineData("use ac1,", 8, "The name of a connection is needed here")]
    [InlineData("use ac1 ac2", 9, "A comma is needed between the connections.")]
    [InlineData("use ac1, ac2; select * from tags", 29, "Connection 'ac2' has no table 'tags'.")]
    [InlineData("use ac1, ac2; select nosuch from people", 22, "There is no column 'nosuch'.")]
    public async Task What_is_wrong_is_told_at_its_place(string script, int column, string message)
    {
        await using var database = Open();
        var fault = await database.ErrorAsync(script);
        Assert.StartsWith(message, fault.Message, StringComparison.Ordinal);
        Assert.Equal(column, fault.Column);
    }

    [Fact]
    public async Task The_plan_of_a_statement_shows_each_connection()
    {
        await using var database = Open();
        var plan = await database.PlanAsync("use ac1, ac2; explain select * from people where id = 1");
        Assert.Contains("people@ac1", plan, StringComparison.Ordinal);
        Assert.Contains("people@ac2", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_done_is_told()
    {
        await using var database = Open();
        var results = await database.RunAsync("use ac1, ac2; use");
        Assert.Equal(["ac1, ac2 in use", "no connection in use"], results.Select(r => ((DoneResult)r.Of).Message));
    }
}
