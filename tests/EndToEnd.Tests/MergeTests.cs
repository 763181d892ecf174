namespace Koppel.EndToEnd.Tests;

/// <summary>A merge into the system, and a mirror whose source fails.</summary>
public sealed class MergeTests
{
    const string People = """
        create table people@memory as
        select email, firstName || '!' as firstName from contacts@ac where id <= 60 union all select 'new' || x || '@example.org', 'New'
            from range(5) r(x);
        """;

    static async Task<(long Read, long Changed, long Unchanged, long Rejected, long NotSent)> RunAsync(Sandbox sandbox, string sql)
    {
        var run = await sandbox.RunAsync("run", sandbox.Write("merge.sql", sql), "--summary", "json");
        Assert.True(run.ExitCode == 0, run.Error);
        return run.Load();
    }

    static async Task<string> ReadAsync(Sandbox sandbox, string sql) => (await sandbox.RunAsync("query", sql, "--format", "csv")).Output;

    [Fact]
    public async Task Contacts_are_changed_by_imports_inserted_and_deleted_and_a_second_run_writes_nothing()
    {
        await using var sandbox = await Sandbox.StartAsync(faults: ["cut:0.05"]);
        const string Merge = """
            merge into contacts@ac c using people@memory p on c.email = p.email
            when matched and c.id <= 50 then update set firstName = p.firstName
            when matched then do nothing
            when not matched then insert (email, firstName) values (p.email, p.firstName)
            when not matched by source and c.id > 90 then delete
            """;
        Assert.Equal((105, 65, 40, 0, 0), await RunAsync(sandbox, People + Merge));
        Assert.Equal("n,changed\n95,50\n",
            await ReadAsync(sandbox, "select count(*) as n, count(*) filter (where firstName like '%!') as changed from contacts@ac"));
        Assert.Equal(0, sandbox.Count("PUT /api/3/contacts/{id}"));
        Assert.InRange(sandbox.Count("POST /api/3/import/bulk_import"), 1, 5);

        var writes = sandbox.Writes;
        Assert.Equal(
            (95, 0, 95, 0, 0), await RunAsync(sandbox, People.Replace("firstName || '!'", "firstName", StringComparison.Ordinal) + Merge));
        Assert.Equal(writes, sandbox.Writes);
    }

    [Fact]
    public async Task Pairs_of_contact_and_tag_become_those_of_the_source()
    {
        await using var sandbox = await Sandbox.StartAsync();
        const string Merge = """
            merge into ContactTagsByEmail@ac t using (values ('john.doe@acme.com', 'Test'), ('john.doe@acme.com', 'Wanted')) s(email, tag)
                using (email, tag)
            when not matched then insert by name
            when not matched by source and t.email = 'john.doe@acme.com' then delete
            """;
        await RunAsync(sandbox, "insert into ContactTagsByEmail@ac values ('john.doe@acme.com', 'By hand'), ('john.doe@acme.com', 'Test')");
        await RunAsync(sandbox, Merge);
        Assert.Equal("tag\nTest\nWanted\n",
            await ReadAsync(sandbox, "select tag from ContactTagsByEmail@ac where email = 'john.doe@acme.com' order by tag"));
        var writes = sandbox.Writes;
        await RunAsync(sandbox, Merge);
        Assert.Equal(writes, sandbox.Writes);
    }

    [Fact]
    public async Task A_merge_of_few_rows_asks_for_their_contacts_only()
    {
        await using var sandbox = await Sandbox.StartAsync(contacts: 2_000);
        sandbox.Write("data/few.csv", "email,name\njohn.doe@acme.com,Joe\nnew@example.org,New\n");
        sandbox.Write("koppel.toml", "[connections.data]\ntype = \"files\"\npath = \"data\"\n");
        var plan = await sandbox.RunAsync("explain", """
            merge into contacts@ac c using few@data f on c.email = f.email
            when matched then update set firstName = f.name when not matched then insert (email, firstName) values (f.email, f.name)
            """);
        Assert.Contains("  lookup    2 values of email from few@data", plan.Output, StringComparison.Ordinal);
        Assert.Contains("  changes   insert 1, update 1", plan.Output, StringComparison.Ordinal);
        Assert.InRange(sandbox.Count("GET /api/3/contacts"), 1, 4);
    }

    [Fact]
    public async Task A_merge_that_broke_off_is_gone_on_with()
    {
        await using var sandbox = await Sandbox.StartAsync(faults: ["500-before:1:DELETE /api/3/contacts/{id}"]);
        var script = sandbox.Write("merge.sql",
            "merge into contacts@ac c using (select 1 as id) s using (id) when not matched by source and c.id > 97 then delete");
        var first = await sandbox.RunAsync("run", script, "--summary", "json");
        Assert.Equal(1, first.ExitCode);
        await sandbox.SetFaultsAsync();
        var second = await sandbox.RunAsync("resume", first.Summaries[0].GetProperty("run").ToString(), "--summary", "json");
        Assert.True(second.ExitCode == 0, second.Error);
        Assert.Equal((100, 3, 97, 0, 0), second.Load());
        Assert.Equal("n\n97\n", await ReadAsync(sandbox, "select count(*) as n from contacts@ac"));
    }

    /// <summary>The remote system's refusal is no empty table: nothing may be deleted for it.</summary>
    [Theory]
    [InlineData("500-before:1:GET /api/3/contacts", "sync")]
    [InlineData("503:1:GET /api/3/contacts", "sync")]
    [InlineData("429:1:GET /api/3/contacts", "sync")]
    [InlineData("garbage:1:GET /api/3/contacts", "sync")]
    [InlineData("500-before:1:GET /api/3/contacts", "merge")]
    public async Task A_source_whose_system_fails_deletes_nothing(string fault, string verb)
    {
        await using var far = await Sandbox.StartAsync(contacts: 300, timeScale: 2_000);
        await using var sandbox = await Sandbox.StartAsync(timeScale: 2_000);
        var tags = sandbox.Server.GetStats().ContactTags;
        Assert.True(tags > 0);
        await far.SetFaultsAsync(fault);
        const string Source = "(select email, 'Test' as tag from contacts@far)";
        var run = await sandbox.RunAsync("query", verb == "sync"
            ? $"sync {Source} to ContactTagsByEmail@ac with insert or delete identified by email, tag"
            : $"merge into ContactTagsByEmail@ac t using {Source} s using (email, tag) when not matched by source then delete",
            "--connect", far.Connect.Replace("ac=", "far=", StringComparison.Ordinal));
        Assert.True(run.ExitCode != 0, run.Error);
        Assert.Contains("/api/3/contacts", run.Error, StringComparison.Ordinal);
        Assert.Equal((0, tags), (sandbox.Writes, sandbox.Server.GetStats().ContactTags));
    }
}
