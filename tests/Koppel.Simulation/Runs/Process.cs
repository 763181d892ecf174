using Koppel.Connectors.ActiveCampaign;
using Koppel.Engine.Events;
using Koppel.Engine.Hosting;
using Koppel.Engine.Ledger;
using Koppel.Engine.Ledger.Sqlite;
using Koppel.Engine.Loading;
using Koppel.Engine.Statements;
using Koppel.Sdk.Connections;
using Koppel.Sdk.Loading;
using Koppel.Simulation.Time;

namespace Koppel.Simulation.Runs;

/// <summary>
/// A process that runs the load, or goes on with it: what the command line does, without DuckDB. The parts that it is made of are those of
/// the product.
/// </summary>
/// <param name="life">Its life.</param>
/// <param name="run">What is tried.</param>
/// <param name="folder">The state folder.</param>
/// <param name="line">Its way to the account.</param>
internal sealed class Process(Life life, Case run, string folder, HttpMessageHandler line) : ICallObserver
{
    StatementActivity? _activity;

    /// <summary>Looks at the ledger before anything is done with it.</summary>
    public required Action<SqliteLedger> Opened { get; init; }

    /// <summary>Runs the load.</summary>
    /// <returns>What the run is called.</returns>
    public async Task<Status> RunAsync()
    {
        var ledger = SqliteLedger.Open(folder, life.Time);
        life.AtEnd(() => life.World.In(TimeSpan.Zero, null, ledger.Dispose)); // Not in the middle of what it does.
        try
        {
            return await RunAsync(ledger);
        }
        finally
        {
            if (life.IsAlive) ledger.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Called(CallRecord call) => _activity?.Called(call);

    async Task<Status> RunAsync(SqliteLedger ledger)
    {
        Opened(ledger);
        if (ledger.FindRun(1) is { Status: Status.Completed or Status.CompletedWithRejects } over) return over.Status;
        var resumed = ledger.FindRun(1) is null ? null : ledger.Resume(1);
        using var channel = new RunChannel(CancellationToken.None);
        using var recorder = new RunRecorder(() => ledger, new RunStart(run.Workload.Script), null, resumed);
        life.AtEnd(recorder.Dispose);
        using var activity = _activity = new StatementActivity(1, channel.Tell, life.Time, channel.Cancellation);
        var settings = new ConnectionSettings("ac", "activecampaign", new Dictionary<string, string>(run.Settings)
        {
            ["url"] = "https://account.example.com", ["token"] = "a-token",
        });
        await using var catalog = new ActiveCampaignConnector().Open(settings, new ConnectorEnvironment
        {
            BaseFolder = folder, Time = life.Time, Transport = line, Calls = this, Seed = life.Number,
        });
        var target = new LoadTarget(settings, (IWritableTable)(await catalog.FindAsync(run.Workload.Table))!);
        var context = new GivenLoad(run.Workload, run.Rows, target, ledger)
        {
            Activity = activity, Channel = channel, Recorder = recorder, Options = new ExecuteOptions { PlanFirst = run.PlanFirst },
        };
        return await RunAsync(context, new ScriptPosition(resumed?.Statements ?? []), recorder, ledger, channel.Cancellation);
    }

    /// <summary>The same as a script of one statement does.</summary>
    static async Task<Status> RunAsync(
        GivenLoad context, ScriptPosition position, RunRecorder recorder, ILedger ledger, CancellationToken cancellationToken)
    {
        var ending = Ending.Stopped;
        try
        {
            var step = position.Of(1, context.Statement);
            if (step != ScriptStep.Skip)
            {
                var load = new Load(context);
                var result = step == ScriptStep.Resume
                    ? await load.ResumeAsync(cancellationToken) : await load.RunAsync(cancellationToken);
                if (result.Report.Status is Status.Failed or Status.Stopped)
                {
                    if (result.Report.Status == Status.Failed) ending = Ending.Failed;
                    return result.Report.Status;
                }
            }
            ending = Ending.Completed;
        }
        catch (ConnectorException)
        {
            ending = Ending.Failed;
        }
        finally
        {
            recorder.Finish(ending);
        }
        return ledger.FindRun(1)!.Status;
    }
}
