using System.CommandLine;
using Koppel.Cli.Faults;
using Koppel.Cli.Output;
using Koppel.Cli.Terminal;

namespace Koppel.Cli.Commands;

/// <summary><c>koppel tables [connection]</c>: what tables there are.</summary>
static class TablesCommand
{
    /// <summary>The command.</summary>
    public static KoppelCommand Create(Screen screen) => new(
        "tables",
        "Lists the tables of all connections, or of one.",
        command => Fill(command, screen),
        "koppel tables",
        "koppel tables ac --format markdown");

    static void Fill(Command command, Screen screen)
    {
        var connection = new Argument<string?>("connection") { Description = "The connection's name.", Arity = ArgumentArity.ZeroOrOne };
        command.Add(connection);
        var arguments = new SessionArguments(command, screen);
        var results = new ResultOptions(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var session = arguments.Open(parsed);
            await using var sink = results.Open(parsed, screen);
            var tables = await session.ListTablesAsync(parsed.GetValue(connection), cancellationToken);
            await sink.WriteAsync(TableRows.Of(tables), cancellationToken);
            await sink.CompleteAsync(cancellationToken);
            if (tables.Count == 0 && session.Connections.Count == 0)
                screen.Say("There is no connection. Write a koppel.toml, or give one with --connect \"NAME=TYPE;setting=value\".");
            return ExitCode.Done;
        });
    }
}
