using System.CommandLine;
using System.Globalization;
using System.Text;
using Koppel.Cli.Faults;
using Koppel.Cli.Output;
using Koppel.Cli.Terminal;
using Koppel.Engine.Secrets;
using Koppel.Engine.Statements;
using Koppel.Sdk.Connections;

namespace Koppel.Cli.Commands;

/// <summary><c>koppel secrets set|list|remove|new-key</c>: what <c>${secret:NAME}</c> refers to.</summary>
static class SecretsCommand
{
    /// <summary>The command.</summary>
    public static KoppelCommand Create(Screen screen) => new(
        "secrets",
        "Keeps tokens and passwords in an encrypted file of yours, for ${secret:NAME} in koppel.toml and --connect.",
        command => Fill(command, screen),
        "koppel secrets set AC_TOKEN",
        "koppel secrets set AC_TOKEN < token.txt",
        "koppel secrets list",
        "koppel secrets remove AC_TOKEN",
        "koppel secrets new-key ~/.config/koppel.key");

    static void Fill(Command command, Screen screen)
    {
        command.Add(Set(screen));
        command.Add(List(screen));
        command.Add(Remove(screen));
        command.Add(NewKey(screen));
    }

    static KoppelCommand Set(Screen screen) => Child(new KoppelCommand(
        "set",
        "Stores a secret, or another in its place. It is asked for without being shown, or read from stdin; never given as an argument.",
        command =>
        {
            var name = Name(command);
            command.TreatUnmatchedTokensAsErrors = false; // It may be the secret, which no fault repeats.
            command.SetAction((parsed, cancellationToken) => ToldAsync(async () =>
            {
                if (parsed.UnmatchedTokens.Count > 0)
                    throw new UsageException(
                        "A secret is no argument: others can see the command line. Type it when you are asked, or send it to stdin.");
                var wanted = Valid(parsed.GetRequiredValue(name));
                var store = SecretPlace.Needed(screen);
                var isThere = store.List().ContainsKey(wanted);
                store.Store(wanted, await ValueAsync(wanted, screen, cancellationToken));
                screen.Say($"{wanted} is {(isThere ? "changed" : "stored")} in {store.Path}. Write ${{secret:{wanted}}} in koppel.toml.");
                return ExitCode.Done;
            }));
        },
        "koppel secrets set AC_TOKEN",
        "koppel secrets set AC_TOKEN < token.txt"));

    static KoppelCommand List(Screen screen) => Child(new KoppelCommand(
        "list",
        "Lists the names of the secrets, and when each was stored. It shows no secret and needs no key.",
        command =>
        {
            var results = new ResultOptions(command);
            command.SetAction((parsed, cancellationToken) => ToldAsync(async () =>
            {
                var secrets = SecretPlace.Needed(screen).List();
                await using var sink = results.Open(parsed, screen);
                await sink.WriteAsync(Rows(secrets), cancellationToken);
                await sink.CompleteAsync(cancellationToken);
                return ExitCode.Done;
            }));
        },
        "koppel secrets list"));

    static KoppelCommand Remove(Screen screen) => Child(new KoppelCommand(
        "remove",
        "Removes a secret. It needs no key.",
        command =>
        {
            var name = Name(command);
            command.SetAction((parsed, _) => ToldAsync(() =>
            {
                var (wanted, store) = (parsed.GetRequiredValue(name), SecretPlace.Needed(screen));
                if (!store.Remove(wanted))
                    throw new UsageException(
                        $"There is no secret {wanted} in {store.Path}. koppel secrets list shows those that are there.");
                screen.Say($"{wanted} is removed.");
                return Task.FromResult(ExitCode.Done);
            }));
        },
        "koppel secrets remove AC_TOKEN"));

    static KoppelCommand NewKey(Screen screen) => Child(new KoppelCommand(
        "new-key",
        "Makes a new random key: in a file that only you can read, or with --system in the system's own key store (tried on Linux only).",
        command =>
        {
            var file = new Argument<string?>("FILE") { Description = "The file. It must not be there yet.",
                Arity = ArgumentArity.ZeroOrOne };
            var system = new Option<bool>("--system")
            {
                Description = "Keeps it in the Secret Service of the desktop, the keychain of macOS or the data protection of Windows. The "
                    + "last two could not be tried.",
            };
            command.Add(file);
            command.Add(system);
            command.SetAction((parsed, _) => ToldAsync(() =>
            {
                var (name, isSystem) = (parsed.GetValue(file), parsed.GetValue(system));
                if (name is null != isSystem) throw new UsageException("Name a file for the new key, or write --system, one of the two.");
                if (name is null) InSystem(screen);
                else InFile(screen, screen.PathOf(name));
                return Task.FromResult(ExitCode.Done);
            }));
        },
        "koppel secrets new-key ~/.config/koppel.key",
        "koppel secrets new-key --system"));

    static void InFile(Screen screen, string path)
    {
        SecretFile.WriteNewKey(path);
        screen.Say($"A new key is in {path}. Name it where secrets are used: export {SecretOptions.KeyFileVariable}={path}");
        screen.Say("Keep a copy in a safe place: without it nobody can read the secrets that are stored under it.");
    }

    static void InSystem(Screen screen)
    {
        var store = SecretPlace.Needed(screen);
        screen.Say($"A new key to {store.Path} is in {store.BeginInSystem()}. Store secrets now: koppel secrets set NAME");
    }

    /// <summary>The names and times as rows.</summary>
    static RowsResult Rows(IReadOnlyDictionary<string, DateTimeOffset> secrets) => ModelRows.Of(
        ["secret", "stored"],
        secrets.OrderBy(s => s.Key, StringComparer.Ordinal)
            .Select(s => new[] { s.Key, s.Value.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) }));

    /// <summary>A command below another is one that was asked for.</summary>
    static KoppelCommand Child(KoppelCommand command)
    {
        command.Fill();
        return command;
    }

    static Argument<string> Name(Command command)
    {
        var name = new Argument<string>("NAME") { Description = $"Its name: {SecretName.Rule}." };
        command.Add(name);
        return name;
    }

    /// <summary>The name, if it is one; it may be the secret itself, typed in the wrong place, and is not repeated.</summary>
    static string Valid(string name) => SecretName.IsValid(name) ? name
        : throw new UsageException($"That cannot be the name of a secret: a name has {SecretName.Rule}, such as AC_TOKEN.");

    static async Task<string> ValueAsync(string name, Screen screen, CancellationToken cancellationToken)
    {
        var value = screen.CanAsk ? screen.AskHidden($"{name} (it is not shown): ") : await OfStdinAsync(screen, cancellationToken);
        return value switch
        {
            null or "" => throw new UsageException($"There is no value for {name}. Type it at the terminal, or send it to stdin."),
            { Length: > SecretFile.Longest } =>
                throw new UsageException($"The value for {name} is longer than {SecretFile.Longest} letters."),
            _ => value,
        };
    }

    /// <summary>All of stdin without the end of its last line.</summary>
    static async Task<string> OfStdinAsync(Screen screen, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(screen.OpenInput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, true));
        try
        {
            var text = await reader.ReadToEndAsync(cancellationToken);
            return text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
        }
        catch (DecoderFallbackException)
        {
            throw new UsageException("What stands on stdin is no text in UTF-8. Store a file of bytes as base64.");
        }
    }

    /// <summary>A wrong key or a damaged file is a matter of how the command was set up.</summary>
    static async Task<int> ToldAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (ConnectorException fault)
        {
            throw new UsageException(fault.Message);
        }
    }
}
