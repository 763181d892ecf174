using System.CommandLine;
using Koppel.Connectors;
using Koppel.Engine;
using Koppel.Engine.Configuration;

namespace Koppel.Cli.Commands;

/// <summary>The options of every command that opens a session: which connections there are.</summary>
sealed class SessionOptions
{
    readonly Option<string?> _config = new("--config") { Description = "The configuration to read, instead of koppel.toml in the working folder.", HelpName = "FILE" };
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

    /// <summary>Adds the options to a command.</summary>
    public SessionOptions(Command command)
    {
        command.Add(_config);
        command.Add(_connect);
        command.Add(_state);
    }

    /// <summary>Reads the configuration and opens a session.</summary>
    /// <exception cref="ConfigurationException">The configuration has faults.</exception>
    public Database Open(ParseResult parsed)
    {
        var configuration = ConfigurationReader.Read(new ConfigurationSource
        {
            Connectors = All.Connectors,
            WorkingFolder = Environment.CurrentDirectory,
            File = parsed.GetValue(_config),
            Connect = parsed.GetValue(_connect) ?? [],
        });
        return Database.Open(new DatabaseOptions
        {
            Connectors = All.Connectors,
            Connections = configuration.Connections,
            BaseFolder = configuration.BaseFolder,
            StateFolder = parsed.GetValue(_state) is { } state ? Path.GetFullPath(state) : Path.Combine(configuration.BaseFolder, ".koppel"),
            SharedFolder = SharedFolder,
            KeepRuns = configuration.Ledger.Keep,
        });
    }

    /// <summary>The same folder in every session of the user, also in one that a scheduler starts; null when the user has none.</summary>
    static string? SharedFolder =>
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } local
            ? Path.Combine(local, "koppel", "budget") : null;
}
