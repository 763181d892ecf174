using Koppel.Engine.Configuration;
using Koppel.Engine.Events;
using Koppel.Engine.Hosting;
using Koppel.Engine.Ledger;
using Koppel.Engine.Statements;
using Koppel.Engine.Tests.Testing;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Tests.Writing;

/// <summary>A load that changes more rows than its connection allows unasked waits for a yes.</summary>
public sealed class ConfirmTests : IAsyncDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("koppel-confirm-").FullName;
    readonly WritableMemoryTable _table = new("t", Column.BigInt("i"));
    readonly Session _database;

    public ConfirmTests() => _database = Session.Open(new EngineOptions
    {
        Connectors = [new MemoryConnector(("ac", [_table]))],
        Connections = [new ConnectionSettings("ac", "rows", new Dictionary<string, string> { [CommonSettings.ConfirmAbove.Name] = "2" })],
        BaseFolder = _folder,
        StateFolder = _folder,
    });

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_yes_lets_it_run_and_is_asked_behind_the_plan()
    {
        var asked = new List<string>();
        Assert.IsType<LoadResult>(await AskedAsync("insert into t@ac select unnest([1, 2, 3])", isYes: true, asked.Add));
        Assert.Equal(["plan of t@ac", "t@ac: 3 > 2"], asked);
        Assert.Equal(3, Written);
    }

    [Fact]
    public async Task As_many_as_are_allowed_are_not_asked_about()
    {
        Assert.IsType<LoadResult>(await RunAsync("insert into t@ac select unnest([1, 2])"));
        Assert.Equal(2, Written);
    }

    [Fact]
    public async Task A_no_stops_the_script_and_nothing_counts_as_sent()
    {
        var failed = Assert.IsType<FailedResult>(
            await AskedAsync("insert into t@ac select unnest([1, 2, 3]); select 1", isYes: false));
        Assert.Equal("The load into t@ac was not confirmed. Nothing was sent.", Assert.IsType<LoadDeclinedException>(failed.Fault).Message);
        Assert.Equal((Status.Stopped, Status.Stopped, 0, 0), (Run.Status, Statement.Status, Statement.Books.Read, Written));
    }

    [Fact]
    public async Task Where_nobody_can_be_asked_it_is_refused_and_going_on_asks_again()
    {
        var failed = Assert.IsType<FailedResult>(await RunAsync("insert into t@ac select unnest([1, 2, 3])"));
        Assert.Equal(
            "The load would change 3 rows of t@ac, more than the 2 that ac allows without a confirmation (confirm_above). Nothing was "
            + "sent. Look at its plan with koppel explain, then run it with --yes.",
            Assert.IsType<ConnectorException>(failed.Fault).Message);
        Assert.Equal((Status.Failed, Status.Failed, false, 0), (Run.Status, Statement.Status, Statement.IsPlanned, Written));

        Assert.IsType<FailedResult>((await _database.ResumeAsync(1).ToListAsync())[^1]);
        Assert.Equal(0, Written);
        Assert.IsType<LoadResult>(
            (await _database.ResumeAsync(1, new ExecuteOptions { Confirmations = Confirmations.Accept }).ToListAsync())[^1]);
        Assert.Equal((Status.Completed, 3), (Run.Status, Written));
    }

    [Fact]
    public async Task Explain_and_a_dry_run_ask_nobody()
    {
        Assert.IsType<PlanResult>(await RunAsync("explain insert into t@ac select unnest([1, 2, 3])"));
        Assert.IsType<PlanResult>(await RunAsync("insert into t@ac select unnest([1, 2, 3])", new ExecuteOptions { DryRun = true }));
    }

    [Fact]
    public async Task An_answer_holds_for_the_plan_that_was_asked_about_and_once()
    {
        await using var run = _database.Run(
            "insert into t@ac select unnest([1, 2, 3])", new ExecuteOptions { Confirmations = Confirmations.Ask });
        var result = default(RunEvent);
        await foreach (var told in run.EventsAsync())
        {
            result = told;
            if (told is not ConfirmationAsked asked) continue;
            Assert.Equal(0, Written);
            Assert.False(run.Answer(new string('0', asked.Hash.Length), isYes: true));
            Assert.True(run.Answer(asked.Hash, isYes: true));
            Assert.False(run.Answer(asked.Hash, isYes: false));
        }
        Assert.Equal(Status.Completed, Assert.IsType<LoadResult>(result).Report.Status);
        Assert.Equal(3, Written);
    }

    int Written => _table.Loads.Sum(l => l.Written.Count);

    RunRecord Run => _database.Engine.Ledger!.FindRun(1)!;

    StatementRecord Statement => _database.Engine.Ledger!.Statements(1)[0];

    async Task<StatementResult> AskedAsync(string script, bool isYes, Action<string>? tell = null)
    {
        await using var run = _database.Run(script, new ExecuteOptions { Confirmations = Confirmations.Ask });
        StatementResult? last = null;
        await foreach (var told in run.EventsAsync())
        {
            last = told as StatementResult ?? last;
            if (told is LoadPlanned plan) tell?.Invoke($"plan of {plan.Target}");
            if (told is not ConfirmationAsked asked) continue;
            tell?.Invoke($"{asked.Load.Target}: {asked.Load.Plan.Changes} > {asked.Limit}");
            Assert.True(run.Answer(asked.Hash, isYes));
        }
        return last!;
    }

    async Task<StatementResult> RunAsync(string script, ExecuteOptions? options = null) =>
        (await _database.ExecuteAsync(script, options).ToListAsync())[^1];
}
