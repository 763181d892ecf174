using System.Collections.Concurrent;
using Koppel.Connectors;
using Koppel.Engine.Configuration;
using Koppel.Engine.Hosting;
using Koppel.Jobs.Hosting;
using Koppel.Jobs.Runs;
using Koppel.Sandbox;
using Koppel.Sandbox.Hosting;

namespace Koppel.Jobs.Tests.Testing;

/// <summary>A folder with jobs over a sandbox.</summary>
internal sealed class JobRoom : IAsyncDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("koppel-jobs-");

    JobRoom(SandboxServer sandbox) => Sandbox = sandbox;

    public SandboxServer Sandbox { get; }

    public string Folder => _folder.FullName;

    public string StateFolder => Path.Combine(Folder, ".koppel");

    /// <summary>What stands behind the connection <c>ac</c>, such as <c>environment=production</c>.</summary>
    public string More { get; set; } = "";

    /// <summary>Variables that references are replaced by.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>The sentences that the jobs said.</summary>
    public ConcurrentQueue<string> Said { get; } = [];

    public static async Task<JobRoom> StartAsync() => new(await SandboxServer.StartAsync(
        new SandboxOptions { Seed = 50, TimeScale = 1_000_000, Plain = true }, TestContext.Current.CancellationToken));

    /// <summary>Writes a job with its statements.</summary>
    public void Write(string name, string toml, string sql)
    {
        Directory.CreateDirectory(Path.Combine(Folder, "jobs"));
        File.WriteAllText(Path.Combine(Folder, "jobs", name + ".toml"), toml);
        File.WriteAllText(Path.Combine(Folder, "jobs", name + ".sql"), sql);
    }

    /// <summary>Opens the jobs.</summary>
    public JobHost Open(TimeProvider? time = null) => JobHost.Open(new JobHostOptions
    {
        Folder = Path.Combine(Folder, "jobs"), StateFolder = StateFolder, Time = time ?? TimeProvider.System,
        Say = Said.Enqueue,
        Around = new JobSurroundings { Open = OpenSession, Resolve = Resolve, Mappings = Path.Combine(Folder, "loads") },
    });

    /// <summary>Opens a session as a person's.</summary>
    public JobSession OpenSession()
    {
        var read = ConfigurationReader.Read(Source());
        var engine = new EngineOptions
        {
            Connectors = All.Connectors, Connections = read.Connections, BaseFolder = Folder, StateFolder = StateFolder,
            Attached = new AttachedConnections(),
        };
        var session = Session.Open(engine, new SessionOptions { Threads = 2, Door = SessionDoor.Job });
        return new JobSession(session, engine, session.DisposeAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    (string? Value, string? Fault) Resolve(string text) => (References.Value(text, Source(), out var fault), fault);

    ConfigurationSource Source() => new()
    {
        Connectors = All.Connectors, WorkingFolder = Folder,
        Connect = [$"ac=activecampaign;url={Sandbox.Url};token={Sandbox.Token};{More}".TrimEnd(';')],
        Environment = name => Variables.GetValueOrDefault(name),
    };
}
