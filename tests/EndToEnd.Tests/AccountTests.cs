namespace Koppel.EndToEnd.Tests;

/// <summary>Accounts are read, inserted, changed, removed and synchronized in SQL.</summary>
public sealed class AccountTests
{
    const string Insert = "insert into accounts@ac (name, accountUrl) values ('Windmill Paper', 'https://www.example.com/'), ('windmill "
        + "paper', null), ('Northwind Bikes', null), (' ', 'https://nameless.example.com/')";

    [Fact]
    public async Task A_load_prices_itself_and_a_second_one_sends_nothing()
    {
        await using var sandbox = await Sandbox.StartAsync();

        var plan = await sandbox.RunAsync("explain", Insert);
        Assert.Contains("rows      4 rows read = 1 to change + 2 already there + 1 rejected", Said(plan), StringComparison.Ordinal);
        Assert.Contains("1 x POST /api/3/accounts", Said(plan), StringComparison.Ordinal);
        Assert.Equal(0, sandbox.Writes);

        Assert.Equal((4, 1, 2, 1, 0), (await sandbox.RunAsync("query", Insert, "--summary", "json")).Load());
        Assert.Equal((4, 0, 3, 1, 0), (await sandbox.RunAsync("query", Insert, "--summary", "json")).Load());
        Assert.Equal((1L, 1L), (sandbox.Writes, sandbox.Count("POST /api/3/accounts")));
        Assert.Equal("name,accountUrl,owner\nWindmill Paper,https://www.example.com/,1\n",
            await ReadAsync(sandbox, "select name, accountUrl, owner from accounts@ac where id = 9"));
    }

    [Fact]
    public async Task Accounts_are_changed_and_removed_by_their_rows()
    {
        await using var sandbox = await Sandbox.StartAsync();

        Assert.Equal((1, 1, 0, 0, 0),
            await RunAsync(sandbox, "update accounts@ac set name = 'Southwind', owner = 2 where name = 'Northwind Bikes'"));
        Assert.Equal((1, 0, 1, 0, 0), await RunAsync(sandbox, "update accounts@ac set owner = 2 where name = 'Southwind'"));
        Assert.Equal((2, 2, 0, 0, 0), await RunAsync(sandbox, "delete from accounts@ac where id > 6"));
        Assert.Equal("name,owner\nSouthwind,2\n", await ReadAsync(sandbox, "select name, owner from accounts@ac where id in (1, 7, 8)"));
        var taken = await sandbox.RunAsync("query", "update accounts@ac set name = 'harbour logistics' where id <= 2", "--summary", "json");
        Assert.Equal((2, 0, 0, 2, 0), taken.Load());
        Assert.Contains("already exists", taken.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Synchronize_does_what_it_names_and_nothing_the_second_time()
    {
        await using var sandbox = await Sandbox.StartAsync();
        const string Sync = """
            synchronize (select * from (values ('northwind bikes ', 'https://bikes.example.com/'), ('Windmill Paper', null)) v(name,
                accountUrl)) to accounts@ac
            with insert or update all except (name) or delete identified by name
            """;

        Assert.Equal((9, 9, 0, 0, 0), await RunAsync(sandbox, Sync));
        Assert.Equal("id,name,accountUrl\n1,Northwind Bikes,https://bikes.example.com/\n9,Windmill Paper,\n",
            await ReadAsync(sandbox, "select id, name, accountUrl from accounts@ac order by id"));

        var writes = sandbox.Writes;
        Assert.Equal((2, 0, 2, 0, 0), await RunAsync(sandbox, Sync));
        Assert.Equal(writes, sandbox.Writes);
    }

    [Fact]
    public async Task Counts_are_left_out_unless_they_are_named()
    {
        await using var sandbox = await Sandbox.StartAsync();

        Assert.Equal("id,name,accountUrl,owner,createdTimestamp,updatedTimestamp",
            (await ReadAsync(sandbox, "select * from accounts@ac")).Split('\n')[0]);
        Assert.Equal("name,contactCount\nNorthwind Bikes,0\n",
            await ReadAsync(sandbox, "select name, contactCount from accounts@ac where name = 'Northwind Bikes'"));
        Assert.Contains("GET /api/3/accounts?count_deals=true in pages of 100",
            (await sandbox.RunAsync("explain", "select contactCount from accounts@ac")).Output, StringComparison.Ordinal);
    }

    static async Task<(long Read, long Changed, long Unchanged, long Rejected, long NotSent)> RunAsync(Sandbox sandbox, string sql)
    {
        var run = await sandbox.RunAsync("query", sql, "--summary", "json");
        Assert.True(run.ExitCode == 0, run.Error);
        return run.Load();
    }

    static async Task<string> ReadAsync(Sandbox sandbox, string sql) => (await sandbox.RunAsync("query", sql, "--format", "csv")).Output;

    static string Said(Koppel run) => run.Output + run.Error;
}
