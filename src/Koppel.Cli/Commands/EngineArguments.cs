using System.CommandLine;
using System.CommandLine.Parsing;
using Koppel.Cli.Faults;
using Koppel.Cli.Output;
using Koppel.Cli.Terminal;
using Koppel.Connectors;
using Koppel.Engine.Configuration;
using Koppel.Engine.Secrets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Koppel.Cli.Commands;

/// <summary>The options of every command that speaks of connections: which there are, and who watches.</summary>
sealed class EngineArguments
{
    const string StateName = ".koppel";

    readonly Option<string?> _config =
        new("--config") { Description = "The configuration to read, instead of koppel.toml in the working folder.", HelpName = "FILE" };
    readonly Option<string[]> _connect = new("--connect")
    {
        Description = "A connection, added to or instead of one of the configuration: \"NAME=TYPE;setting=value;…\". Repeatable.",
        HelpName = "TEXT",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    readonly Option<string?> _state = new("--state")
    {
        Description = "The folder of the ledger, instead of .koppel beside the configuration.",
        HelpName = "DIR",
    };

    readonly Option<bool> _verbose = new("--verbose") { Description = "Tells on stderr what is decided and which calls are made." };

    readonly Option<string?> _trace = new("--trace")
    {
        Description = "Writes what is decided, and how long each statement, scan and call takes, to a file, a line of JSON each.",
        HelpName = "FILE",
    };

    readonly Screen _screen;
    ILogger? _log;
    readonly Lazy<SecretFile?> _secrets;

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="screen">Where the command tells.</param>
    public EngineArguments(Command command, Screen screen)
    {
        (_screen, _secrets) = (screen, new Lazy<SecretFile?>(() => SecretPlace.Open(screen)));
        command.Add(_config);
        command.Add(_connect);
        command.Add(_state);
        command.Add(_verbose);
        command.Add(_trace);
    }

    /// <summary>Where the configuration comes from.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="ledgerOnly">No connection and no secret is needed.</param>
    /// <param name="file">A file instead of that of the command line, or null.</param>
    public ConfigurationSource Source(ParseResult parsed, bool ledgerOnly = false, string? file = null) => new()
    {
        Connectors = All.Connectors,
        WorkingFolder = WorkingFolder,
        File = file ?? parsed.GetValue(_config),
        Connect = parsed.GetValue(_connect) ?? [],
        LedgerOnly = ledgerOnly,
        Secrets = _secrets.Value,
    };

    /// <summary>A text with its references to secrets and variables replaced, or why that cannot be.</summary>
    public static (string? Value, string? Fault) Resolve(string text, ConfigurationSource source) =>
        (References.Value(text, source, out var fault), fault);

    /// <summary>The user's secrets, the same store for all that the command reads; null for a user without a folder.</summary>
    public SecretFile? Secrets => _secrets.Value;

    /// <summary>The full path of the configuration, be it there or not.</summary>
    public string ConfigurationPath(ParseResult parsed) =>
        Path.GetFullPath(parsed.GetValue(_config) ?? ConfigurationSource.DefaultFile, WorkingFolder);

    /// <summary>Whether the options name connections, or a place for what is kept of them.</summary>
    public bool IsNamed(ParseResult parsed) =>
        parsed.GetValue(_config) is not null || parsed.GetValue(_connect) is { Length: > 0 } || parsed.GetValue(_state) is not null;

    /// <summary>Whether there is something to read connections from.</summary>
    public bool HasConnections(ParseResult parsed) => parsed.GetValue(_config) is not null
        || parsed.GetValue(_connect) is { Length: > 0 } || File.Exists(Path.Combine(WorkingFolder, ConfigurationSource.DefaultFile));

    /// <summary>What an engine over a configuration is made with.</summary>
    public EngineOptions Options(ParseResult parsed, LoadedConfiguration configuration) => new()
    {
        Connectors = All.Connectors,
        Connections = configuration.Connections,
        BaseFolder = configuration.BaseFolder,
        StateFolder = parsed.GetValue(_state) is { } state ? Full(state, "--state") : StateFolderOf(configuration),
        SharedFolder = SharedFolder,
        KeepRuns = configuration.Ledger.Keep,
        Keep = configuration.Keep,
        Secrets = _secrets.Value,
        Log = _log ??= Watching(parsed),
    };

    /// <summary>The state folder of a configuration, where no other is named.</summary>
    public static string StateFolderOf(LoadedConfiguration configuration) => Path.Combine(configuration.BaseFolder, StateName);

    /// <summary>Who watches, as the options say.</summary>
    ILogger Watching(ParseResult parsed)
    {
        var (verbose, trace) = (parsed.GetValue(_verbose), parsed.GetValue(_trace));
        return verbose || trace is not null ? new Watcher(_screen, verbose, trace) : NullLogger.Instance;
    }

    /// <summary>
    /// Where the ledger of a command line would be, also before its configuration is read; null for a command that has none. For faults
    /// only, so that it throws none itself.
    /// </summary>
    public static string? StateFolder(ParseResult parsed, Screen screen)
    {
        try
        {
            if (parsed.GetResult("--state") is OptionResult state && state.GetValueOrDefault<string?>() is { Length: > 0 } given)
                return screen.PathOf(given);
            if (parsed.GetResult("--config") is not OptionResult config)
                return parsed.CommandResult.Command.Options.Any(o => o.Name == "--state") ? screen.PathOf(StateName) : null;
            return Path.Combine(Path.GetDirectoryName(screen.PathOf(config.GetValueOrDefault<string?>() ?? "."))!, StateName);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The folder in which the command runs.</summary>
    string WorkingFolder
    {
        get
        {
            try
            {
                return _screen.Folder ?? Environment.CurrentDirectory;
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                throw new UsageException(
                    "The folder in which this runs is not there any more, or may not be read. Change into another one.");
            }
        }
    }

    string Full(string path, string option)
    {
        try
        {
            return _screen.PathOf(path);
        }
        catch (Exception fault) when (fault is ArgumentException or IOException)
        {
            throw new UsageException($"{option}: '{path}' is no path. Give the path of a folder.");
        }
    }

    /// <summary>The same folder in every session of the user, also in one that a scheduler starts; null when the user has none.</summary>
    public static string? SharedFolder => UserFolder is { } folder ? Path.Combine(folder, "budget") : null;

    /// <summary>The file of what the user typed at prompts; null when the user has no folder.</summary>
    public static string? HistoryFile => UserFolder is { } folder ? Path.Combine(folder, "history") : null;

    static string? UserFolder =>
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify)
            is { Length: > 0 } local
            ? Path.Combine(local, "koppel") : null;
}
