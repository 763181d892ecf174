using System.CommandLine;
using Koppel.Cli.Faults;
using Koppel.Cli.Scripts;
using Koppel.Cli.Sinks;
using Koppel.Cli.Terminal;
using Koppel.Engine.Hosting;
using Koppel.Engine.Plans;
using Koppel.Sdk.Connections;

namespace Koppel.Cli.Commands;

/// <summary><c>koppel apply FILE</c>: makes the changes of a plan file.</summary>
static class ApplyCommand
{
    /// <summary>The command.</summary>
    public static KoppelCommand Create(Screen screen) => new(
        "apply",
        "Makes exactly the changes of a plan file, and no others; rows that somebody changed since are left and told.",
        command => Fill(command, screen),
        "koppel apply plan.koppel",
        "koppel apply plan.koppel --dry-run",
        "koppel apply plan.koppel --on-drift refuse");

    static void Fill(Command command, Screen screen)
    {
        var file = new Argument<string>("FILE") { Description = "The plan, as koppel explain … --output FILE.koppel made it." };
        command.Add(file);
        var drift = new Option<string?>("--on-drift")
        {
            Description = "What becomes of rows that somebody changed since the plan was made: leave them, or refuse a load that has one. "
                + "Without it they are left, and a load is refused when more than a tenth of its rows drifted.",
            HelpName = "leave|refuse",
        };
        drift.AcceptOnlyFromAmong("leave", "refuse");
        command.Add(drift);
        var quiet = ScriptOptions.QuietOption();
        command.Add(quiet);
        var dryRun = new Option<bool>("--dry-run") { Description = "Reads and shows what is left of the plan, and writes nothing." };
        command.Add(dryRun);
        var arguments = new SessionArguments(command, screen);
        var results = new ResultOptions(command);
        var summary = ScriptOptions.SummaryOption();
        command.Add(summary);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var session = arguments.Open(parsed);
            var isDry = parsed.GetValue(dryRun);
            var (script, name) = Script(session, screen.PathOf(parsed.GetRequiredValue(file)), parsed.GetValue(drift));
            if (script.Length == 0)
            {
                screen.Say($"{name} changes nothing: there is nothing to apply.");
                return ExitCode.Done;
            }
            await using var sink = results.Open(parsed, screen, isDry);
            // Somebody has read what it does: that is what a plan is for.
            var runner = new ScriptRunner(screen, sink, parsed.GetValue(summary) is not null, dryRun: isDry, yes: true)
            {
                Changes = (sink as DryRunSink)?.Changes, Quiet = parsed.GetValue(quiet),
            };
            var options = runner.Options with { Command = $"apply {name}" };
            var code = runner.Run(session.Run(script, options, cancellationToken), name, cancellationToken);
            if (code is ExitCode.Done or ExitCode.Rejects) await sink.CompleteAsync(cancellationToken);
            runner.Summarize();
            return code;
        });
    }

    static (string Script, string Name) Script(Session session, string path, string? drift)
    {
        try
        {
            using var plan = PlanFile.Open(path);
            var rule = drift switch { "leave" => DriftRule.Leave, "refuse" => DriftRule.Refuse, _ => DriftRule.Usual };
            return (session.ApplyScript(plan, PlanOptions.Key, rule), Path.GetFileName(path));
        }
        catch (Exception fault) when (fault is Engine.Sql.QueryException or ConnectorException { Kind: not ConnectorErrorKind.Unreachable })
        {
            throw new UsageException(fault.Message);
        }
    }
}
