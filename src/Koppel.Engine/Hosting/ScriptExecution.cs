using Koppel.Engine.Events;
using Koppel.Engine.Ledger;
using Koppel.Engine.Loading;
using Koppel.Engine.Reading;
using Koppel.Engine.Sql;
using Koppel.Engine.Statements;
using Koppel.Sdk.Connections;

namespace Koppel.Engine.Hosting;

/// <summary>Runs a script, statement by statement, to its end or its first fault, and tells what comes of them.</summary>
/// <param name="workspace">What the statements share.</param>
/// <param name="script">The script.</param>
/// <param name="options">What it is run with.</param>
/// <param name="channel">Is told.</param>
/// <param name="recorder">Records the loads.</param>
/// <param name="position">Where it begins.</param>
internal sealed class ScriptExecution(
    Workspace workspace, string script, ExecuteOptions options, RunChannel channel, RunRecorder recorder, ScriptPosition position)
{
    /// <summary>Runs it.</summary>
    public async Task RunAsync()
    {
        var runner = new StatementRunner(workspace, script, options, channel, recorder);
        var ending = Ending.Stopped;
        try
        {
            var number = 0;
            foreach (var part in Script.Split(script))
            {
                channel.Cancellation.ThrowIfCancellationRequested();
                channel.Stop.ThrowIfCancellationRequested();
                if (await StatementAsync(runner, part, ++number) is not { } result) continue;
                var isLast = result is FailedResult or LoadResult { Report.Status: Status.Failed or Status.Stopped };
                if (result is FailedResult { Fault: not LoadDeclinedException } or LoadResult { Report.Status: Status.Failed })
                    ending = Ending.Failed;
                channel.Tell(result);
                if (isLast) return;
                if (result.Waits) await result.Released.WaitAsync(channel.Cancellation);
            }
            ending = Ending.Completed;
        }
        finally
        {
            recorder.Finish(ending);
        }
    }

    /// <summary>Runs a statement; null when a run that is gone on with did it before.</summary>
    async Task<StatementResult?> StatementAsync(StatementRunner runner, ScriptPart part, int number)
    {
        try
        {
            var statement = Statement.Parse(script, part);
            var step = position.Of(number, statement);
            if (step == ScriptStep.Skip) return null;
            channel.Tell(new StatementBegan(number));
            return step == ScriptStep.Resume
                ? await runner.ResumeAsync((WriteStatement)statement, number, channel.Cancellation)
                : await runner.RunAsync(statement, number, channel.Cancellation);
        }
        catch (QueryException fault) when (fault.MissingTable is { } missing)
        {
            return new FailedResult(number, fault.With(await new TableHint(workspace.Connections).OfAsync(missing, channel.Cancellation)));
        }
        catch (Exception fault) when (fault is QueryException or ConnectorException or LoadDeclinedException)
        {
            return new FailedResult(number, fault);
        }
    }
}
