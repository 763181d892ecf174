using System.CommandLine;
using Koppel.Cli.Faults;
using Koppel.Cli.Scripts;
using Koppel.Cli.Sinks;
using Koppel.Cli.Terminal;
using Koppel.Engine.Plans;

namespace Koppel.Cli.Commands;

/// <summary><c>koppel query "SQL"</c>: runs statements and writes their rows.</summary>
static class QueryCommand
{
    /// <summary>The command.</summary>
    public static KoppelCommand Create(Screen screen) => new(
        "query",
        "Runs one or more statements and writes their rows to stdout.",
        command => Fill(command, screen),
        "koppel query \"select email, tag from ContactTagsByEmail@ac limit 10\"",
        "koppel query \"select * from contacts@ac\" --output contacts.xlsx",
        "koppel query - --format csv < report.sql > report.csv");

    static void Fill(Command command, Screen screen)
    {
        var sql = new Argument<string>("SQL") { Description = "The statements, parted by semicolons; - reads them from stdin." };
        command.Add(sql);
        var arguments = new SessionArguments(command, screen);
        var results = new ResultOptions(command);
        var script = new ScriptOptions(command);
        var plans = new PlanOptions(command, results);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var session = arguments.Open(parsed);
            await using var sink = results.Open(parsed, screen, script.DryRun(parsed));
            using var plan = plans.Begin(parsed, screen);
            var runner = new ScriptRunner(screen, sink, script.Summary(parsed), script.Variables(parsed), script.DryRun(parsed),
                script.Yes(parsed)) { Changes = (sink as DryRunSink)?.Changes, Plan = plan, Quiet = script.Quiet(parsed) };
            var text = await ScriptText.OfArgumentAsync(parsed.GetRequiredValue(sql), screen, cancellationToken);
            plan?.Begin(new PlannedScript(null, text, runner.Options.Variables));
            var code =
                runner.Run(session.Run(text, runner.Options, cancellationToken), cancellationToken: cancellationToken);
            if (code is ExitCode.Done or ExitCode.Rejects)
            {
                await sink.CompleteAsync(cancellationToken);
                if (plan is not null) plans.Complete(parsed, screen, plan, session, "query --dry-run");
            }
            runner.Summarize();
            return code;
        });
    }
}
