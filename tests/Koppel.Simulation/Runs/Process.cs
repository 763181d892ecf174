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
/// <param name="job">Whose load it is: there may be two.</param>
/// <param name="parts">What it is given.</param>
internal sealed class Process(Life life, Case run, string job, ProcessParts parts) : ICallObserver
{
    readonly CancellationTokenSource _cutOff = new();
    RunChannel? _channel;
    bool _isStopped;
    StatementActivity? _activity;
    SqliteLedger? _ledger;
    RunRecorder? _recorder;

    /// <summary>Its user stops it.</summary>
    public void Stop()
    {
        _isStopped = true;
        _channel?.RequestStop();
    }

    /// <summary>Its user cuts it off.</summary>
    public void CutOff() => _cutOff.Cancel();

    /// <summary>Lets go of what the system lets go when a process ends, such as locks. Not in the middle of what it does.</summary>
    public void Release()
    {
        _recorder?.Dispose();
        _ledger?.Dispose();
    }

    /// <summary>Runs the load.</summary>
    /// <returns>What the run is called.</returns>
    public async Task<Status> RunAsync()
    {
        var ledger = _ledger = SqliteLedger.Open(parts.StateFolder, life.Time);
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
        var known = parts.Opened(ledger) ? ledger.Runs().LastOrDefault(r => r.Start.User == job) : null;
        if (known is { Status: Status.Completed or Status.CompletedWithRejects }) return known.Status;
        ILedgerRun? resumed = null;
        try
        {
            resumed = known is null ? null : ledger.Resume(known.Number);
        }
        catch (ConnectorException)
        {
            return Status.Running; // Another process works on it.
        }
        using var channel = _channel = new RunChannel(_cutOff.Token);
        if (_isStopped) channel.RequestStop();
        var start = new RunStart(run.Workload.Script) { User = job };
        using var recorder = _recorder = new RunRecorder(
            () => parts.Ledger(ledger), start, null, resumed is null ? null : parts.Run(resumed));
        using var activity = _activity = new StatementActivity(1, channel.Tell, life.Time, channel.Cancellation);
        var settings = new ConnectionSettings("ac", "activecampaign", new Dictionary<string, string>(run.Settings)
        {
            ["url"] = "https://account.example.com", ["token"] = "a-token",
        });
        await using var catalog = new ActiveCampaignConnector().Open(settings, new ConnectorEnvironment
        {
            BaseFolder = parts.StateFolder, Time = parts.Clock(life.Time), Transport = parts.Line, Calls = this, Seed = life.Number,
            SharedFolder = parts.SharedFolder,
        });
        var table = (IWritableTable)(await catalog.FindAsync(run.Workload.Table))!;
        var context = new GivenLoad(run, new LoadTarget(settings, parts.Table(table)), ledger)
        {
            CarriedRows = parts.Carried, Rows = parts.Rows,
            Activity = activity, Channel = channel, Recorder = recorder, Options = new ExecuteOptions { PlanFirst = run.PlanFirst },
        };
        return await RunAsync(context, new ScriptPosition(resumed?.Statements ?? []), channel.Cancellation);
    }

    /// <summary>The same as a script of one statement does.</summary>
    static async Task<Status> RunAsync(GivenLoad context, ScriptPosition position, CancellationToken cancellationToken)
    {
        var (ending, status) = (Ending.Stopped, Status.Stopped);
        try
        {
            var step = position.Of(1, context.Statement);
            if (step != ScriptStep.Skip)
            {
                var load = new Load(context, context.ReadAsync);
                var result = step == ScriptStep.Resume
                    ? await load.ResumeAsync(cancellationToken) : await load.RunAsync(cancellationToken);
                status = result.Report.Status;
                if (status == Status.Failed) ending = Ending.Failed;
                if (status is Status.Failed or Status.Stopped) return status;
            }
            (ending, status) = (Ending.Completed, Status.Completed);
        }
        catch (ConnectorException)
        {
            (ending, status) = (Ending.Failed, Status.Failed);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Status.Stopped;
        }
        finally
        {
            context.Recorder.Finish(ending);
        }
        return status;
    }
}

/// <summary>What a process is given: its surroundings, and the parts of the product as they are, or with a safeguard taken out.</summary>
internal sealed record ProcessParts
{
    /// <summary>The folder of the ledger.</summary>
    public required string StateFolder { get; init; }

    /// <summary>The folder in which processes keep the limits together, or null.</summary>
    public required string? SharedFolder { get; init; }

    /// <summary>The way to the account.</summary>
    public required HttpMessageHandler Line { get; init; }

    /// <summary>Looks at the ledger before anything is done with it; tells whether there is a run in it.</summary>
    public required Func<SqliteLedger, bool> Opened { get; init; }

    /// <summary>The rows in the order in which it reads them.</summary>
    public required IReadOnlyList<string?[]> Rows { get; init; }

    /// <summary>The clock by which calls keep their pace.</summary>
    public Func<TimeProvider, TimeProvider> Clock { get; init; } = clock => clock;

    /// <summary>The rows that stand in calls of an earlier attempt.</summary>
    public Func<CarriedRows?, CarriedRows?> Carried { get; init; } = carried => carried;

    /// <summary>The ledger that loads are recorded in.</summary>
    public Func<ILedger, ILedger> Ledger { get; init; } = ledger => ledger;

    /// <summary>The run that is gone on with.</summary>
    public Func<ILedgerRun, ILedgerRun> Run { get; init; } = run => run;

    /// <summary>The target.</summary>
    public Func<IWritableTable, IWritableTable> Table { get; init; } = table => table;
}
