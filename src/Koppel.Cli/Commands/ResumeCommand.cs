using System.CommandLine;
using Koppel.Cli.Faults;
using Koppel.Cli.Scripts;
using Koppel.Cli.Terminal;

namespace Koppel.Cli.Commands;

/// <summary><c>koppel resume RUN</c>: goes on with a run that broke off.</summary>
static class ResumeCommand
{
    /// <summary>The command.</summary>
    public static KoppelCommand Create(Screen screen) => new(
        "resume",
        "Goes on with a run that was interrupted, stopped or failed, at the statement where it ended.",
        command => Fill(command, screen),
        "koppel resume 7");

    static void Fill(Command command, Screen screen)
    {
        var run = RunNumber.Argument();
        command.Add(run);
        var arguments = new SessionArguments(command, screen);
        var results = new ResultOptions(command);
        var summary = ScriptOptions.SummaryOption();
        command.Add(summary);
        var yes = ScriptOptions.YesOption();
        command.Add(yes);
        var quiet = ScriptOptions.QuietOption();
        command.Add(quiet);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var session = arguments.Open(parsed);
            RunNumber.Check(session.Engine, parsed.GetRequiredValue(run));
            await using var sink = results.Open(parsed, screen);
            var runner = new ScriptRunner(
                screen, sink, parsed.GetValue(summary) is not null, yes: parsed.GetValue(yes)) { Quiet = parsed.GetValue(quiet) };
            var code = runner.Run(
                session.Resume(parsed.GetRequiredValue(run), runner.Options, cancellationToken),
                $"run {parsed.GetRequiredValue(run)}", cancellationToken);
            if (code is ExitCode.Done or ExitCode.Rejects) await sink.CompleteAsync(cancellationToken);
            runner.Summarize();
            return code;
        });
    }
}
