using System.Diagnostics;
using System.Globalization;

namespace Koppel.EndToEnd.Tests.Prompt;

/// <summary>The prompt on a pseudo-terminal.</summary>
public sealed class PromptTests
{
    [Fact]
    public async Task Statements_may_have_many_lines_and_run_in_one_session()
    {
        await using var prompt = await PromptHome.StartAsync();
        await prompt.TypeAsync("create table x@inmemorystorage as\r", "   ...> ");
        await prompt.TypeAsync("select 41 as n;\r", "table x@inmemorystorage: 1 row");
        await prompt.TypeAsync("select n + 1 as answer from x@inmemorystorage;\r", "1 row");
        Assert.Contains("42", prompt.Since(), StringComparison.Ordinal);
        await prompt.LeaveAsync();
    }

    [Fact]
    public async Task What_was_typed_is_there_in_the_next_prompt_but_for_secrets()
    {
        await using var prompt = await PromptHome.StartAsync();
        await prompt.TypeAsync("select 'first' as a;\r", "1 row");
        await prompt.TypeAsync("create secret s (type s3, secret 'hunter22');\r", "This is not kept in the history");
        await prompt.UntilAsync("koppel> ");
        await prompt.LeaveAsync();

        await prompt.BeginAsync();
        await prompt.TypeAsync("\e[A", "select 'first' as a;");
        await prompt.TypeAsync("\u0003", "koppel> ");
        await prompt.TypeAsync("\u0012irst", "search: irst");
        await prompt.TypeAsync("\r", "1 row");
        await prompt.LeaveAsync();

        var kept = await File.ReadAllTextAsync(prompt.History, TestContext.Current.CancellationToken);
        Assert.Equal("select 'first' as a;\n", kept); // The same line twice is kept once.
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(prompt.History));
    }

    [Fact]
    public async Task Tab_completes_commands_tables_and_files()
    {
        await using var sandbox = await Sandbox.StartAsync();
        await using var prompt = await PromptHome.StartAsync("prompt", "--connect", sandbox.Connect);
        await prompt.TypeAsync(".desc\t", ".describe ");
        await prompt.TypeAsync("tag\t", "tags@ac");
        await prompt.TypeAsync("\r", "subscriber_count");
        await prompt.UntilAsync("koppel> ");
        await prompt.TypeAsync("select count(*) as n from automationB\t", "automationBlocks@ac");
        await prompt.TypeAsync(";\r", "1 row");
        await File.WriteAllTextAsync(Path.Combine(prompt.Folder, "seven.sql"), "select 7 as seven;", TestContext.Current.CancellationToken);
        await prompt.TypeAsync(".read sev\t", "seven.sql");
        await prompt.TypeAsync("\r", "1 row");
        await prompt.LeaveAsync();
    }

    [Fact]
    public async Task Ctrl_C_ends_the_statement_and_neither_the_prompt_nor_its_tables()
    {
        await using var prompt = await PromptHome.StartAsync();
        await prompt.TypeAsync("create table x@inmemorystorage as select 42 as n;\r", "table x@inmemorystorage: 1 row");
        await prompt.UntilAsync("koppel> ");
        prompt.Terminal.Type("select count(*) from range(10000000000) a, range(1000) b;\r");
        await Task.Delay(1_500, TestContext.Current.CancellationToken); // It runs, or is about to; either way it is to end.
        await prompt.TypeAsync("\u0003", "koppel> ");
        await prompt.TypeAsync("half a statement", "half a statement");
        await prompt.TypeAsync("\u0003", "koppel> ");
        await prompt.TypeAsync("select n from x@inmemorystorage;\r", "1 row");
        Assert.Contains("42", prompt.Since(), StringComparison.Ordinal);
        await prompt.LeaveAsync();
    }

    [Fact]
    public async Task What_is_typed_while_a_statement_runs_counts_and_so_does_the_Ctrl_D_behind_it()
    {
        await using var prompt = await PromptHome.StartAsync();
        prompt.Terminal.Type("select count(*) as n, 'long' as a from range(200000000) where hash(range) <> 0;\r");
        await Task.Delay(500, TestContext.Current.CancellationToken); // It runs, or is about to; either way what follows is to count.
        prompt.Terminal.Type("select 'next' as b;\r\u0004");
        await Safety.Terminal.EndAsync(prompt.Process);
        Assert.Equal(0, prompt.Process.ExitCode);
        Assert.Contains("'next' as b;", prompt.Since(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_load_shows_its_plan_and_asks_and_Ctrl_C_at_the_question_sends_nothing()
    {
        const string Load = "insert into ContactTagsByEmail@ac select email, 'Test' from contacts@ac where id <= 3;\r";
        await using var sandbox = await Sandbox.StartAsync();
        await using var prompt = await PromptHome.StartAsync("prompt", "--connect", sandbox.Connect + ";confirm_above=2");
        await prompt.TypeAsync(Load, "[y/N] ");
        Assert.Contains("3 rows read = 3 to change", prompt.Since(), StringComparison.Ordinal);
        await prompt.TypeAsync("\u0003", "koppel> ");
        Assert.Equal(0, sandbox.Writes);
        await prompt.TypeAsync("\e[A", "where id <= 3;");
        await prompt.TypeAsync("\r", "[y/N] ");
        await prompt.TypeAsync("y\r", "3 rows read = 3 changed");
        await prompt.UntilAsync("koppel> ");
        await prompt.LeaveAsync();
    }

    [Fact]
    public async Task While_a_load_sends_the_first_Ctrl_C_lets_its_calls_come_to_their_end_and_the_prompt_goes_on()
    {
        await using var sandbox = await Sandbox.StartAsync(contacts: 10, timeScale: 5, "slow:1:POST /api/3/tags");
        await using var prompt = await PromptHome.StartAsync("prompt", "--connect", sandbox.Connect);
        prompt.Terminal.Type("insert into tags@ac (tag) select 'new ' || i from range(40) r(i);\r");
        for (var tries = 0; sandbox.Writes == 0; tries++)
        {
            Assert.True(tries < 400, $"Nothing was sent. On the terminal stands:\n{prompt.Since()}");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
        await prompt.TypeAsync("\u0003", "Stopping: the calls under way are finished.");
        await prompt.UntilAsync("koppel> ");
        Assert.Contains("  status    stopped", prompt.Since(), StringComparison.Ordinal);
        Assert.Contains("go on with it: koppel resume 1", prompt.Since(), StringComparison.Ordinal);
        Assert.InRange(sandbox.Writes, 1, 39);
        await prompt.TypeAsync("select 42 as n;\r", "1 row");
        await prompt.LeaveAsync();
    }

    [Fact]
    public async Task Ten_thousand_lines_are_pasted_at_once_drawn_once_and_run_only_by_Enter()
    {
        await using var prompt = await PromptHome.StartAsync();
        var rows = Enumerable.Range(0, 9_998).Select(i => string.Create(CultureInfo.InvariantCulture, $"({i}, 'line {i}; x')"));
        var script = $"select count(*) as n from (values\r{string.Join(",\r", rows)}) t(a, b);\rselect 1;";
        await prompt.TypeAsync($"\e[200~{script}\e[201~", "line 10,000 of 10,000");
        Assert.InRange(prompt.Since().Length, 1, 20_000);
        Assert.DoesNotContain(" row", prompt.Since(), StringComparison.Ordinal);
        await prompt.TypeAsync("\r", "9998");
        await prompt.UntilAsync("koppel> ");
        await prompt.LeaveAsync();
    }

    [Fact]
    public async Task A_terminal_that_becomes_another_size_is_laid_out_anew()
    {
        await using var prompt = await PromptHome.StartAsync();
        await prompt.TypeAsync("select 12345678901234567890 as a_long_name", "as a_long_name");
        await prompt.Terminal.ResizeAsync(24, 30);
        await prompt.UntilAsync("koppel> select 12345678901234\e[K");
        await prompt.TypeAsync(";\r", "1 row");
        await prompt.LeaveAsync();
    }

    [Fact]
    public async Task Whoever_leaves_finds_the_terminal_as_it_was()
    {
        await using var prompt = await PromptHome.StartAsync();
        await prompt.LeaveAsync();
        var before = await prompt.Terminal.SettingsAsync();
        await prompt.BeginAsync();
        Assert.NotEqual(before, await prompt.Terminal.SettingsAsync());
        using var kill = Process.Start("kill", ["-TERM", prompt.Process.Id.ToString(CultureInfo.InvariantCulture)]);
        await Safety.Terminal.EndAsync(prompt.Process);
        Assert.Equal(130, prompt.Process.ExitCode);
        Assert.Equal(before, await prompt.Terminal.SettingsAsync());
    }

    [Fact]
    public async Task Without_a_terminal_statements_are_read_from_stdin()
    {
        var run = await Koppel.ProcessAsync(Path.GetTempPath(), [], input: "select 1 as a;\nselect 'é' as b");
        Assert.Equal((0, "a\n-\n1\n\nb\n-\né\n", ""), (run.ExitCode, run.Output, run.Error));
        run = await Koppel.ProcessAsync(Path.GetTempPath(), [], input: "select wrong;");
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
    }
}
