using Koppel.Engine.Tests.Ledger;
using Koppel.Engine.Tests.Testing;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Tests.Execution;

/// <summary>The connection <c>system</c> tells what there is, and <c>show tables</c> with it.</summary>
public sealed class SystemTablesTests
{
    static TestDatabase Two() =>
        TestDatabase.Over(("ac", [new Crm().Contacts, new Crm().ContactTags]),
            ("shop", [new MemoryTable("orders", Column.Key("id"), Column.Text("email"))]));

    [Fact]
    public async Task Tables_of_all_connections_of_the_session_and_of_the_ledger_are_listed()
    {
        using var folder = new LedgerFolder();
        await using var database = TestDatabase.Recording(folder.Path, new Crm().Contacts, new Crm().ContactTags);
        Assert.Equal(
            """
            ac|contacts||select
            ac|contactTags|ContactTagsByContactId|select, insert
            inmemorystorage|kept||select, insert, update, delete
            inmemorystorage|seen||select
            koppel|calls||select
            koppel|changes||select
            koppel|left||select
            koppel|rejects||select
            koppel|runs||select
            koppel|statements||select
            koppel|unmatched||select
            system|columns||select
            system|connections||select
            system|functions||select
            system|tables||select
            """,
            await database.TextAsync(
                "create table kept@memory (a int); create view seen@memory as select 1 as a; select connection, \"table\", synonyms, can "
                + "from tables@system order by connection, \"table\" collate nocase"));
    }

    [Theory]
    [InlineData("show tables", "ac|contacts\nac|contactTags\nshop|orders")]
    [InlineData("SHOW ALL TABLES;", "ac|contacts\nac|contactTags\nshop|orders")]
    [InlineData("show tables from shop", "shop|orders")]
    public async Task Show_tables_shows_those_of_connections(string script, string expected)
    {
        await using var database = Two();
        Assert.Equal(expected, string.Join('\n', (await database.RowsAsync(script)).Select(r => $"{r[0]}|{r[1]}")));
    }

    [Fact]
    public async Task Show_databases_shows_connections_and_none_of_DuckDBs_inner_catalogs()
    {
        await using var database = Two();
        await database.RowsAsync("select count(*) from contacts@ac a join contacts@ac b using (id)");
        Assert.Equal("ac|shop|inmemorystorage|system", string.Join('|', (await database.RowsAsync("show databases")).Select(r => r[0])));
    }

    [Fact]
    public async Task Columns_of_tables_of_connections_and_of_the_session_are_listed()
    {
        await using var database = Two();
        Assert.Equal(
            "ac|contactTags|contact|2|BIGINT|required, → "
            + "contacts\ninmemorystorage|kept|contact|1|DECIMAL(5,2)|\nshop|orders|email|2|VARCHAR|",
            await database.TextAsync(
                "create table kept@memory (contact decimal(5, 2)); select connection, \"table\", \"column\", position, type, traits from "
                    + "columns@system "
                + "where (\"column\" = 'contact' or (connection = 'shop' and \"column\" = 'email')) order by all"));
    }

    [Fact]
    public async Task A_connection_that_cannot_be_used_is_a_row_with_its_fault_and_the_others_are_there()
    {
        var broken = new ConnectorException(ConnectorErrorKind.Unreachable, "Nobody answers.");
        await using var database = TestDatabase.Over(
            ("ac", [new Crm().Tags]),
            ("down",
                [new MemoryTable("orders", Column.Key("id")) { Rows = [[1L]], FailsAfter = 0, Failure = broken, FailsToList = true }]));
        Assert.Equal("ac|ok|null\ndown|down|Nobody answers.",
            await database.TextAsync(
                "select connection, state, fault from connections@system where type <> 'session' and type <> 'system'"));
        Assert.Equal("ac|tags|null\ndown|null|Nobody answers.",
            await database.TextAsync("select connection, \"table\", fault from tables@system where connection in ('ac', 'down')"));
        Assert.Equal("ac|2|0\ndown|0|1",
            await database.TextAsync(
                "select connection, count(\"column\"), count(fault) from columns@system where connection in ('ac', 'down') group by all "
                + "order by 1"));
        var listings = await database.Database.ListTablesAsync();
        Assert.Equal([("ac", "tags", null), ("down", "", "Nobody answers.")], listings.Select(l => (l.Connection, l.Name, l.Fault)));
    }

    [Fact]
    public async Task Functions_are_listed_those_of_the_session_too()
    {
        await using var database = Two();
        Assert.Equal("regexp_matches|scalar",
            await database.TextAsync("select distinct function, kind from functions@system where function = 'regexp_matches'"));
        Assert.Equal("twice|macro|x",
            await database.TextAsync(
                "create macro twice(x) as x * 2; select function, kind, parameters from functions@system where function = 'twice'"));
        Assert.Equal("0", await database.TextAsync("select count(*) from functions@system where function like '\\_\\_scan%' escape '\\'"));
    }

    [Fact]
    public async Task They_are_tables_like_others()
    {
        await using var database = Two();
        Assert.Equal("2",
            await database.TextAsync(
                "create view v@memory as select * from tables@system where connection = 'ac'; select count(*) from v"));
        Assert.Equal("12",
            await database.TextAsync(
                "select count(*) from tables@system t join columns@system c on c.connection = t.connection and c.\"table\" = t.\"table\" "
                + "where t.connection = 'ac'"));
        Assert.Equal("There is no column 'nope'.", (await database.ErrorAsync("select nope from tables@system")).Message);
        Assert.Equal("tables@system can be read but not loaded.",
            (await database.ErrorAsync("insert into tables@system select 1")).Message.Split(" It")[0]);
    }
}
