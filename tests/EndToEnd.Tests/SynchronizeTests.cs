namespace Koppel.EndToEnd.Tests;

/// <summary>The target is made to say what the source says.</summary>
public sealed class SynchronizeTests
{
    const string Mirror = "(select email, tag from pairs@data) to ContactTagsByEmail@ac";

    static async Task<Sandbox> StartAsync(params string[] faults)
    {
        var sandbox = await Sandbox.StartAsync(faults: faults);
        sandbox.Write("data/pairs.csv", "email,tag\njohn.doe@acme.com,Test\nann@example.org,Wanted\n");
        sandbox.Write("koppel.toml", "[connections.data]\ntype = \"files\"\npath = \"data\"\n");
        return sandbox;
    }

    static async Task<(long Read, long Changed, long Unchanged, long Rejected, long NotSent)> RunAsync(Sandbox sandbox, string sql)
    {
        var run = await sandbox.RunAsync("run", sandbox.Write("sync.sql", sql), "--summary", "json");
        Assert.True(run.ExitCode == 0, run.Error);
        return run.Load();
    }

    static async Task<string> ReadAsync(Sandbox sandbox, string sql) => (await sandbox.RunAsync("query", sql, "--format", "csv")).Output;

    [Fact]
    public async Task Contacts_that_were_compared_are_not_asked_for_again()
    {
        await using var sandbox = await Sandbox.StartCountedAsync(250);
        var done = await sandbox.RunAsync("query", """
            synchronize (select email, 'Same' as lastName from contacts@ac where id <= 200
                union all select 'new' || i || '@acme.com', 'New' from range(700) r(i))
            to contacts@ac with insert or update identified by email
            """, "--summary", "json");
        Assert.True(done.ExitCode == 0, done.Error);
        Assert.Equal((900, 900, 0, 0, 0), done.Load());
        // Three pages, for the source and the target at once: who is new, the comparison knows.
        Assert.Equal(3, sandbox.Count("GET /api/3/contacts"));
        Assert.Equal(4, sandbox.Count("POST /api/3/import/bulk_import"));
        Assert.Equal("n\n700\n", await ReadAsync(sandbox, "select count(*) as n from contacts@ac where lastName = 'New'"));
    }

    [Theory, InlineData("ContactTagsByEmail"), InlineData("contactTags")]
    public async Task A_tag_that_was_given_by_hand_goes_with_delete_and_stays_without(string table)
    {
        await using var sandbox = await StartAsync();
        await RunAsync(sandbox,
            "delete from ContactTagsByEmail@ac where true; insert into contacts@ac (email) values ('ann@example.org'); insert into "
            + "tags@ac (tag) values ('Wanted')");
        await RunAsync(sandbox, "insert into ContactTagsByEmail@ac values ('ann@example.org', 'By hand'), ('john.doe@acme.com', 'Test')");
        var (source, by) = table == "contactTags"
            ? ("(select c.id as contact, t.id as tag from pairs@data p join contacts@ac c on c.email = p.email join tags@ac t on t.tag = "
                + "p.tag) to contactTags@ac", "contact, tag")
            : (Mirror, "email, tag");

        Assert.Equal((2, 1, 1, 0, 0), await RunAsync(sandbox, $"sync {source} with insert identified by {by}"));
        Assert.Equal("tag\nBy hand\nWanted\n",
            await ReadAsync(sandbox, "select tag from ContactTagsByEmail@ac where email = 'ann@example.org' order by tag"));

        Assert.Equal((3, 1, 2, 0, 0), await RunAsync(sandbox, $"sync {source} with insert or delete identified by ({by})"));
        Assert.Equal("tag\nWanted\n", await ReadAsync(sandbox, "select tag from ContactTagsByEmail@ac where email = 'ann@example.org'"));

        var writes = sandbox.Writes;
        Assert.Equal((2, 0, 2, 0, 0), await RunAsync(sandbox, $"sync {source} with insert or delete identified by {by}"));
        Assert.Equal(writes, sandbox.Writes);
    }

    [Fact]
    public async Task Contacts_are_inserted_updated_and_deleted_and_a_second_run_writes_nothing()
    {
        await using var sandbox = await StartAsync("cut:0.05");
        const string Sync = """
            create table wanted@memory as select email, firstName || '!' as firstName, phone from contacts@ac where id <= 60 union all
                select 'new' || x || '@example.org', 'New', null from range(5) r(x);
            sync wanted@memory to contacts@ac with insert or update or delete identified by email
            """;
        Assert.Equal((105, 105, 0, 0, 0), await RunAsync(sandbox, Sync));
        Assert.Equal("n\n65\n", await ReadAsync(sandbox, "select count(*) as n from contacts@ac"));

        var writes = sandbox.Writes;
        var again = Sync.Replace("firstName || '!' as firstName", "firstName", StringComparison.Ordinal)
            .Replace("id <= 60 union all", "email not like 'new%@example.org' union all", StringComparison.Ordinal);
        Assert.Equal((65, 0, 65, 0, 0), await RunAsync(sandbox, again));
        Assert.Equal(writes, sandbox.Writes);
    }

    [Theory, InlineData("delete"), InlineData("delete only own")]
    public async Task An_empty_cell_that_identifies_a_row_is_the_empty_text_that_the_account_gives_back(string delete)
    {
        await using var sandbox = await StartAsync();
        sandbox.Write("data/people.csv", "email,phone,firstName\nann@example.org,,Ann\nbob@example.org,030 1,Bob\n");
        await RunAsync(sandbox, "delete from contacts@ac where true");
        var sync = $"sync people@data to contacts@ac with insert or update or {delete} identified by email, phone";
        Assert.Equal((2, 2, 0, 0, 0), await RunAsync(sandbox, sync));

        var writes = sandbox.Writes;
        Assert.Equal((2, 0, 2, 0, 0), await RunAsync(sandbox, sync));
        Assert.Equal(writes, sandbox.Writes);
        Assert.Equal((2, 1, 1, 0, 0), await RunAsync(sandbox,
            sync.Replace("people@data", "(select email, phone, upper(firstName) as firstName from people@data where phone is null "
                + "union all select email, phone, firstName from people@data where phone is not null)", StringComparison.Ordinal)));
        Assert.Equal("email,firstName\nann@example.org,ANN\nbob@example.org,Bob\n",
            await ReadAsync(sandbox, "select email, firstName from contacts@ac order by email"));
    }

    [Fact]
    public async Task Of_rows_that_differ_only_in_the_form_of_what_identifies_them_the_first_counts()
    {
        await using var sandbox = await StartAsync();
        await RunAsync(sandbox, "delete from ContactTagsByEmail@ac where true");
        Assert.Equal((3, 1, 2, 0, 0), await RunAsync(sandbox, """
            sync (select * from (values ('John.Doe@acme.com', 'Night owl'), ('john.doe@acme.com ', 'NIGHT OWL'),
                (' JOHN.DOE@acme.com', 'night owl ')) s(email, tag)) to ContactTagsByEmail@ac with insert identified by email, tag
            """));
        Assert.Equal("email,tag\njohn.doe@acme.com,Night owl\n",
            await ReadAsync(sandbox, "select lower(email) as email, tag from ContactTagsByEmail@ac"));
    }

    [Fact]
    public async Task Tags_are_renamed_and_removed_by_their_rows()
    {
        await using var sandbox = await StartAsync();
        await RunAsync(sandbox, "insert into tags@ac (tag) values ('One'), ('Two')");
        Assert.Equal((1, 1, 0, 0, 0), await RunAsync(sandbox, "update tags@ac set tag = 'Uno', description = 'renamed' where tag = 'One'"));
        Assert.Equal((1, 0, 1, 0, 0), await RunAsync(sandbox, "update tags@ac set description = 'renamed' where tag = 'Uno'"));
        Assert.Equal((1, 1, 0, 0, 0), await RunAsync(sandbox, "delete from tags@ac where tag = 'Two'"));
        Assert.Equal("tag,description\nUno,renamed\n",
            await ReadAsync(sandbox, "select tag, description from tags@ac where tag in ('Uno', 'One', 'Two')"));
        Assert.Equal((1, 1, 0, 0, 0),
            await RunAsync(
                sandbox, "sync (select 'UNO' as tag, 'better' as description) to tags@ac with update all except (tag) identified by tag"));
    }

    [Fact]
    public async Task Caps_hold_and_explain_writes_nothing()
    {
        await using var sandbox = await StartAsync();
        const string Sync = "(select 'x' || x || '@example.org' as email from range(9) r(x)) to contacts@ac with insert";
        var explained = await sandbox.RunAsync("explain", $"sync {Sync} or delete identified by email");
        Assert.Contains("  changes   insert 9, delete 100\n", explained.Output, StringComparison.Ordinal);
        var refused = await sandbox.RunAsync("query", $"sync {Sync} error after 8 rows identified by email");
        Assert.Equal(1, refused.ExitCode);
        Assert.Equal(0, sandbox.Writes);
        Assert.Equal((9, 4, 5, 0, 0), await RunAsync(sandbox, $"sync {Sync} exit after 4 rows identified by email"));
    }

    [Fact]
    public async Task A_synchronize_that_broke_off_is_gone_on_with()
    {
        await using var sandbox = await StartAsync();
        await RunAsync(sandbox, "insert into ContactTagsByEmail@ac values ('john.doe@acme.com', 'Test')");
        await sandbox.SetFaultsAsync("500-before:1:DELETE /api/3/contactTags/{id}");
        var script = sandbox.Write("sync.sql",
            "sync (select 'john.doe@acme.com' as email, 'Test' as tag) to ContactTagsByEmail@ac with insert or delete identified by "
            + "email, tag");
        var before = sandbox.Server.GetStats().ContactTags;
        Assert.True(before > 1);

        var first = await sandbox.RunAsync("run", script, "--summary", "json");
        Assert.Equal(1, first.ExitCode);
        Assert.Equal(before, sandbox.Server.GetStats().ContactTags);
        await sandbox.SetFaultsAsync();
        var second = await sandbox.RunAsync("resume", first.Summaries[0].GetProperty("run").ToString(), "--summary", "json");

        Assert.True(second.ExitCode == 0, second.Error);
        Assert.Equal((before, before - 1, 1, 0, 0), second.Load());
        Assert.Equal(1, sandbox.Server.GetStats().ContactTags);
    }
}
