using Koppel.Cli.Faults;
using Koppel.Cli.Terminal;
using Koppel.Engine.Secrets;

namespace Koppel.Cli.Commands;

/// <summary>Where the user's secrets are.</summary>
static class SecretPlace
{
    /// <summary>The variable that names another file.</summary>
    public const string Variable = "KOPPEL_SECRETS_FILE";

    /// <summary>The store of secrets; null for a user without a folder. Nothing is read or asked before a secret is needed.</summary>
    public static SecretFile? Open(Screen screen) => Place(screen) is not { } file ? null : new SecretFile(new SecretOptions
    {
        File = file,
        Ask = screen.CanAsk ? screen.AskHidden : null,
    });

    /// <summary>The store of secrets, for a command that cannot do without.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static SecretFile Needed(Screen screen) => Open(screen)
        ?? throw new UsageException($"This user has no folder in which secrets could be kept. Name a file with {Variable}.");

    static string? Place(Screen screen) =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? screen.PathOf(given)
        : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify)
            is { Length: > 0 } local
            ? Path.Combine(local, "koppel", "secrets.json") : null;
}
