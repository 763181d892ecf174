using System.CommandLine;
using Koppel.Cli.Faults;
using Koppel.Cli.Sinks;
using Koppel.Cli.Terminal;
using Koppel.Engine.Configuration;
using Koppel.Engine.Hosting;
using Koppel.Jobs.Hosting;
using Koppel.Jobs.Runs;

namespace Koppel.Cli.Commands;

/// <summary>The options of the commands of jobs, and the jobs that they name.</summary>
sealed class JobArguments
{
    readonly EngineArguments _engine;
    readonly Screen _screen;

    /// <summary>Adds the options to a command.</summary>
    public JobArguments(Command command, Screen screen) => (_engine, _screen) = (new EngineArguments(command, screen), screen);

    /// <summary>An argument with a job's name.</summary>
    public static Argument<string> Name(Command command)
    {
        var name = new Argument<string>("NAME") { Description = "The job: the name of its file jobs/NAME.toml." };
        command.Add(name);
        return name;
    }

    /// <summary>Opens the jobs beside the configuration.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="say">Is told what happens; null for nobody.</param>
    public JobHost Open(ParseResult parsed, Action<string>? say = null)
    {
        var read = ConfigurationReader.Read(_engine.Source(parsed, ledgerOnly: true));
        return JobHost.Open(new JobHostOptions
        {
            Folder = Path.Combine(read.BaseFolder, "jobs"), StateFolder = _engine.Options(parsed, read).StateFolder!,
            Around = Around(() => OpenSession(parsed), text => Resolve(parsed, text), _screen) with
            {
                Mappings = Path.Combine(read.BaseFolder, "loads"),
            },
            Say = say,
        });
    }

    /// <summary>The folder of the configuration.</summary>
    public string Folder(ParseResult parsed) => ConfigurationReader.Read(_engine.Source(parsed, ledgerOnly: true)).BaseFolder;

    /// <summary>What a program does for the runs of its jobs.</summary>
    /// <param name="open">Opens a session.</param>
    /// <param name="resolve">Replaces references to secrets and variables.</param>
    /// <param name="screen">Where files are.</param>
    public static JobSurroundings Around(
        Func<JobSession> open, Func<string, (string? Value, string? Fault)> resolve, Screen screen) => new()
    {
        Open = open, Resolve = resolve, Exports = ExportFile.Fault,
        Export = async (rows, cancellationToken) =>
        {
            try
            {
                return await ExportFile.WriteAsync(rows, rows.Export!, screen, cancellationToken);
            }
            catch (UsageException fault)
            {
                throw new JobException(fault.Message);
            }
        },
    };

    /// <summary>A session over the configuration as it is now: jobs outlive its changes.</summary>
    JobSession OpenSession(ParseResult parsed)
    {
        var read = ConfigurationReader.Read(_engine.Source(parsed));
        var engine = _engine.Options(parsed, read) with { Attached = new AttachedConnections() };
        var session = Session.Open(engine, new SessionOptions
        {
            Files = read.Session.Files, ReadOnly = read.Session.ReadOnly, TimeZone = read.Session.TimeZone, User = Environment.UserName,
            Door = SessionDoor.Job,
        });
        return new JobSession(session, engine, session.DisposeAsync);
    }

    (string? Value, string? Fault) Resolve(ParseResult parsed, string text) => EngineArguments.Resolve(text, _engine.Source(parsed));
}
