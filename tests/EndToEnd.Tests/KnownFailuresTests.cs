using System.Globalization;
using Koppel.Sandbox;

namespace Koppel.EndToEnd.Tests;

/// <summary>What tools of this kind are known to get wrong, and this one must not.</summary>
public sealed class KnownFailuresTests
{
    [Fact]
    public async Task A_run_of_which_every_row_failed_is_not_called_a_success()
    {
        await using var sandbox = await Sandbox.StartAsync();

        var run = await sandbox.RunAsync("query",
            "insert into ContactTagsByEmail@ac values ('nobody@nowhere.example', 'Test'), ('no address', 'Test')", "--summary", "json");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal((2, 0, 0, 2, 0), run.Load());
        Assert.Equal("failed", run.Summaries[0].GetProperty("status").GetString());
        Assert.Equal("status\nfailed\n", (await sandbox.RunAsync("query", "select status from runs@koppel", "--format", "csv")).Output);
    }

    [Fact]
    public async Task A_mirror_deletes_what_it_is_to_delete_and_says_how_much()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await sandbox.RunAsync("query", "insert into ContactTagsByEmail@ac select email, 'Mirror' from contacts@ac where id <= 20");

        var run = await sandbox.RunAsync("query", """
            create table wanted@memory as select email, tag from ContactTagsByEmail@ac where tag <> 'Mirror' or email like 'a%';
            synchronize wanted@memory to ContactTagsByEmail@ac with insert or delete identified by email, tag
            """, "--summary", "json");

        Assert.Equal(0, run.ExitCode);
        var left = await NumberAsync(sandbox, "select count(*) from ContactTagsByEmail@ac where tag = 'Mirror'");
        Assert.Equal(left, await NumberAsync(sandbox, "select count(*) from contacts@ac where id <= 20 and email like 'a%'"));
        Assert.Equal(20 - left, run.Load().Changed);
    }

    [Fact]
    public async Task A_dry_run_moves_nothing_that_a_later_run_goes_by()
    {
        await using var sandbox = await Sandbox.StartAsync();
        const string Load = "insert into ContactTagsByEmail@ac select email, 'Dry' from contacts@ac where id <= 30";
        var script = sandbox.Write("load.sql", Load);
        for (var i = 0; i < 2; i++) Assert.Equal(0, (await sandbox.RunAsync("run", script, "--dry-run")).ExitCode);
        Assert.Equal(0, sandbox.Writes);
        Assert.Equal(0, await NumberAsync(sandbox, "select count(*) from runs@koppel"));

        var run = await sandbox.RunAsync("run", script, "--summary", "json");

        Assert.Equal((30, 30, 0, 0, 0), run.Load());
        Assert.Equal(1, run.Summaries[0].GetProperty("run").GetInt64());
    }

    [Theory]
    [InlineData("429:1:GET /api/3/contacts")]
    [InlineData("500-before:1:GET /api/3/contacts")]
    [InlineData("garbage:1:GET /api/3/contacts")]
    public async Task A_refused_call_is_no_empty_result(string fault)
    {
        await using var sandbox = await Sandbox.StartAsync(contacts: 100, timeScale: 2_000);
        await sandbox.SetFaultsAsync(fault);

        var read = await sandbox.RunAsync("query", "select count(*) from contacts@ac");
        var mirror =
            await sandbox.RunAsync("query", "synchronize (select email from contacts@ac) to contacts@ac with delete identified by email");

        Assert.NotEqual(0, read.ExitCode);
        Assert.Equal("", read.Output);
        Assert.NotEqual(0, mirror.ExitCode);
        Assert.Equal(0, sandbox.Writes);
        await sandbox.SetFaultsAsync();
        Assert.Equal(100, await NumberAsync(sandbox, "select count(*) from contacts@ac"));
    }

    [Fact]
    public async Task A_batch_that_is_cut_by_its_size_loses_no_row()
    {
        await using var sandbox = await Sandbox.StartAsync(new SandboxOptions { Seed = 300, TimeScale = 50, RefusesTooMany = false });
        // 40 tags of 60 letters each make a contact of about 2,600 bytes: 250 of them are more than an import takes.
        var run = await sandbox.RunAsync("query",
            "insert into ContactTagsByEmail@ac select email, 'Tag ' || t || ' ' || repeat('x', 55) from contacts@ac, range(40) r(t)",
            "--summary", "json");

        Assert.Equal((12_000, 12_000, 0, 0, 0), run.Load());
        Assert.InRange(sandbox.Count("POST /api/3/import/bulk_import"), 2, 3); // One of 250 contacts and one of 50 would be too large.
        Assert.Equal(12_000, await NumberAsync(sandbox, "select count(*) from ContactTagsByEmail@ac where tag like 'Tag %xxx'"));
    }

    [Fact]
    public async Task A_list_is_read_behind_its_twentieth_item()
    {
        await using var sandbox = await Sandbox.StartAsync(contacts: 250);
        await sandbox.RunAsync("query", "insert into tags@ac (tag) select 'Many ' || i from range(130) r(i)");
        await sandbox.RunAsync("query", "insert into ContactTagsByEmail@ac select 'john.doe@acme.com', 'Many ' || i from range(130) r(i)");

        Assert.Equal(250, await NumberAsync(sandbox, "select count(*) from contacts@ac"));
        Assert.Equal(130, await NumberAsync(sandbox, "select count(*) from tags@ac where tag like 'Many %'"));
        Assert.Equal(130,
            await NumberAsync(sandbox,
                "select count(*) from contactTags@ac where contact = (select id from contacts@ac where email = 'john.doe@acme.com')"));
        Assert.Equal(130, await NumberAsync(sandbox, "select count(*) from ContactTagsByEmail@ac where email = 'john.doe@acme.com'"));
    }

    static async Task<int> NumberAsync(Sandbox sandbox, string sql)
    {
        var run = await sandbox.RunAsync("query", sql, "--format", "csv");
        Assert.True(run.ExitCode == 0, run.Error);
        return int.Parse(run.Output.Split('\n')[1], CultureInfo.InvariantCulture);
    }
}
