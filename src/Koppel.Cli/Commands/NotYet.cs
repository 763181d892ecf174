using System.CommandLine;

namespace Koppel.Cli.Commands;

/// <summary>Words that Koppel will know once there is a ledger. Until then they are refused with the reason, not ignored.</summary>
static class NotYet
{
    const string Reason = "There is no record of runs yet";

    /// <summary>The commands that ask the ledger.</summary>
    public static IEnumerable<Command> Commands(Screen screen) =>
    [
        Refused("runs", $"{Reason}, so that none can be listed.", screen),
        Refused("resume", $"{Reason}, so that none can be gone on with. Run the script again: what is so already is not sent twice.", screen),
        Refused("undo", $"{Reason}, so that none can be undone.", screen),
        Refused("rejects", $"{Reason}, so that none can be asked for its rejects. The report of a load shows the first of them.", screen),
    ];

    /// <summary><c>--state</c>.</summary>
    public static Option State() => Refused<string>("--state", $"{Reason}, so that there is no folder to choose for it. Leave --state out.");

    /// <summary><c>--dry-run</c>.</summary>
    public static Option DryRun() => Refused<bool>("--dry-run", "A script cannot be tried without effect yet. Look at the plan of a statement with: koppel explain \"…\"");

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

    static Option<T> Refused<T>(string name, string reason)
    {
        var option = new Option<T>(name) { Hidden = true };
        option.Validators.Add(result =>
        {
            if (!result.Implicit) result.AddError(reason); // implicit: it was not written, and has its default
        });
        return option;
    }
}
