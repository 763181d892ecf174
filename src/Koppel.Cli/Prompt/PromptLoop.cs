using Koppel.Cli.Faults;
using Koppel.Cli.Output;
using Koppel.Cli.Prompt.Dots;
using Koppel.Cli.Prompt.Editing;
using Koppel.Cli.Prompt.History;
using Koppel.Cli.Prompt.Running;
using Koppel.Cli.Terminal;
using Koppel.Engine.Configuration;
using Koppel.Engine.Sql;
using Koppel.Sdk.Connections;

namespace Koppel.Cli.Prompt;

/// <summary>Reads what is typed, runs it, and begins anew, until whoever types leaves. No fault ends it.</summary>
/// <param name="screen">The screen.</param>
/// <param name="reader">Reads.</param>
/// <param name="dots">The dot commands.</param>
/// <param name="run">Runs statements.</param>
/// <param name="history">Keeps what was typed.</param>
sealed class PromptLoop(Screen screen, LineReader reader, DotCommands dots, StatementRun run, PromptHistory history)
{
    bool _hasHinted;

    /// <summary>Runs it, and gives the exit code.</summary>
    public async Task<int> RunAsync()
    {
        while (!dots.HasQuit && !screen.Interruption.IsEnding)
        {
            screen.Interruption.Renew();
            var outcome = reader.Read();
            if (outcome.End == LineEnd.Left) break;
            if (outcome.End == LineEnd.Dropped) Hint(outcome.Text);
            else if (outcome.Text.Trim().Length > 0) await TakeAsync(outcome.Text);
        }
        return screen.Interruption.IsEnding ? ExitCode.Interrupted : ExitCode.Done;
    }

    // Who presses Ctrl-C on an empty line may want to leave.
    void Hint(string text)
    {
        if (_hasHinted || text.Length > 0) return;
        _hasHinted = true;
        screen.Say("Ctrl-D or .quit leaves.");
    }

    async Task TakeAsync(string text)
    {
        history.Add(text);
        try
        {
            if (DotLine.Is(text)) await dots.RunAsync(text, screen.Interruption.Token);
            else await run.RunAsync(text);
        }
        catch (ConfigurationException faults)
        {
            foreach (var fault in faults.Faults) screen.Say(fault);
        }
        catch (Exception fault) when (fault is QueryException or ConnectorException or UsageException)
        {
            FaultText.Say(screen, fault, null);
        }
        catch (OperationCanceledException) when (screen.Interruption.IsStopping)
        {
            screen.Say("Interrupted.");
        }
        catch (Exception fault) when (FaultNet.IsOfTheMachine(fault))
        {
            screen.Say(FaultNet.OfTheMachine(fault));
        }
        catch (Exception fault)
        {
            screen.Net.Tell(fault);
        }
        if (screen.Interruption.IsStopping) reader.ForgetKeys();
    }
}
