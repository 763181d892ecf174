using System.Globalization;

namespace Koppel.EndToEnd.Tests;

/// <summary>Every load is recorded, and one that broke off is gone on with.</summary>
public sealed class LedgerTests
{
    const string Load = "insert into contactTags@ac (contact, tag) select id, 1 from contacts@ac";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_load_that_is_killed_again_and_again_ends_with_every_pair_there_once(int seed)
    {
        var random = new Random(seed);
        string[] faults = ["429:0.02", "500-before:0.03", "500-after:0.03", "cut:0.03", "503:0.02", "garbage:0.02"];
        await using var sandbox = await Sandbox.StartAsync(contacts: 2_000, timeScale: 50, faults);
        var before = sandbox.Server.GetStats().ContactTags;
        var had = before - (await CountAsync(sandbox, "tag <> 1"));

        string[] arguments = ["query", Load];
        var kills = 0;
        for (var finished = false; !finished;)
        {
            using var process = Koppel.Start(sandbox.Folder, [.. arguments, "--connect", sandbox.Connect]);
            var told = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEndAsync();
            using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(kills < 4 ? random.Next(400, 1_500) : 120_000));
            try
            {
                await process.WaitForExitAsync(patience.Token);
                finished = process.ExitCode is 0 or 3;
                if (!finished) Assert.Fail(await told);
            }
            catch (OperationCanceledException)
            {
                process.Kill();
                await process.WaitForExitAsync();
                kills++;
            }
            await Task.WhenAll(told, output);
            var runs = await sandbox.RunAsync("query", "select run from runs@koppel where status <> 'completed'", "--format", "csv");
            // Killed behind its last step.
            finished |= kills > 0 && runs.Output == "run\n"
                && (await sandbox.RunAsync("query", "select run from runs@koppel", "--format", "csv")).Output != "run\n";
            if (runs.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries) is [_, var run]) arguments = ["resume", run];
        }

        var books = (await sandbox.RunAsync(
            "query", "select read, changed, unchanged, rejected, not_sent from runs@koppel", "--format", "csv")).Output.Split('\n')[1];
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"2000,{2_000 - had},{had},0,0"), books);
        Assert.Equal(before + 2_000 - had, sandbox.Server.GetStats().ContactTags);
        Assert.Equal(2_000, await CountAsync(sandbox, "tag = 1"));
    }

    [Fact]
    public async Task The_ledger_tells_runs_rejects_and_calls_in_SQL_and_holds_no_secret()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await sandbox.RunAsync("query", "insert into ContactTagsByEmail@ac values ('john.doe@acme.com', 'Test'), ('bad', 'Test')");

        var rejects = await sandbox.RunAsync("rejects", "1", "--format", "jsonl");
        Assert.Equal(
            "{\"statement\":1,\"row\":2,\"source_row\":null,\"source\":{\"email\":\"bad\",\"tag\":\"Test\"},\"code\":\"address-invalid\","
            + "\"reason\":\"'bad' is no e-mail address: it has no @.\",\"remedy\":\"Correct it and load it again.\"}\n", rejects.Output);
        var runs = await sandbox.RunAsync(
            "query", "select run, status, read, changed, unchanged, rejected, not_sent from runs@koppel", "--format", "csv");
        Assert.Equal("run,status,read,changed,unchanged,rejected,not_sent\n1,completed with rejects,2,1,0,1,0\n", runs.Output);
        var calls = await sandbox.RunAsync("query", "select method, route, status from calls@koppel order by time", "--format", "csv");
        Assert.EndsWith("POST,/api/3/contactTags,201\n", calls.Output, StringComparison.Ordinal);
        foreach (var file in Directory.GetFiles(Path.Combine(sandbox.Folder, ".koppel")))
            Assert.DoesNotContain(sandbox.Server.Token, await File.ReadAllTextAsync(file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejects_are_repaired_and_loaded_again_with_SQL()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await sandbox.RunAsync("query", "insert into ContactTagsByEmail@ac values ('john.doe(at)acme.com', 'Test'), ('chloe', 'Test')");

        var again = await sandbox.RunAsync("query", """
            insert into ContactTagsByEmail@ac
            select replace(source ->> 'email', '(at)', '@'), source ->> 'tag' from rejects@koppel where run = 1 and (source ->> 'email')
                like '%(at)%'
            """, "--summary", "json");

        Assert.Equal((1, 1, 0, 0, 0), again.Load());
        Assert.Equal(2, again.Summaries[0].GetProperty("run").GetInt64());
    }

    [Fact]
    public async Task A_load_of_which_no_row_is_accepted_has_failed_and_says_so()
    {
        await using var sandbox = await Sandbox.StartAsync();

        var run = await sandbox.RunAsync(
            "query", "insert into ContactTagsByEmail@ac values ('bad', 'Test'); select 'never'", "--summary", "json");

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Equal((1, 0, 0, 1, 0), run.Load());
        Assert.Contains("no row was accepted", run.Error, StringComparison.Ordinal);
        Assert.Contains("\n  status    failed\n", run.Error, StringComparison.Ordinal);
        Assert.Equal("failed", run.Summaries[0].GetProperty("status").GetString());
        foreach (var table in new[] { "runs", "statements" })
            Assert.Equal(
                "status\nfailed\n", (await sandbox.RunAsync("query", $"select status from {table}@koppel", "--format", "csv")).Output);
    }

    [Theory]
    [InlineData("('john.doe@acme.com', 'Test')", 0, "completed")]
    [InlineData("('john.doe@acme.com', 'Test'), ('bad', 'Test')", 3, "completed with rejects")]
    public async Task A_load_is_called_the_same_everywhere(string rows, int code, string word)
    {
        await using var sandbox = await Sandbox.StartAsync();

        var run = await sandbox.RunAsync("query", $"insert into ContactTagsByEmail@ac values {rows}", "--summary", "json");

        Assert.Equal((code, word), (run.ExitCode, run.Summaries[0].GetProperty("status").GetString()));
        Assert.Equal(code != 0, run.Error.Contains($"\n  status    {word}\n", StringComparison.Ordinal));
        foreach (var table in new[] { "runs", "statements" })
            Assert.Equal(
                $"status\n{word}\n", (await sandbox.RunAsync("query", $"select status from {table}@koppel", "--format", "csv")).Output);
    }

    [Theory]
    [InlineData("runs"), InlineData("rejects", "1"), InlineData("purge", "--older-than", "1")]
    public async Task What_asks_the_ledger_alone_needs_no_secret(params string[] command)
    {
        await using var sandbox = await Sandbox.StartAsync();
        await sandbox.RunAsync("query", "insert into ContactTagsByEmail@ac values ('john.doe@acme.com', 'Test'), ('bad', 'Test')");
        sandbox.Write(
            "koppel.toml",
            "[connections.ac]\ntype = \"activecampaign\"\nurl = \"${env:KOPPEL_TEST_URL}\"\ntoken = \"${env:KOPPEL_TEST_TOKEN}\"\n");

        var asked = await Koppel.RunInAsync(sandbox.Folder, command);
        var loading = await Koppel.RunInAsync(sandbox.Folder, "query", "select 1");

        Assert.Equal((0, ""), (asked.ExitCode, command[0] == "purge" ? "" : asked.Error));
        Assert.Equal(2, loading.ExitCode);
        Assert.Contains("KOPPEL_TEST_TOKEN", loading.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_is_gone_on_with_at_the_statement_where_it_stopped()
    {
        await using var sandbox = await Sandbox.StartAsync();
        var script = sandbox.Write("three.sql", """
            create table people@inmemorystorage as select email from contacts@ac where id <= 3;
            insert into ContactTagsByEmail@ac select email, 'Test' from people@inmemorystorage;
            insert into ContactTagsByEmail@ac select email, 'Second' from people@inmemorystorage;
            """);
        await sandbox.SetFaultsAsync("500-before:1:POST /api/3/import/bulk_import");
        var first = await sandbox.RunAsync("run", script, "--summary", "json");
        Assert.Equal(1, first.ExitCode);
        Assert.Contains("koppel resume 1", first.Error, StringComparison.Ordinal);

        await sandbox.SetFaultsAsync();
        var second = await sandbox.RunAsync("resume", "1", "--summary", "json");

        Assert.True(second.ExitCode == 0, second.Error);
        Assert.Equal("ContactTagsByEmail@ac", Assert.Single(second.Summaries).GetProperty("target").GetString());
        Assert.Equal((3, 3, 0, 0, 0), second.Load());
        Assert.Equal(3, await CountAsync(sandbox, "tag = (select id from tags@ac where tag = 'Second')"));
        var third = await sandbox.RunAsync("resume", "1");
        Assert.Equal(1, third.ExitCode);
        Assert.Contains("there is nothing to go on with", third.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_shows_the_plan_and_writes_nothing_anywhere()
    {
        await using var sandbox = await Sandbox.StartAsync(contacts: 400);
        var script = sandbox.Write("load.sql", Load);

        var run = await sandbox.RunAsync("run", script, "--dry-run");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("2 x POST /api/3/import/bulk_import", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, sandbox.Writes);
        Assert.Equal("run\n", (await sandbox.RunAsync("query", "select run from runs@koppel", "--format", "csv")).Output);
    }

    [Fact]
    public async Task Old_runs_are_purged()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await sandbox.RunAsync("query", "insert into ContactTagsByEmail@ac values ('john.doe@acme.com', 'Test')");

        Assert.Contains("0 runs removed.", (await sandbox.RunAsync("purge", "--older-than", "1")).Error, StringComparison.Ordinal);
        Assert.Contains("1 run removed.", (await sandbox.RunAsync("purge", "--older-than", "0")).Error, StringComparison.Ordinal);
        Assert.Equal("run\n", (await sandbox.RunAsync("query", "select run from runs@koppel", "--format", "csv")).Output);
    }

    [Fact]
    public async Task Runs_that_are_older_than_the_configuration_keeps_go_when_another_begins()
    {
        await using var sandbox = await Sandbox.StartAsync();
        const string load = "insert into ContactTagsByEmail@ac values ('john.doe@acme.com', 'Test')";
        await sandbox.RunAsync("query", load);
        var unsaid = await sandbox.RunAsync("purge");
        Assert.Equal(
            (2, "It is not said how old a run must be. Write koppel purge --older-than 90, or keep_days = 90 below [ledger] in "
                + "koppel.toml.\n"), (unsaid.ExitCode, unsaid.Error));

        sandbox.Write("koppel.toml", "[ledger]\nkeep_days = 0.00000001");
        var second = await sandbox.RunAsync("query", load);
        Assert.StartsWith("1 run older than keep_days removed from the ledger.", second.Error, StringComparison.Ordinal);
        var third = await sandbox.RunAsync("query", load);
        Assert.DoesNotContain("keep_days", third.Error, StringComparison.Ordinal);
        Assert.Contains("2 runs removed.", (await sandbox.RunAsync("purge")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_ledger_lies_where_the_option_says()
    {
        await using var sandbox = await Sandbox.StartAsync();
        var state = Path.Combine(sandbox.Folder, "elsewhere");

        await sandbox.RunAsync("query", "insert into ContactTagsByEmail@ac values ('john.doe@acme.com', 'Test')", "--state", state);

        Assert.True(File.Exists(Path.Combine(state, "ledger.db")));
        Assert.False(Directory.Exists(Path.Combine(sandbox.Folder, ".koppel")));
    }

    static async Task<int> CountAsync(Sandbox sandbox, string condition) => int.Parse(
        (await sandbox.RunAsync("query", $"select count(*) as n from contactTags@ac where {condition}", "--format", "csv")).Output.Split(
            '\n')[1], CultureInfo.InvariantCulture);
}
