using Koppel.Engine.Configuration;
using Koppel.Engine.Events;
using Koppel.Engine.Hosting;
using Koppel.Engine.Ledger;
using Koppel.Engine.Statements;
using Koppel.Engine.Tests.Testing;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Tests.Writing;

/// <summary>A load that is told to stop between its calls.</summary>
public sealed class StopTests : IAsyncDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("koppel-stop-").FullName;
    readonly WritableMemoryTable _table;
    readonly Session _database;
    ScriptRun? _stopAtCall;

    public StopTests()
    {
        _table = new("t", Column.BigInt("i"))
        {
            Refuses = _ =>
            {
                if (_stopAtCall is { } run) Assert.True(run.Stop());
                return null;
            },
        };
        var connector = new MemoryConnector(("ac", [_table]));
        _database = Session.Open(new EngineOptions
        {
            Connectors = [connector],
            Connections =
                [new ConnectionSettings("ac", "rows", new Dictionary<string, string> { [CommonSettings.ConfirmAbove.Name] = "2" })],
            BaseFolder = _folder,
            StateFolder = _folder,
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Stopped_in_its_last_call_it_is_completed_and_the_script_goes_no_further()
    {
        var told = new List<RunEvent>();
        await using var run = _stopAtCall = _database.Run("insert into t@ac select 1; insert into t@ac select 2");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var one in run.EventsAsync()) told.Add(one);
        });
        _stopAtCall = null;
        Assert.Equal(
            [new StatementBegan(1), new RunBegan(1), new SendingBegan(1, "t@ac"), new SendingEnded(1)],
            told.Where(t => t is StatementBegan or RunBegan or SendingBegan or SendingEnded));
        Assert.Equal(Status.Completed, Assert.Single(told.OfType<LoadResult>()).Report.Status);
        Assert.Equal((Status.Stopped, Status.Completed),
            (_database.Engine.Ledger!.FindRun(1)!.Status, Assert.Single(_database.Engine.Ledger.Statements(1)).Status));

        Assert.Equal(2, Assert.IsType<LoadResult>(Assert.Single(await _database.ResumeAsync(1).ToListAsync())).Number);
        Assert.Equal((Status.Completed, 2), (_database.Engine.Ledger.FindRun(1)!.Status, _table.Loads.Sum(l => l.Written.Count)));
    }

    [Fact]
    public async Task Stopped_before_its_calls_it_sends_none_and_can_be_gone_on_with()
    {
        LoadResult? stopped = null;
        await using (var run = _database.Run(
            "insert into t@ac select unnest([1, 2, 3]); select 1", new ExecuteOptions { Confirmations = Confirmations.Ask }))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            {
                await foreach (var told in run.EventsAsync())
                {
                    if (told is ConfirmationAsked) Assert.False(run.Stop());
                    stopped = told as LoadResult ?? stopped;
                }
                if (stopped is { Report.Status: Status.Stopped }) throw new OperationCanceledException();
            });
        }
        Assert.Equal((Status.Stopped, 0), (_database.Engine.Ledger!.FindRun(1)!.Status, _table.Loads.Sum(l => l.Written.Count)));

        Assert.Equal(2, (await _database.ResumeAsync(1, new ExecuteOptions { Confirmations = Confirmations.Accept }).ToListAsync()).Count);
        Assert.Equal((Status.Completed, 3), (_database.Engine.Ledger!.FindRun(1)!.Status, _table.Loads.Sum(l => l.Written.Count)));
    }
}
