using Koppel.Engine.Sql;
using Koppel.Engine.Statements;
using Koppel.Engine.Tests.Testing;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Tests.Execution;

public sealed class DatabaseTests
{
    [Fact]
    public async Task Tables_are_listed_with_their_verbs()
    {
        await using var database = TestDatabase.Over(("ac", [new Crm().Tags, new Crm().ContactTags]), ("other", [new Crm().Contacts]));
        var all = await database.Database.ListTablesAsync();
        Assert.Equal(["tags@ac", "contactTags@ac", "contacts@other"], all.Select(t => $"{t.Name}@{t.Connection}"));
        Assert.Equal([TableVerbs.Select, TableVerbs.Select | TableVerbs.Insert, TableVerbs.Select], all.Select(t => t.Verbs));
        Assert.Equal("contacts", Assert.Single(await database.Database.ListTablesAsync("OTHER")).Name);
        Assert.Equal("There is no connection 'othr'. Did you mean 'other'?",
            (await Assert.ThrowsAsync<QueryException>(async () => await database.Database.ListTablesAsync("othr"))).Message);
    }

    [Fact]
    public async Task A_table_is_described_with_types_and_traits()
    {
        await using var database = new Crm().Open();
        var table = await database.Database.DescribeAsync("contacttags@ac");
        Assert.Equal("contactTags", table.Table.Name);
        Assert.Equal(["id BIGINT key", "contact BIGINT required → contacts", "tag BIGINT required → tags", "cdate TIMESTAMPTZ read-only"],
            table.Columns.Select(c => $"{c.Name} {c.Type} {string.Join(' ', c.Traits)}"));
    }

    [Theory]
    [InlineData("contacts", "'contacts' is no table of a connection. Write it as contacts@ac.")]
    [InlineData("x@memory", "'x@memory' is no table of a connection. Write it as contacts@ac.")]
    [InlineData("contacs@ac", "Connection 'ac' has no table 'contacs'. Did you mean contacts@ac?")]
    [InlineData("contacts@ca", "There is no connection 'ca'. Did you mean 'ac'?")]
    public async Task What_is_no_table_is_not_described(string table, string message)
    {
        await using var database = new Crm().Open();
        Assert.Equal(message, (await Assert.ThrowsAsync<QueryException>(async () => await database.Database.DescribeAsync(table))).Message);
    }

    [Fact]
    public async Task A_value_with_a_zero_in_it_comes_whole()
    {
        await using var database = TestDatabase.Of();
        var options = new ExecuteOptions { Variables = new Dictionary<string, string> { ["v"] = "a\0'b" } };
        Assert.Equal("a\0'b", Assert.Single((await database.RunAsync("select $v", options))[^1].Rows)[0]);
    }

    [Fact]
    public async Task Variables_are_values_and_never_SQL()
    {
        await using var database = new Crm().Open();
        var options = new ExecuteOptions { Variables = new Dictionary<string, string> { ["who"] = "x' or '1'='1", ["mail"] = "bob@x.de" } };
        Assert.Empty((await database.RunAsync("select id from contacts@ac where email = $who", options))[0].Rows);
        Assert.Equal([2L], (await database.RunAsync("select id from contacts@ac where email = $mail", options))[0].Rows[0]);
    }

    [Fact]
    public async Task Calls_are_counted_for_the_statement_that_made_them()
    {
        await using var database = new Crm().Open();
        var results = await database.RunAsync(
            "select count(*) from contacts@ac; insert into contactTags@ac (contact, tag) select 1, id from tags@ac");
        Assert.Equal(["GET tags = 1"], Assert.IsType<LoadResult>(results[1].Of).Report.Calls.Select(c => $"{c.Key} = {c.Value}"));
    }

    [Fact]
    public async Task Two_connections_with_the_same_table_are_two_tables()
    {
        var one = new MemoryTable("t", Column.BigInt("a")) { Rows = [[1L]] };
        var two = new MemoryTable("t", Column.BigInt("a")) { Rows = [[2L]] };
        await using var database = TestDatabase.Over(("x", [one]), ("my y", [two]));
        Assert.Equal("1|2", await database.TextAsync("select a.a, b.a from t@x a, t@\"my y\" b"));
    }
}
