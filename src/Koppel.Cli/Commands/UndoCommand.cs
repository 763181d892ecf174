using System.CommandLine;
using Koppel.Cli.Faults;
using Koppel.Cli.Scripts;
using Koppel.Cli.Sinks;
using Koppel.Cli.Terminal;

namespace Koppel.Cli.Commands;

/// <summary><c>koppel undo RUN</c>: takes a run back.</summary>
static class UndoCommand
{
    /// <summary>The command.</summary>
    public static KoppelCommand Create(Screen screen) => new(
        "undo",
        "Takes back what a run changed, as far as nobody else has changed it since.",
        command => Fill(command, screen),
        "koppel undo 7 --dry-run",
        "koppel undo 7 --yes");

    static void Fill(Command command, Screen screen)
    {
        var run = RunNumber.Argument();
        command.Add(run);
        var created = new Option<bool>(
            "--delete-created") { Description =
                "Deletes contacts and other rows that the run created, where nobody changed or uses them." };
        command.Add(created);
        var yes = ScriptOptions.YesOption();
        command.Add(yes);
        var quiet = ScriptOptions.QuietOption();
        command.Add(quiet);
        var dryRun = new Option<bool>("--dry-run") { Description = "Reads, plans and shows it, and writes nothing to any system." };
        command.Add(dryRun);
        var arguments = new SessionArguments(command, screen);
        var results = new ResultOptions(command);
        var summary = ScriptOptions.SummaryOption();
        command.Add(summary);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var number = parsed.GetRequiredValue(run);
            var isDry = parsed.GetValue(dryRun);
            await using var session = arguments.Open(parsed);
            RunNumber.Check(session.Engine, number);
            var script = await session.UndoScriptAsync(number, parsed.GetValue(created), isDry, cancellationToken);
            if (script.Length == 0)
            {
                screen.Say($"Run {number} changed nothing: there is nothing to take back.");
                return ExitCode.Done;
            }
            await using var sink = results.Open(parsed, screen, isDry);
            var runner = new ScriptRunner(screen, sink, parsed.GetValue(summary) is not null, dryRun: isDry,
                yes: parsed.GetValue(yes)) { Changes = (sink as DryRunSink)?.Changes, Quiet = parsed.GetValue(quiet) };
            var options = runner.Options with { Command = $"undo {number}" };
            var code = runner.Run(
                session.Run(script, options, cancellationToken), $"undo of run {number}", cancellationToken);
            if (code is ExitCode.Done or ExitCode.Rejects) await sink.CompleteAsync(cancellationToken);
            runner.Summarize();
            return code;
        });
    }
}
