using Koppel.Cli.Faults;
using Koppel.Cli.Scripts;
using Koppel.Cli.Sinks;
using Koppel.Engine.Sql;
using Koppel.Engine.Statements;
using Koppel.Sdk.Connections;

namespace Koppel.Cli.Tests;

public sealed class ScriptRunnerTests
{
    readonly Capture _capture = new();

    [Fact]
    public async Task Rows_go_to_stdout_and_nothing_to_stderr_when_nobody_watches()
    {
        Assert.Equal(
            ExitCode.Done,
            await RunAsync(
                new DoneResult(1, new Done(DoneKind.Filled, "table x@inmemorystorage", 12)), Results.Rows(2, ["a INTEGER"], [1])));
        Assert.Equal("a\n-\n1\n", _capture.Out);
        Assert.Equal("", _capture.Error);
    }

    [Fact]
    public async Task A_person_is_told_the_number_of_rows()
    {
        var capture = new Capture(errorTerminal: true);
        await using var sink = new ScreenSink("table", capture.Screen);
        await new ScriptRunner(capture.Screen, sink).RunAsync(
            new StatementResult[] { Results.Rows(["a"], ["1"], ["2"]) }.ToAsyncEnumerable());
        Assert.StartsWith("2 rows, 0.", capture.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_load_is_always_reported_and_rejects_give_exit_code_3()
    {
        Assert.Equal(ExitCode.Rejects, await RunAsync(Results.Load(1, 3, 2, 0, ["No."]), Results.Rows(2, ["a"], ["1"])));
        Assert.StartsWith(
            "contactTags@ac: 3 rows read = 2 changed + 0 unchanged + 1 rejected + 0 not sent", _capture.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ConnectorErrorKind.Unreachable, 4)]
    [InlineData(ConnectorErrorKind.Unauthorized, 4)]
    [InlineData(ConnectorErrorKind.Refused, 1)]
    [InlineData(ConnectorErrorKind.Throttled, 1)]
    [InlineData(ConnectorErrorKind.File, 1)]
    public async Task A_fault_of_a_system_decides_the_exit_code_thrown_or_told_by_a_load(ConnectorErrorKind kind, int expected)
    {
        var fault = new ConnectorException(kind, "It did not work.");
        Assert.Equal(expected, await RunAsync(new FailedResult(1, fault)));
        Assert.Equal(expected, await RunAsync(Results.Load(1, 3, 1, 0, ["No."], fault)));
        Assert.Equal(expected, await RunAsync(new RowsResult(1, [new("a", "a", "VARCHAR")], Throwing(fault))));
    }

    [Fact]
    public async Task A_failed_statement_says_what_ran_before_it_and_that_nothing_ran_behind_it()
    {
        var code = await RunAsync(
            new DoneResult(1, new Done(DoneKind.Filled, "table x@inmemorystorage", 12)),
            Results.Load(2, 5, 4, 1),
            new FailedResult(3,
                new ConnectorException(ConnectorErrorKind.NotFound, "There is no such thing.") { Connection = "ac", Table = "tags",
                    Call = "GET /api/3/tags", Status = 404 }));

        Assert.Equal(ExitCode.Failed, code);
        Assert.EndsWith(
            """
            There is no such thing. (tags@ac, GET /api/3/tags, 404)
            Statement 1 had run: table x@inmemorystorage: 12 rows.
            Statement 2 had run: contactTags@ac: 5 rows read, 4 changed.
            Nothing after statement 3 was run.

            """,
            _capture.Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_in_a_file_is_told_with_file_line_column_and_a_mark()
    {
        const string script = "select 1;\nselect x\n";
        var fault = QueryException.At(script, script.IndexOf('x', StringComparison.Ordinal), 1, "There is no column 'x'.");
        await RunAsync(new StatementResult[] { new FailedResult(2, fault) }.ToAsyncEnumerable(), CancellationToken.None, "tags.sql");
        Assert.Equal("tags.sql:2:8: There is no column 'x'.\n  select x\n         ^\n", _capture.Error);
    }

    [Fact]
    public async Task A_statement_that_wrote_something_says_so_where_nobody_watches_and_not_when_it_is_to_be_quiet()
    {
        DoneResult[] results =
        [
            new(1, new Done(DoneKind.Filled, "table x@inmemorystorage", 12)) { HasWritten = true },
            new(2, new Done(DoneKind.Set, "automations") { Value = "skip", Connections = ["ac"] }),
        ];
        Assert.Equal(ExitCode.Done, await RunAsync([.. results]));
        Assert.Equal("table x@inmemorystorage: 12 rows\n", _capture.Error);

        var quiet = new Capture();
        await using var sink = new ScreenSink("table", quiet.Screen);
        var runner = new ScriptRunner(quiet.Screen, sink) { Quiet = true };
        await runner.RunAsync(new StatementResult[] { results[0], Results.Load(2, 5, 4, 1) }.ToAsyncEnumerable());
        Assert.Equal("", quiet.Error);
        Assert.Equal(
            ExitCode.Rejects, await runner.RunAsync(new StatementResult[] { Results.Load(1, 3, 2, 0, ["No."]) }.ToAsyncEnumerable()));
        Assert.StartsWith("contactTags@ac: 3 rows read", quiet.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tab_before_the_place_of_a_fault_is_a_blank_so_that_the_mark_stands_below_it()
    {
        const string script = "select\tx\n";
        await RunAsync(
            new FailedResult(1, QueryException.At(script, script.IndexOf('x', StringComparison.Ordinal), 1, "There is no column 'x'.")));
        Assert.Equal("line 1, column 8: There is no column 'x'.\n  select x\n         ^\n", _capture.Error);
    }

    [Fact]
    public async Task Nothing_behind_a_failed_load_is_asked_for()
    {
        var asked = false;
        async IAsyncEnumerable<StatementResult> Results_()
        {
            yield return Results.Load(1, 3, 1, 0, fault: new ConnectorException(ConnectorErrorKind.Refused, "No."));
            asked = true;
            await Task.CompletedTask;
        }

        Assert.Equal(ExitCode.Failed, await RunAsync(Results_(), CancellationToken.None));
        Assert.False(asked);
        Assert.Contains("+ 2 not sent", _capture.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Summaries_end_stderr_one_line_a_load_also_after_a_fault()
    {
        await using var sink = new ScreenSink("table", _capture.Screen);
        var runner = new ScriptRunner(_capture.Screen, sink, summary: true);
        await runner.RunAsync(
            new StatementResult[] { Results.Load(1, 2, 2, 0),
                Results.Load(2, 3, 1, 0, fault: new ConnectorException(ConnectorErrorKind.Refused, "No.")) }.ToAsyncEnumerable());
        runner.Summarize();

        var lines = _capture.Error.TrimEnd('\n').Split('\n');
        Assert.StartsWith("""{"run":null,"statement":1,""", lines[^2], StringComparison.Ordinal);
        Assert.StartsWith("""{"run":null,"statement":2,""", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interruption_is_told_and_gives_130()
    {
        using var source = new CancellationTokenSource();
        async IAsyncEnumerable<StatementResult> Endless()
        {
            yield return new DoneResult(1, new Done(DoneKind.Other));
            await source.CancelAsync();
            source.Token.ThrowIfCancellationRequested();
        }

        Assert.Equal(ExitCode.Interrupted, await RunAsync(Endless(), source.Token));
        Assert.Equal("Interrupted in statement 2.\nStatement 1 had run: done.\nNothing after statement 2 was run.\n", _capture.Error);
    }

    [Fact]
    public async Task What_a_remote_system_says_cannot_steer_the_terminal()
    {
        await RunAsync(new FailedResult(1, new ConnectorException(ConnectorErrorKind.Refused, "It says \e[2J.")));
        Assert.Equal("It says ␛[2J.\n", _capture.Error);
    }

    [Fact]
    public async Task A_plan_is_written_as_it_is()
    {
        await RunAsync(new PlanResult(1, new Explanation
        {
            Scans = [new ExplainedScan("contacts@ac", ["email"]) { Requests = ["GET /api/3/contacts"], Calls = 2 }],
        }));
        Assert.Equal(
            "scan contacts@ac\n  columns   email\n  request   GET /api/3/contacts\n  calls     2\n", _capture.Out);
    }

    static async IAsyncEnumerable<object?[]> Throwing(Exception fault)
    {
        yield return ["1"];
        await Task.CompletedTask;
        throw fault;
    }

    Task<int> RunAsync(params StatementResult[] results) => RunAsync(results.ToAsyncEnumerable(), CancellationToken.None);

    async Task<int> RunAsync(IAsyncEnumerable<StatementResult> results, CancellationToken cancellationToken, string? file = null)
    {
        await using var sink = new ScreenSink("table", _capture.Screen);
        return await new ScriptRunner(_capture.Screen, sink).RunAsync(results, file, cancellationToken: cancellationToken);
    }
}
