using System.CommandLine;
using Koppel.Cli.Faults;
using Koppel.Cli.Scripts;
using Koppel.Cli.Sinks;
using Koppel.Cli.Terminal;
using Koppel.Engine.Plans;

namespace Koppel.Cli.Commands;

/// <summary><c>koppel run FILE…</c>: runs scripts.</summary>
static class RunCommand
{
    /// <summary>The command.</summary>
    public static KoppelCommand Create(Screen screen) => new(
        "run",
        "Runs scripts one after another in one session, and stops at the first error.",
        command => Fill(command, screen),
        "koppel run tags.sql",
        "koppel run prepare.sql load.sql --var since=2026-01-01 --summary json");

    static void Fill(Command command, Screen screen)
    {
        var files =
            new Argument<string[]>("FILE") { Description = "The scripts; - reads one from stdin.", Arity = ArgumentArity.OneOrMore };
        command.Add(files);
        var arguments = new SessionArguments(command, screen);
        var results = new ResultOptions(command);
        var script = new ScriptOptions(command);
        var plans = new PlanOptions(command, results);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var texts = new List<(string File, string Text)>();
            foreach (var file in parsed.GetRequiredValue(files))
                texts.Add((file, await ScriptText.OfFileAsync(file, screen, cancellationToken)));

            await using var session = arguments.Open(parsed);
            await using var sink = results.Open(parsed, screen, script.DryRun(parsed));
            using var plan = plans.Begin(parsed, screen);
            var runner = new ScriptRunner(screen, sink, script.Summary(parsed), script.Variables(parsed), script.DryRun(parsed),
                script.Yes(parsed)) { Changes = (sink as DryRunSink)?.Changes, Plan = plan, Quiet = script.Quiet(parsed) };
            var code = ExitCode.Done;
            var ran = 0;
            foreach (var (file, text) in texts)
            {
                plan?.Begin(new PlannedScript(file, text, runner.Options.Variables));
                code = runner.Run(session.Run(text, runner.Options with { File = file }, cancellationToken),
                    file == ScriptText.Stdin ? "stdin" : file, cancellationToken);
                ran++;
                if (code is not (ExitCode.Done or ExitCode.Rejects)) break;
            }

            if (code is ExitCode.Done or ExitCode.Rejects)
            {
                await sink.CompleteAsync(cancellationToken);
                if (plan is not null)
                    plans.Complete(parsed, screen, plan, session, $"run {string.Join(' ', texts.Select(t => t.File))} --dry-run");
            }
            else if (ran < texts.Count) screen.Say($"Not run: {string.Join(", ", texts.Skip(ran).Select(t => t.File))}.");
            runner.Summarize();
            return code;
        });
    }
}
