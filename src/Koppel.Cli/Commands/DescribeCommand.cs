using System.CommandLine;
using Koppel.Cli.Faults;
using Koppel.Cli.Terminal;
using Koppel.Engine.Binding;
using Koppel.Engine.Statements;

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
            if (screen.ErrorIsTerminal) foreach (var line in About(description.Table)) screen.Say(line);
            foreach (var finding in description.Findings) screen.Say(finding);
            await sink.WriteAsync(Rows(description), cancellationToken);
            await sink.CompleteAsync(cancellationToken);
            return ExitCode.Done;
        });
    }

    /// <summary>The columns as rows.</summary>
    public static RowsResult Rows(TableDescription table) => ModelRows.Of(
        ["column", "type", "traits", "description"],
        table.Columns.Select(c => new[] { c.Name, c.Type, string.Join(", ", c.Traits), c.Description }));

    static IEnumerable<string> About(TableListing table)
    {
        yield return $"{table.Name}@{table.Connection}{(table.Synonyms.Count > 0 ? $", also {string.Join(", ", table.Synonyms)}" : "")}: "
            + $"{table.Can}";
        if (table.Description.Length > 0) yield return table.Description;
        foreach (var note in table.Notes) yield return note;
    }
}
