using System.Text.RegularExpressions;

namespace Koppel.EndToEnd.Tests.Guards;

/// <summary>What a connection allows one load at most: more is refused before anything is sent, and no <c>--yes</c> lifts it.</summary>
public sealed partial class LoadLimitTests
{
    const string Tag = "insert into ContactTagsByEmail@ac select email, 'Test' from contacts@ac where id <= 3";
    const string Delete = "delete from contacts@ac where id <= 3";

    [Theory]
    [InlineData("max_changes=2", Tag, "would change 3 rows of ContactTagsByEmail@ac, more than the 2 that ac allows (max_changes)")]
    [InlineData("max_creates=2", Tag, "would insert 3 rows of ContactTagsByEmail@ac, more than the 2 that ac allows (max_creates)")]
    [InlineData("max_deletes=0", Delete, "would delete 3 rows of contacts@ac, more than the 0 that ac allows (max_deletes)")]
    [InlineData("max_deletes=2%", Delete,
        "would delete 3 rows of contacts@ac, which has 100, more than the 2% that ac allows (max_deletes)")]
    public async Task A_load_that_would_do_more_is_refused_and_yes_does_not_lift_it(string limit, string load, string said)
    {
        await using var sandbox = await Sandbox.StartCountedAsync(contacts: 100);
        foreach (var yes in (string[][])[[], ["--yes"]])
        {
            var run = await Koppel.RunInAsync(sandbox.Folder, ["query", load, .. yes, "--connect", $"{sandbox.Connect};{limit}"]);
            Assert.Equal((1, ""), (run.ExitCode, run.Output));
            Assert.Contains(
                $"The load {said}. Nothing was sent. Look at its plan with koppel explain; where it is right, change {limit.Split('=')[0]} "
                + "of ac: --yes does not lift it.", run.Error, StringComparison.Ordinal);
        }
        Assert.Equal(0, sandbox.Writes);
    }

    [Theory]
    [InlineData("max_changes=3", Tag)]
    [InlineData("max_creates=3;max_deletes=0", Tag)]
    [InlineData("max_deletes=3;max_creates=0", Delete)]
    [InlineData("max_deletes=3%", Delete)]
    [InlineData("max_changes=3%", Delete)]
    public async Task A_load_that_keeps_to_its_limits_runs(string limits, string load)
    {
        await using var sandbox = await Sandbox.StartCountedAsync(contacts: 100);
        var run = await Koppel.RunInAsync(
            sandbox.Folder, ["query", load, "--summary", "json", "--connect", $"{sandbox.Connect};{limits}"]);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal((3, 3, 0, 0, 0), run.Load());
    }

    [Theory]
    [InlineData("max_changes=2", "would change 3 rows of contacts@ac, more than the 2 that ac allows (max_changes)")]
    [InlineData("max_deletes=2%", "would delete 3 rows of contacts@ac, which has 100, more than the 2% that ac allows (max_deletes)")]
    [InlineData("max_calls=2",
        "would take 3 calls of ac, 0 of them made already, more than the 2 that ac allows one statement (max_calls)")]
    public async Task What_is_left_of_a_load_is_held_to_the_limits_of_the_day_on_which_it_goes_on(string limit, string said)
    {
        await using var sandbox = await Sandbox.StartCountedAsync(contacts: 100);
        await sandbox.SetFaultsAsync("503:1:DELETE /api/3/contacts/{id}");
        var broken = await sandbox.RunAsync("query", Delete);
        Assert.True(broken.ExitCode == 1, broken.Error);
        await sandbox.SetFaultsAsync();
        var writes = sandbox.Writes;

        for (var again = 0; again < 2; again++)
        {
            var held = await Koppel.RunInAsync(sandbox.Folder, "resume", "1", "--yes", "--connect", $"{sandbox.Connect};{limit}");
            Assert.Equal((1, writes), (held.ExitCode, sandbox.Writes));
            Assert.Contains(
                $"What is left of the load {said}. Nothing more was sent. Where it is right, change {limit.Split('=')[0]} of ac and go on "
                + "with the run: --yes does not lift it.", held.Error, StringComparison.Ordinal);
        }
        var lifted = await Koppel.RunInAsync(sandbox.Folder, "resume", "1", "--connect", $"{sandbox.Connect};max_changes=3;max_calls=50");
        Assert.True(lifted.ExitCode == 0, lifted.Error);
        Assert.True(sandbox.Writes > writes);
    }

    [Fact]
    public async Task A_share_is_of_the_rows_that_a_synchronize_has_read_without_a_call_more()
    {
        await using var sandbox = await Sandbox.StartCountedAsync(contacts: 100);
        const string Load = "synchronize (select id, email from contacts@ac where id > 6) to contacts@ac with delete identified by id";
        var refused = await Koppel.RunInAsync(sandbox.Folder, ["query", Load, "--connect", $"{sandbox.Connect};max_deletes=5%"]);
        Assert.Contains("would delete 6 rows of contacts@ac, which has 100, more than the 5% that ac allows", refused.Error,
            StringComparison.Ordinal);
        var reads = sandbox.Count("GET /api/3/contacts");

        var run = await Koppel.RunInAsync(sandbox.Folder, ["explain", Load, "--connect", sandbox.Connect]);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(reads, sandbox.Count("GET /api/3/contacts") - reads);
    }

    [Fact]
    public async Task A_share_of_a_table_that_does_not_tell_its_rows_is_refused_and_says_what_to_do()
    {
        await using var sandbox = await Sandbox.StartCountedAsync();
        var run = await Koppel.RunInAsync(sandbox.Folder, ["query", Tag, "--connect", $"{sandbox.Connect};max_changes=50%"]);
        Assert.Equal((1, 0), (run.ExitCode, sandbox.Writes));
        Assert.Contains(
            "The load would change 3 rows of ContactTagsByEmail@ac, and which share of its rows that is cannot be known without reading "
            + "it, while ac allows 50% of them (max_changes; give it as a number).", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_that_were_made_to_read_count_among_those_that_a_statement_may_make()
    {
        await using var sandbox = await Sandbox.StartCountedAsync(contacts: 300);
        const string Load = "insert into ContactTagsByEmail@ac select email, 'Test' from contacts@ac";
        var explained = await Koppel.RunInAsync(sandbox.Folder, ["explain", Load, "--connect", sandbox.Connect]);
        var calls = int.Parse(TakesCalls().Match(explained.Output).Groups[1].Value, null);

        var refused = await Koppel.RunInAsync(sandbox.Folder, ["query", Load, "--connect", $"{sandbox.Connect};max_calls={calls - 1}"]);
        Assert.Equal((1, 0), (refused.ExitCode, sandbox.Writes));
        Assert.Contains($"The load would take {calls} calls of ac, ", refused.Error, StringComparison.Ordinal);
        Assert.Contains($"more than the {calls - 1} that ac allows one statement (max_calls). Nothing was sent.", refused.Error,
            StringComparison.Ordinal);

        var run = await Koppel.RunInAsync(sandbox.Folder, ["query", Load, "--connect", $"{sandbox.Connect};max_calls={calls}"]);
        Assert.True(run.ExitCode == 0, run.Error);
    }

    [Fact]
    public async Task Calls_of_a_day_are_counted_by_the_ledger_over_several_runs()
    {
        await using var sandbox = await Sandbox.StartCountedAsync(contacts: 100);
        Task<Koppel> LoadAsync(string tag, string limit) => Koppel.RunInAsync(sandbox.Folder,
            ["query", $"insert into ContactTagsByEmail@ac select email, '{tag}' from contacts@ac where id <= 3", "--connect",
                $"{sandbox.Connect};{limit}"]);
        Assert.Equal(0, (await LoadAsync("One", "max_calls_a_day=100")).ExitCode);
        var made = sandbox.Server.GetStats().ByRoute.Values.Sum();
        var counted = await sandbox.RunAsync("query", "select count(*) as n from calls@koppel", "--format", "csv");
        Assert.Equal($"n\n{made}\n", counted.Output);

        var writes = sandbox.Writes;
        var refused = await LoadAsync("Two", $"max_calls_a_day={made + 1}");
        Assert.Equal((1, writes), (refused.ExitCode, sandbox.Writes));
        Assert.Matches(
            $@"would bring the calls of ac in 24 hours to \d+, more than the {made + 1} that ac allows \(max_calls_a_day\)", refused.Error);
        made = sandbox.Server.GetStats().ByRoute.Values.Sum();
        Assert.Equal(0, (await LoadAsync("Two", $"max_calls_a_day={2 * made}")).ExitCode);
    }

    [Fact]
    public async Task Calls_of_queries_outside_of_a_load_count_for_the_day_too()
    {
        await using var sandbox = await Sandbox.StartCountedAsync(contacts: 300);
        Task<Koppel> AskAsync(string sql, long most) => Koppel.RunInAsync(
            sandbox.Folder, "query", sql, "--format", "csv", "--connect", $"{sandbox.Connect};max_calls_a_day={most}");
        const string Query = "select count(email) as n from contacts@ac";
        for (var i = 0; i < 2; i++) Assert.Equal("n\n300\n", (await AskAsync(Query, 100)).Output);
        var made = sandbox.Server.GetStats().ByRoute.Values.Sum();
        Assert.InRange(made, 6, 20);

        var refused = await AskAsync(Query, made);
        Assert.Equal((1, ""), (refused.ExitCode, refused.Output));
        Assert.Matches($@"in 24 hours to \d+, more than the {made} that ac allows \(max_calls_a_day\)", refused.Error);
        var load = await AskAsync("insert into ContactTagsByEmail@ac select email, 'Test' from contacts@ac where id <= 3", made + 1);
        Assert.Equal((1, 0), (load.ExitCode, sandbox.Writes));
        Assert.Contains("(max_calls_a_day)", load.Error, StringComparison.Ordinal);

        Assert.Equal("n\n300\n", (await AskAsync(Query, 100)).Output);
    }

    [Fact]
    public async Task A_query_of_a_connection_without_such_a_limit_makes_no_ledger()
    {
        await using var sandbox = await Sandbox.StartCountedAsync(contacts: 10);
        Assert.Equal(0, (await sandbox.RunAsync("query", "select count(email) from contacts@ac")).ExitCode);
        Assert.False(File.Exists(Path.Combine(sandbox.Folder, ".koppel", "ledger.db")));
    }

    [Fact]
    public async Task A_plan_says_that_the_load_will_be_refused()
    {
        await using var sandbox = await Sandbox.StartCountedAsync();
        string[] connect = ["--connect", $"{sandbox.Connect};max_deletes=2"];
        const string Said = "it will be refused: it would delete 3 rows of contacts@ac, more than the 2 that ac allows (max_deletes)";
        var explained = await Koppel.RunInAsync(sandbox.Folder, ["explain", Delete, "--output", "p.koppel", .. connect]);
        Assert.True(explained.ExitCode == 0, explained.Error);
        var shown = await Koppel.RunInAsync(sandbox.Folder, ["plan", "show", "p.koppel"]);
        Assert.Contains(Said, shown.Output, StringComparison.Ordinal);
        Assert.Contains(Said, (await Koppel.RunInAsync(sandbox.Folder, ["explain", Delete, .. connect])).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_is_held_to_the_limits_of_the_place_where_it_is_applied()
    {
        await using var sandbox = await Sandbox.StartCountedAsync();
        await sandbox.RunAsync("explain", Delete, "--output", "p.koppel");
        var refused = await Koppel.RunInAsync(sandbox.Folder, ["apply", "p.koppel", "--connect", $"{sandbox.Connect};max_deletes=2"]);
        Assert.Equal((1, 0), (refused.ExitCode, sandbox.Writes));
        Assert.Contains("more than the 2 that ac allows (max_deletes). Nothing was sent.", refused.Error, StringComparison.Ordinal);

        var applied = await Koppel.RunInAsync(sandbox.Folder, ["apply", "p.koppel", "--connect", $"{sandbox.Connect};max_deletes=3"]);
        Assert.True(applied.ExitCode == 0, applied.Error);
        Assert.Equal(3, sandbox.Writes);
    }

    [Fact]
    public async Task A_script_can_hold_itself_to_less_and_never_to_more()
    {
        await using var sandbox = await Sandbox.StartCountedAsync();
        var lowered = await sandbox.RunAsync("query", $"set max_deletes@ac = 2; {Delete}");
        Assert.Equal((1, 0), (lowered.ExitCode, sandbox.Writes));
        Assert.Contains("more than the 2 that ac allows (max_deletes)", lowered.Error, StringComparison.Ordinal);

        foreach (var (to, said) in ((string, string)[])
            [("3", "is 2: a statement can lower it and not lift it"), ("'3%'", "is 2: a statement can lower it, as a number too,")])
        {
            var lifted = await Koppel.RunInAsync(
                sandbox.Folder, ["query", $"set max_deletes@ac = {to}; {Delete}", "--connect", $"{sandbox.Connect};max_deletes=2"]);
            Assert.Equal((1, 0), (lifted.ExitCode, sandbox.Writes));
            Assert.Contains($"max_deletes of connection 'ac' {said}", lifted.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_limit_that_is_neither_a_number_nor_a_share_is_refused_with_what_it_can_be()
    {
        await using var sandbox = await Sandbox.StartCountedAsync();
        var run = await Koppel.RunInAsync(sandbox.Folder, ["query", "select 1", "--connect", $"{sandbox.Connect};max_deletes=few"]);
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("must be a number from 0 on, or a share such as 20%, not 'few'", run.Error, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"at the account's limits: (\d+) calls")]
    private static partial Regex TakesCalls();
}
