using System.CommandLine;
using Koppel.Cli.Faults;
using Koppel.Cli.Output;
using Koppel.Cli.Terminal;

namespace Koppel.Cli.Commands;

/// <summary><c>koppel describe TABLE@alias</c>: a table's columns.</summary>
static class DescribeCommand
{
    /// <summary>The command.</summary>
    public static KoppelCommand Create(Screen screen) => new(
        "describe",
        "Shows the columns of a table.",
        command => Fill(command, screen),
        "koppel describe contacts@ac");

    static void Fill(Command command, Screen screen)
    {
        var table = new Argument<string>("TABLE@alias") { Description = "The table, such as contacts@ac." };
        command.Add(table);
        var arguments = new SessionArguments(command, screen);
        var results = new ResultOptions(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var session = arguments.Open(parsed);
            await using var sink = results.Open(parsed, screen);
            var description = await session.DescribeAsync(parsed.GetRequiredValue(table), cancellationToken);
            if (screen.ErrorIsTerminal) foreach (var line in TableRows.About(description.Table)) screen.Say(line);
            foreach (var finding in description.Findings) screen.Say(finding);
            await sink.WriteAsync(TableRows.Of(description), cancellationToken);
            await sink.CompleteAsync(cancellationToken);
            return ExitCode.Done;
        });
    }
}
