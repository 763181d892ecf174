using Koppel.Engine.Configuration;
using Koppel.Engine.Events;
using Koppel.Engine.Hosting;
using Koppel.Engine.Statements;
using Koppel.Engine.Tests.Testing;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Schema;

namespace Koppel.Engine.Tests.Writing;

/// <summary>What a program sees of a load that is more than its connection allows.</summary>
public sealed class LimitTests
{
    readonly WritableMemoryTable _table = new("t", Column.BigInt("i"));

    [Fact]
    public async Task A_limit_is_told_as_figures_behind_the_plan_and_before_the_fault()
    {
        var told = await RunAsync(CommonSettings.MaxChanges, "2", "insert into t@ac select unnest([1, 2, 3])");
        Assert.Equal(
            ["LoadPlanned", "LimitExceeded", "FailedResult"],
            told.Select(t => t.GetType().Name).Where(n => n is nameof(LoadPlanned) or nameof(LimitExceeded) or nameof(FailedResult)));
        Assert.Equal(new LimitExceeded(1, "ac", "max_changes", 3, "2"), told.OfType<LimitExceeded>().Single());
        Assert.Equal(ConnectorErrorKind.Refused, Assert.IsType<ConnectorException>(((FailedResult)told[^1]).Fault).Kind);
    }

    [Fact]
    public async Task Calls_of_a_day_that_no_ledger_counts_are_refused()
    {
        var told = await RunAsync(CommonSettings.MaxCallsADay, "1000", "insert into t@ac select unnest([1, 2, 3])");
        Assert.Equal(new LimitExceeded(1, "ac", "max_calls_a_day", null, "1000"), told.OfType<LimitExceeded>().Single());
        Assert.Contains("how many there were in 24 hours cannot be known without a ledger, while ac allows 1,000 (max_calls_a_day)",
            ((FailedResult)told[^1]).Fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_load_that_keeps_to_its_limit_is_made()
    {
        var told = await RunAsync(CommonSettings.MaxChanges, "3", "insert into t@ac select unnest([1, 2, 3])");
        Assert.Empty(told.OfType<LimitExceeded>());
        Assert.IsType<LoadResult>(told[^1]);
    }

    async Task<List<RunEvent>> RunAsync(Setting limit, string value, string script)
    {
        await using var session = Session.Open(new EngineOptions
        {
            Connectors = [new MemoryConnector(("ac", [_table]))],
            Connections = [new ConnectionSettings("ac", "rows", new Dictionary<string, string> { [limit.Name] = value })],
            BaseFolder = Path.GetTempPath(),
        });
        var told = new List<RunEvent>();
        await using var run = session.Run(script, new ExecuteOptions { Confirmations = Confirmations.Accept });
        await foreach (var one in run.EventsAsync(TestContext.Current.CancellationToken)) told.Add(one);
        return told;
    }
}
