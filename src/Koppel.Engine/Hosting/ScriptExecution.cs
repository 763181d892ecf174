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
        var exporting = new Exporting(workspace, script, options);
        var ending = Ending.Stopped;
        try
        {
            var parts = Script.Split(script);
            StatementResult? before = null;
            for (var number = 1; number <= parts.Count; number++)
            {
                channel.Cancellation.ThrowIfCancellationRequested();
                channel.Stop.ThrowIfCancellationRequested();
                if (await StatementAsync(runner, exporting, parts, number, before) is not { } result) continue;
                before = result;
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
    async Task<StatementResult?> StatementAsync(
        StatementRunner runner, Exporting exporting, IReadOnlyList<ScriptPart> parts, int number, StatementResult? before)
    {
        try
        {
            var statement = Statement.Parse(script, parts[number - 1]);
            var step = position.Of(number, statement);
            if (step == ScriptStep.Skip) return null;
            channel.Tell(new StatementBegan(number));
            if (step == ScriptStep.Resume) return await runner.ResumeAsync((WriteStatement)statement, number, channel.Cancellation);
            exporting.Check(statement, before);
            var export = exporting.Behind(number < parts.Count ? parts[number] : null);
            var result = await runner.RunAsync(statement, number, channel.Cancellation);
            return result is RowsResult rows ? rows with { Export = export } : result;
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
