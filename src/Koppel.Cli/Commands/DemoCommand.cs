using System.CommandLine;
using Koppel.Cli.Demo;
using Koppel.Cli.Terminal;

namespace Koppel.Cli.Commands;

/// <summary><c>koppel demo</c>: the main job, on a sandbox within the process.</summary>
static class DemoCommand
{
    /// <summary>The command.</summary>
    public static KoppelCommand Create(Screen screen) => new(
        "demo",
        "Loads tags from an Excel workbook into an embedded sandbox, and shows what happens.",
        command => Fill(command, screen),
        "koppel demo");

    static void Fill(Command command, Screen screen)
    {
        command.SetAction((_, cancellationToken) => TagDemo.RunAsync(screen, cancellationToken));
    }
}
