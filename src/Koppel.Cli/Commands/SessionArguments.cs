using System.CommandLine;
using Koppel.Cli.Terminal;
using Koppel.Connectors;
using Koppel.Engine.Configuration;
using Koppel.Engine.Hosting;
using Koppel.Server.Connections;

namespace Koppel.Cli.Commands;

/// <summary>The options of every command that opens a session: which connections there are, and what it may do.</summary>
sealed class SessionArguments
{
    readonly Option<string?> _files = new("--files")
    {
        Description = "Which files SQL may name, instead of [session] of the configuration: all, those of connections, or none.",
        HelpName = string.Join('|', SessionSettings.FilesWords),
    };

    readonly Option<bool> _readOnly = new("--read-only") { Description = "Refuses every statement that writes to a connection or a file." };

    readonly EngineArguments _engine;

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="screen">Where the command tells.</param>
    public SessionArguments(Command command, Screen screen)
    {
        _engine = new EngineArguments(command, screen);
        _files.AcceptOnlyFromAmong([.. SessionSettings.FilesWords]);
        command.Add(_files);
        command.Add(_readOnly);
    }

    /// <summary>Reads the configuration and opens a session.</summary>
    /// <exception cref="ConfigurationException">The configuration has faults.</exception>
    public Session Open(ParseResult parsed) => Open(parsed, ledgerOnly: false);

    /// <summary>The same over another configuration than that of the command line, unless none is named.</summary>
    /// <exception cref="ConfigurationException">The configuration has faults.</exception>
    public Session Open(ParseResult parsed, string? file) => Open(parsed, ledgerOnly: false, file);

    /// <summary>Opens a session for what asks the ledger alone: no connection and no secret is needed for that.</summary>
    /// <exception cref="ConfigurationException">What is left of the configuration has faults.</exception>
    public Session OpenLedger(ParseResult parsed) => Open(parsed, ledgerOnly: true);

    /// <summary>
    /// Reads the configuration, for a program that opens its sessions itself and goes on without the connections that are wrong.
    /// </summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="problem">What is wrong; null when nothing is.</param>
    /// <exception cref="ConfigurationException">Nothing of the configuration is right.</exception>
    public (EngineOptions Engine, SessionOptions Session, LoadedConfiguration Loaded) ReadRight(ParseResult parsed, out string? problem)
    {
        var configuration = ConfigurationReader.ReadRight(_engine.Source(parsed), out var faults);
        problem = faults.Count == 0 ? null : string.Join('\n', faults);
        if (problem is not null && configuration.Connections.Count == 0) throw new ConfigurationException(faults);
        return (_engine.Options(parsed, configuration), Options(parsed, configuration.Session), configuration);
    }

    /// <summary>By which a page changes the configuration.</summary>
    public UiSetup Setup(ParseResult parsed) => new()
    {
        Connectors = All.Connectors, File = _engine.ConfigurationPath(parsed), Secrets = _engine.Secrets,
    };

    /// <summary>A text with its references to secrets and variables replaced, or why that cannot be.</summary>
    public (string? Value, string? Fault) Resolve(ParseResult parsed, string text) => EngineArguments.Resolve(text, _engine.Source(parsed));

    /// <summary>Whether the options name connections, or a place for what is kept of them.</summary>
    public bool IsNamed(ParseResult parsed) => _engine.IsNamed(parsed);

    /// <summary>Whether there is something to read connections from.</summary>
    public bool HasConnections(ParseResult parsed) => _engine.HasConnections(parsed);

    Session Open(ParseResult parsed, bool ledgerOnly, string? file = null)
    {
        var configuration = ConfigurationReader.Read(_engine.Source(parsed, ledgerOnly, file));
        return Session.Open(
            _engine.Options(parsed, configuration), Options(parsed, configuration.Session) with { Door = SessionDoor.Cli });
    }

    SessionOptions Options(ParseResult parsed, SessionSettings settings) => new()
    {
        Files = parsed.GetValue(_files) is { } files ? Enum.Parse<SessionFiles>(files, ignoreCase: true) : settings.Files,
        ReadOnly = parsed.GetResult(_readOnly) is { Implicit: false } ? parsed.GetValue(_readOnly) : settings.ReadOnly,
        TimeZone = settings.TimeZone,
        User = Environment.UserName,
    };
}
