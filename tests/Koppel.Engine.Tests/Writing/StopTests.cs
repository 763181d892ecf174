using Koppel.Engine.Configuration;
using Koppel.Engine.Hosting;
using Koppel.Engine.Ledger;
using Koppel.Engine.Statements;
using Koppel.Engine.Tests.Testing;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Tests.Writing;

/// <summary>A load that is told to stop between its calls.</summary>
public sealed class StopTests : IAsyncDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("koppel-stop-").FullName;
    readonly WritableMemoryTable _table = new("t", Column.BigInt("i"));
    readonly Database _database;

    public StopTests() => _database = Database.Open(new DatabaseOptions
    {
        Connectors = [new MemoryConnector(("ac", [_table]))], Connections = new MemoryConnector(("ac", [_table])).All, BaseFolder = _folder,
        StateFolder = _folder,
    });

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Stopped_behind_its_last_call_it_is_completed_and_the_script_goes_no_further()
    {
        using var stop = new CancellationTokenSource();
        var (results, told) = (new List<StatementResult>(), new List<string>());
        var options = new ExecuteOptions
        {
            Stop = stop.Token,
            Began = run => told.Add($"run {run}"),
            Sending = isSending =>
            {
                told.Add(isSending ? "sends" : "has sent");
                if (!isSending) stop.Cancel();
            },
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var result in _database.ExecuteAsync("insert into t@ac select 1; insert into t@ac select 2", options))
                results.Add(result);
        });
        Assert.Equal(["run 1", "sends", "has sent"], told);
        Assert.Equal(Status.Completed, Assert.IsType<LoadResult>(Assert.Single(results)).Report.Status);
        Assert.Equal((Status.Stopped, Status.Completed),
            (_database.Ledger!.FindRun(1)!.Status, Assert.Single(_database.Ledger.Statements(1)).Status));

        Assert.Equal(2, Assert.IsType<LoadResult>(Assert.Single(await _database.ResumeAsync(1).ToListAsync())).Number);
        Assert.Equal((Status.Completed, 2), (_database.Ledger.FindRun(1)!.Status, _table.Loads.Sum(l => l.Written.Count)));
    }

    [Fact]
    public async Task Stopped_before_its_calls_it_sends_none_and_can_be_gone_on_with()
    {
        using var stop = new CancellationTokenSource();
        var options = new ExecuteOptions { Stop = stop.Token, Planned = _ => stop.Cancel() };
        var stopped = Assert.IsType<LoadResult>(
            Assert.Single(await _database.ExecuteAsync("insert into t@ac select 1; select 1", options).ToListAsync()));
        Assert.Equal((Status.Stopped, 1), (stopped.Report.Status, stopped.Report.Outcome.NotSent));

        Assert.Equal(2, (await _database.ResumeAsync(1).ToListAsync()).Count);
        Assert.Equal((Status.Completed, 1), (_database.Ledger!.FindRun(1)!.Status, _table.Loads.Sum(l => l.Written.Count)));
    }
}
