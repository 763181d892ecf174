namespace Koppel.Engine.Secrets;

/// <summary>Where secrets are kept, and where the key to them comes from.</summary>
public sealed record SecretOptions
{
    /// <summary>The variable that holds a key: 32 random bytes in base64.</summary>
    public const string KeyVariable = "KOPPEL_SECRET_KEY";

    /// <summary>The variable that names a file with such a key.</summary>
    public const string KeyFileVariable = "KOPPEL_SECRET_KEY_FILE";

    /// <summary>The variable that holds a passphrase.</summary>
    public const string PassphraseVariable = "KOPPEL_SECRET_PASSPHRASE";

    /// <summary>The file. It is made, with its folder, when the first secret is stored.</summary>
    public required string File { get; init; }

    /// <summary>Gives an environment variable, or null. The default asks the process.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>
    /// Asks a person for a passphrase, given the question; null when there is no answer. It must not be shown. Null where nobody can be
    /// asked.
    /// </summary>
    public Func<string, string?>? Ask { get; init; }

    /// <summary>The clock. The default is the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
