using System.CommandLine;
using Koppel.Cli.Faults;
using Koppel.Cli.Output;
using Koppel.Cli.Terminal;
using Koppel.Engine.Plans;
using Koppel.Output;
using Koppel.Sdk.Connections;

namespace Koppel.Cli.Commands;

/// <summary><c>koppel plan show FILE</c>: reads a plan file.</summary>
static class PlanCommand
{
    /// <summary>The command.</summary>
    public static KoppelCommand Create(Screen screen) => new(
        "plan",
        "Reads plan files, which koppel explain … --output FILE.koppel makes and koppel apply carries out.",
        command => command.Add(Show(screen)),
        "koppel plan show plan.koppel",
        "koppel plan show plan.koppel --format markdown > comment.md",
        "koppel plan show plan.koppel --format xlsx --output plan.xlsx");

    static KoppelCommand Show(Screen screen)
    {
        var command = new KoppelCommand(
            "show",
            "Shows what a plan would change: in a few lines with the first changes, as markdown for a comment on a change request, as json "
                + "with all that it says; in other formats, and in a file, every change as a row.",
            command => Fill(command, screen),
            "koppel plan show plan.koppel",
            "koppel plan show plan.koppel --exit-on-changes");
        command.Fill();
        return command;
    }

    static void Fill(Command command, Screen screen)
    {
        var file = new Argument<string>("FILE") { Description = "The plan file." };
        command.Add(file);
        var exits =
            new Option<bool>("--exit-on-changes") { Description = "Ends with 5 when the plan changes something, and with 0 if not." };
        command.Add(exits);
        var results = new ResultOptions(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var plan = Open(screen.PathOf(parsed.GetRequiredValue(file)));
            var format = results.Format(parsed);
            var text = results.HasOutput(parsed) ? null : format switch
            {
                null => PlanSummary.Of(plan),
                "markdown" => PlanMarkdown.Of(plan),
                _ => null,
            };
            if (text is not null) await screen.Output.WriteAsync(TextEncoding.Utf8.GetBytes(text), cancellationToken);
            else if (format == "json" && !results.HasOutput(parsed)) await PlanJson.WriteAsync(plan, screen.Output, cancellationToken);
            else
            {
                await using var sink = results.Open(parsed, screen);
                await sink.WriteAsync(PlanRows.Of(plan), cancellationToken);
                await sink.CompleteAsync(cancellationToken);
            }
            return parsed.GetValue(exits) && plan.Loads.Any(l => l.Changes > 0) ? ExitCode.Changes : ExitCode.Done;
        });
    }

    static PlanFile Open(string path)
    {
        try
        {
            return PlanFile.Open(path);
        }
        catch (ConnectorException fault)
        {
            throw new UsageException(fault.Message);
        }
    }
}
