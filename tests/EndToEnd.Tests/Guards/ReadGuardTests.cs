using Koppel.EndToEnd.Tests.Safety;

namespace Koppel.EndToEnd.Tests.Guards;

/// <summary>
/// What a connection lets a statement read: more calls than <c>confirm_calls_above</c> are asked about, more than <c>max_calls</c> refused,
/// before they are made.
/// </summary>
public sealed class ReadGuardTests
{
    const string All = "select count(distinct email) as people from contacts@ac";
    const string Contacts = "GET /api/3/contacts";

    [Fact]
    public async Task A_query_that_takes_more_calls_is_refused_where_nobody_can_be_asked_and_runs_with_yes()
    {
        await using var sandbox = await Sandbox.StartCountedAsync(contacts: 1_000);
        string[] connect = ["--connect", $"{sandbox.Connect};confirm_calls_above=5"];
        var refused = await Koppel.RunInAsync(sandbox.Folder, ["query", All, .. connect]);
        Assert.Equal((1, ""), (refused.ExitCode, refused.Output));
        Assert.Matches(
            @"The statement would take about 10 calls of ac to read, [\d.]+ s at the account's limits, more than the 5 that ac allows "
            + @"without a confirmation \(confirm_calls_above\)\. It was not run\. Ask for less, or run it with --yes\.", refused.Error);
        Assert.Equal(1, sandbox.Count(Contacts)); // It tells how many there are.

        var run = await Koppel.RunInAsync(sandbox.Folder, ["query", All, "--yes", "--format", "csv", .. connect]);
        Assert.Equal("people\n1000\n", run.Output);
    }

    [Fact]
    public async Task The_price_costs_no_call_more()
    {
        await using var sandbox = await Sandbox.StartCountedAsync(contacts: 1_000);
        var run = await Koppel.RunInAsync(sandbox.Folder, ["query", All, "--connect", $"{sandbox.Connect};confirm_calls_above=10"]);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(10, sandbox.Count(Contacts));
    }

    [Fact]
    public async Task A_person_is_asked_before_the_calls_are_made_and_a_no_makes_none()
    {
        await using var sandbox = await Sandbox.StartCountedAsync(contacts: 1_000);
        using var terminal = Terminal.Open();
        using var process = terminal.Start(sandbox.Folder, "query", All, "--connect", sandbox.Connect + ";confirm_calls_above=5");
        await terminal.UntilAsync("This query takes about 10 calls of ac, about");
        await terminal.UntilAsync("Go on? [y/N] ");
        Assert.Equal(1, sandbox.Count(Contacts));
        await terminal.UntilAsync("The reading of ac was not confirmed. The statement was not run.", keys: "n\n");
        await Terminal.EndAsync(process);
        Assert.Equal((130, 1), (process.ExitCode, sandbox.Count(Contacts)));
    }

    [Fact]
    public async Task A_yes_at_the_terminal_lets_it_read()
    {
        await using var sandbox = await Sandbox.StartCountedAsync(contacts: 1_000);
        using var terminal = Terminal.Open();
        using var process = terminal.Start(sandbox.Folder, "query", All, "--connect", sandbox.Connect + ";confirm_calls_above=5");
        await terminal.UntilAsync("Go on? [y/N] ");
        await terminal.UntilAsync("1 row, ", keys: "y\n");
        await Terminal.EndAsync(process);
        Assert.Equal((0, 10), (process.ExitCode, sandbox.Count(Contacts)));
    }

    [Fact]
    public async Task A_load_is_asked_about_before_it_reads_and_goes_on_with_yes()
    {
        await using var sandbox = await Sandbox.StartCountedAsync(contacts: 1_000);
        string[] connect = ["--connect", $"{sandbox.Connect};confirm_calls_above=5"];
        const string Load = "insert into ContactTagsByEmail@ac select email, 'Test' from contacts@ac where email like '%.example.com'";
        var refused = await Koppel.RunInAsync(sandbox.Folder, ["query", Load, .. connect]);
        Assert.Equal((1, 0), (refused.ExitCode, sandbox.Writes));
        Assert.Contains("(confirm_calls_above). It was not run.", refused.Error, StringComparison.Ordinal);
        Assert.True(sandbox.Count(Contacts) <= 1);

        var resumed = await Koppel.RunInAsync(sandbox.Folder, ["resume", "1", "--yes", .. connect]);
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.True(sandbox.Writes > 0);
    }

    [Fact]
    public async Task A_connection_that_is_only_read_is_held_to_its_own_number_and_nothing_is_sent_to_the_target()
    {
        await using var sandbox = await Sandbox.StartCountedAsync(contacts: 100);
        await using var source = await Sandbox.StartCountedAsync(contacts: 1_000);
        string[] connect =
            ["--connect", sandbox.Connect, "--connect", $"other{source.Connect[2..]};confirm_calls_above=5"];
        const string Load = "insert into ContactTagsByEmail@ac select email, 'Test' from contacts@other";
        var refused = await Koppel.RunInAsync(sandbox.Folder, ["query", Load, .. connect]);
        Assert.Equal((1, ""), (refused.ExitCode, refused.Output));
        Assert.Contains("The statement would take about 10 calls of other to read", refused.Error, StringComparison.Ordinal);
        Assert.Equal((0, 0), (sandbox.Writes, source.Writes));

        var resumed = await Koppel.RunInAsync(sandbox.Folder, ["resume", "1", "--yes", "--summary", "json", .. connect]);
        Assert.True(sandbox.Writes > 0, resumed.Error);
    }

    [Fact]
    public async Task A_synchronize_and_a_join_are_priced_by_all_tables_of_the_connection()
    {
        await using var sandbox = await Sandbox.StartCountedAsync(contacts: 1_000);
        string[] connect = ["--connect", $"{sandbox.Connect};confirm_calls_above=5"];
        foreach (var script in (string[])
        [
            "synchronize (select id, email from contacts@ac where id > 6) to contacts@ac with delete identified by id",
            "select count(*) from contacts@ac a join contacts@ac b on a.email = b.firstName",
            "select count(*) from contacts@ac a, (values ('x')) v(x) where a.email <> v.x",
        ])
        {
            var before = sandbox.Count(Contacts);
            var run = await Koppel.RunInAsync(sandbox.Folder, ["query", script, .. connect]);
            Assert.Equal((1, ""), (run.ExitCode, run.Output));
            Assert.Contains("(confirm_calls_above). It was not run.", run.Error, StringComparison.Ordinal);
            Assert.Equal(1, sandbox.Count(Contacts) - before);
        }
    }

    [Fact]
    public async Task A_look_up_that_takes_few_calls_is_not_asked_about()
    {
        await using var sandbox = await Sandbox.StartCountedAsync(contacts: 1_000);
        var run = await Koppel.RunInAsync(
            sandbox.Folder,
            ["query", "select count(*) as n from contacts@ac where id = 7", "--format", "csv", "--connect",
                $"{sandbox.Connect};confirm_calls_above=5;max_calls=5"]);
        Assert.Equal((0, "n\n1\n"), (run.ExitCode, run.Output));
    }

    [Fact]
    public async Task A_reading_whose_price_nothing_tells_is_asked_about()
    {
        await using var sandbox = await Sandbox.StartCountedAsync(contacts: 1_000);
        var run = await Koppel.RunInAsync(
            sandbox.Folder,
            ["query", "set disabled_optimizers = 'filter_pushdown'; pivot contacts@ac on firstName using count(*)", "--connect",
                $"{sandbox.Connect};confirm_calls_above=500"]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(
            "How many calls of ac the statement takes to read cannot be known before it reads, and ac allows 500 without a confirmation "
            + "(confirm_calls_above). It was not run.", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, sandbox.Count(Contacts));
    }

    [Fact]
    public async Task More_calls_than_a_statement_may_make_are_refused_and_yes_does_not_lift_it()
    {
        await using var sandbox = await Sandbox.StartCountedAsync(contacts: 1_000);
        var run = await Koppel.RunInAsync(sandbox.Folder, ["query", All, "--yes", "--connect", $"{sandbox.Connect};max_calls=9"]);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(
            "The statement would take 10 calls of ac, 1 of them made already, more than the 9 that ac allows one statement (max_calls). It "
            + "was not run. Where it is right, change max_calls of ac: --yes does not lift it.", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, sandbox.Count(Contacts));
    }

    [Fact]
    public async Task A_script_cannot_lift_the_question()
    {
        await using var sandbox = await Sandbox.StartCountedAsync();
        var run = await Koppel.RunInAsync(
            sandbox.Folder, ["query", "set confirm_calls_above@ac = 1000", "--connect", sandbox.Connect + ";confirm_calls_above=2"]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("no setting 'confirm_calls_above' that can be changed", run.Error, StringComparison.Ordinal);
    }
}
