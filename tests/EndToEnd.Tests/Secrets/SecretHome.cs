using Koppel.Engine.Secrets;

namespace Koppel.EndToEnd.Tests.Secrets;

/// <summary>A user with secrets of his own: where they are, and the key to them.</summary>
internal sealed class SecretHome : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("koppel-secret-home-");

    /// <summary>The variable of the key.</summary>
    public const string Key = SecretOptions.KeyVariable;

    /// <summary>The variable of a passphrase.</summary>
    public const string Passphrase = SecretOptions.PassphraseVariable;

    /// <summary>The folder, to work in.</summary>
    public string Folder => _folder.FullName;

    /// <summary>The file of secrets.</summary>
    public string File => Path.Combine(Folder, "secrets.json");

    /// <summary>The variables of the user's processes, with a key.</summary>
    public Dictionary<string, string> Variables => new(Bare)
    {
        [Key] = "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=",
    };

    /// <summary>The same without a key.</summary>
    public Dictionary<string, string> Bare => new() { ["KOPPEL_SECRETS_FILE"] = File };

    /// <summary>Runs a process with the key.</summary>
    public Task<Koppel> RunAsync(params string[] arguments) => Koppel.ProcessAsync(Folder, arguments, Variables);

    /// <summary>Stores a secret as a user does.</summary>
    public async Task SetAsync(string name, string value) =>
        Assert.Equal(0, (await Koppel.ProcessAsync(Folder, ["secrets", "set", name], Variables, value + "\n")).ExitCode);

    public void Dispose() => _folder.Delete(recursive: true);
}
