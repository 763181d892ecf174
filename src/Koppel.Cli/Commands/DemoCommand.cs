using System.CommandLine;
using Koppel.Cli.Demo;
using Koppel.Cli.Terminal;

namespace Koppel.Cli.Commands;

/// <summary><c>koppel demo [salesforce]</c>: the main job, on sandboxes within the process.</summary>
static class DemoCommand
{
    const string Salesforce = "salesforce";

    /// <summary>The command.</summary>
    public static KoppelCommand Create(Screen screen) => new(
        "demo",
        "Loads tags from an Excel workbook, or from Salesforce, into an embedded sandbox, and shows what happens.",
        command => Fill(command, screen),
        "koppel demo",
        "koppel demo salesforce");

    static void Fill(Command command, Screen screen)
    {
        var story = new Argument<string?>("STORY")
        {
            Description = $"{Salesforce}: the tags come from Salesforce; without it they come from a workbook.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        story.AcceptOnlyFromAmong(Salesforce);
        command.Add(story);
        command.SetAction((parsed, cancellationToken) => parsed.GetValue(story) is null
            ? TagDemo.RunAsync(screen, cancellationToken) : SalesforceDemo.RunAsync(screen, cancellationToken));
    }
}
