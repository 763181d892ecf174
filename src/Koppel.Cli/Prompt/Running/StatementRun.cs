using Koppel.Cli.Faults;
using Koppel.Cli.Scripts;
using Koppel.Cli.Terminal;
using Koppel.Engine.Statements;

namespace Koppel.Cli.Prompt.Running;

/// <summary>Runs what was typed, in the session of the prompt, and shows what came of it.</summary>
/// <param name="screen">The screen.</param>
/// <param name="session">The session.</param>
/// <param name="settings">What dot commands said.</param>
sealed class StatementRun(Screen screen, PromptSession session, PromptSettings settings)
{
    /// <summary>Runs statements.</summary>
    /// <param name="script">The statements.</param>
    /// <param name="file">The file that they came from, or null.</param>
    public async Task RunAsync(string script, string? file = null)
    {
        await using var sink = new PromptSink(screen, settings);
        var runner = new ScriptRunner(screen, sink) { HasTimes = settings.HasTimer };
        var cancellationToken = screen.Interruption.Token;
        var run = session.Current.Run(script, runner.Options with { File = file, Command = "prompt" }, cancellationToken);
        if (runner.Run(run, file, cancellationToken) is ExitCode.Done or ExitCode.Rejects) await sink.CompleteAsync(cancellationToken);
    }

    /// <summary>Shows rows that no statement gave.</summary>
    public async Task ShowAsync(RowsResult rows)
    {
        await using var sink = new PromptSink(screen, settings);
        await sink.WriteAsync(rows, screen.Interruption.Token);
        await sink.CompleteAsync(screen.Interruption.Token);
    }
}
