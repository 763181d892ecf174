using System.CommandLine;

namespace Koppel.Cli.Commands;

/// <summary>Words that Koppel does not know yet. They are refused with the reason, not ignored.</summary>
static class NotYet
{
    /// <summary>The commands.</summary>
    public static IEnumerable<Command> Commands(Screen screen) =>
        [Refused("undo", "A run cannot be taken back yet. See what it did with: koppel query \"select * from calls@koppel where run = …\"", screen)];

    static Command Refused(string name, string reason, Screen screen)
    {
        var command = new Command(name) { Hidden = true, TreatUnmatchedTokensAsErrors = false };
        command.SetAction(_ =>
        {
            screen.Say($"koppel {name}: {reason}");
            return ExitCode.Usage;
        });
        return command;
    }
}
