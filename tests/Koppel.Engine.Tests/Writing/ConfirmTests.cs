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
    readonly Database _database;

    public ConfirmTests() => _database = Database.Open(new DatabaseOptions
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
        var options = new ExecuteOptions
        {
            Planned = plan => asked.Add($"plan of {plan.Target}"),
            Confirm = (load, _) =>
            {
                asked.Add($"{load.Target}: {load.Plan.Changes} > {load.Limit}");
                return ValueTask.FromResult(true);
            },
        };
        Assert.IsType<LoadResult>(await RunAsync("insert into t@ac select unnest([1, 2, 3])", options));
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
            await RunAsync("insert into t@ac select unnest([1, 2, 3]); select 1",
                new ExecuteOptions { Confirm = (_, _) => ValueTask.FromResult(false) }));
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
            (await _database.ResumeAsync(1, new ExecuteOptions { Confirm = (_, _) => ValueTask.FromResult(true) }).ToListAsync())[^1]);
        Assert.Equal((Status.Completed, 3), (Run.Status, Written));
    }

    [Fact]
    public async Task Explain_and_a_dry_run_ask_nobody()
    {
        Assert.IsType<PlanResult>(await RunAsync("explain insert into t@ac select unnest([1, 2, 3])"));
        Assert.IsType<PlanResult>(await RunAsync("insert into t@ac select unnest([1, 2, 3])", new ExecuteOptions { DryRun = true }));
    }

    int Written => _table.Loads.Sum(l => l.Written.Count);

    RunRecord Run => _database.Ledger!.FindRun(1)!;

    StatementRecord Statement => _database.Ledger!.Statements(1)[0];

    async Task<StatementResult> RunAsync(string script, ExecuteOptions? options = null) =>
        (await _database.ExecuteAsync(script, options).ToListAsync())[^1];
}
