using Koppel.Engine.Configuration;
using Koppel.Engine.History;
using Koppel.Engine.KeptResults;
using Koppel.Jobs.Runs;
using Koppel.Server.Access;
using Koppel.Server.Api;
using Koppel.Server.Connections;
using Koppel.Server.Files;
using Koppel.Server.Loads;
using Koppel.Server.Plans;
using Koppel.Server.Results;
using Koppel.Server.Runs;
using Koppel.Server.Sessions;
using Koppel.Server.Uploads;

namespace Koppel.Server.Hosting;

/// <summary>The query tool on this machine: its page and its interface for one user.</summary>
public sealed class UiServer : IAsyncDisposable
{
    readonly Parts _parts;
    readonly LoopbackHost _host;

    UiServer(Parts parts, LoopbackHost host) => (_parts, _host) = (parts, host);

    /// <summary>Where it answers, such as <c>http://127.0.0.1:5600/</c>.</summary>
    public Uri Address => _host.Address;

    /// <summary>The address that lets a browser in, once: each time it is read it is another one.</summary>
    public Uri TokenUrl => new(Address, $"/?token={_parts.Keys.NewToken()}");

    /// <summary>Starts it.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<UiServer> StartAsync(UiOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var parts = new Parts(options);
        try
        {
            var gate = new RequestGate(parts.Keys);
            var host = await LoopbackHost.StartAsync(options.Port, gate, parts.Routes(), new PageFiles(), cancellationToken);
            parts.Sessions.Start();
            parts.Jobs.Start();
            // DuckDB and the connections are loaded while the browser opens.
            parts.Warm();
            return new UiServer(parts, host);
        }
        catch
        {
            await parts.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops it: what runs is cut off, and can be gone on with where the ledger has it.</summary>
    public ValueTask StopAsync() => DisposeAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _parts.CloseAsync();
        await _host.DisposeAsync();
        await _parts.DisposeAsync();
    }

    /// <summary>What the program is made of.</summary>
    sealed class Parts : IAsyncDisposable
    {
        readonly UiOptions _options;
        readonly EngineHolder _engines;
        readonly ResultStore _store;
        readonly EventLog _log = new();
        readonly RunDirector _director;
        readonly ResultShelf _shelf;
        readonly CatalogSession _catalog;
        readonly CatalogSession _reading;
        readonly UploadStore _uploads;
        readonly AttachedFiles _attached;
        readonly SourceShelf _sources;
        readonly QueryFiles _files;
        readonly RunHistory _history;
        readonly PlanShelf _plans;
        readonly ConnectionEditor _editor;
        readonly ConnectionTrials _trials;
        readonly CancellationTokenSource _closing = new();
        Task _warming = Task.CompletedTask;

        public Parts(UiOptions options)
        {
            _options = options;
            var attached = new AttachedConnections();
            _engines = new EngineHolder(options.Configuration, options.ConfigurationPath, attached);
            var uploads = options.StateFolder is { } files ? Path.Combine(files, "uploads") : null;
            _uploads = new UploadStore(uploads, options.Time);
            _attached = new AttachedFiles(attached, _uploads, uploads);
            _store = new ResultStore(
                options.StateFolder is { } state ? Path.Combine(state, "results") : null, options.Results, options.Time);
            _history = new RunHistory(
                options.StateFolder is { } kept ? new HistoryFile(kept, options.Time) : null, options.Time);
            _shelf = new ResultShelf(_store, _log.Program);
            _director = new RunDirector(_log, _shelf, options.Time, _history);
            _catalog = new CatalogSession(_engines);
            // A large file that is being looked at does not keep the tree waiting.
            _reading = new CatalogSession(_engines);
            _files = new QueryFiles(options.QueryFolder);
            _plans = new PlanShelf(options.StateFolder is { } place ? Path.Combine(place, "plans") : null, options.Time);
            _editor = new ConnectionEditor(options.Setup, _engines);
            _trials = new ConnectionTrials(_editor, _engines, options.Time);
            Sessions = new SessionPool(_engines, options.Time);
            _sources = Sources();
            var around = options.Jobs is { } make ? make(OpenForJob) : new JobSurroundings { Open = OpenForJob };
            Jobs = JobDoor.Open(
                JobFolder, options.StateFolder, around with { Mappings = Path.Combine(Folder, "loads") }, options.Time);
        }

        public AccessKeys Keys { get; } = new();

        public SessionPool Sessions { get; }

        public JobDoor Jobs { get; }

        string Beside => Path.GetDirectoryName(Path.GetFullPath(_options.QueryFolder))!;

        string JobFolder => _options.JobFolder ?? Path.Combine(Beside, "jobs");

        public IReadOnlyList<Route> Routes() =>
        [
            .. SessionRoutes.Of(Sessions), .. RunRoutes.Of(Sessions, _director), .. EventRoutes.Of(_log, _options.Time, _closing.Token),
            .. ResultRoutes.Of(_shelf, new ResultEdits(_store, _catalog), new TableScript(_shelf)),
            .. HistoryRoutes.Of(_history),
            .. ScriptRoutes.Of(Sessions),
            .. ConnectionRoutes.Of(_catalog, new TableSample(_shelf, _options.Time), _trials),
            .. ConnectionFormRoutes.Of(_editor, _trials), .. FileRoutes.Of(_files),
            .. SettingsRoutes.Of(
                _editor, new Places(_options.QueryFolder, _options.StateFolder, _options.Setup), hasKeep: !_options.IsDemo),
            .. GuideRoutes.Of(),
            .. UploadRoutes.Of(_uploads, _attached.Drop), .. LoadsOf(),
            .. LedgerRoutes.Of(_catalog), .. LedgerPageRoutes.Of(_catalog), .. JobRoutes.Of(Jobs, Beside, _options.Time),
            .. PlanRoutes.Of(Sessions, _director, _catalog, new PlanDesk(_plans, _options.PlanKey, _options.Time)),
            .. LedgerRejectRoutes.Of(_catalog), .. LedgerPeopleRoutes.Of(_catalog, new PersonLink(Facts)),
            .. AboutRoutes.Of(_engines, Facts),
        ];

        ProgramFacts Facts => new(
            _options.QueryFolder, _options.ConfigurationPath, _options.IsDemo, _options.Sandbox, _options.SandboxViewer);

        public void Warm() => _warming = Task.Run(_store.Open);

        SourceShelf Sources()
        {
            _uploads.DropOld();
            _attached.Load();
            return new SourceShelf(_reading, Sessions, _uploads, _attached, new LocalFile([Folder, _options.QueryFolder]), _shelf);
        }

        /// <summary>The folder of the configuration, or the one in which there would be one; a demonstration has its own.</summary>
        string Folder => Path.GetDirectoryName(
            Path.GetFullPath(_options.IsDemo ? _options.QueryFolder : _options.ConfigurationPath ?? _options.QueryFolder))!;

        IEnumerable<Route> LoadsOf()
        {
            var desk = new LoadDesk(_sources, _reading);
            return
            [
                .. LoadRoutes.Of(_sources, desk), .. MappingRoutes.Of(new KeptLoads(Path.Combine(Folder, "loads")), desk, _sources),
                .. CorrectionRoutes.Of(new CorrectionDesk(_sources, desk, _uploads, _reading, _plans), desk),
            ];
        }

        public async Task CloseAsync()
        {
            await _closing.CancelAsync();
            await Jobs.DisposeAsync();
            await _director.DisposeAsync();
        }

        JobSession OpenForJob()
        {
            var use = _engines.Take();
            var session = use.OpenSession(door: SessionDoor.Job);
            return new JobSession(session, use.Told.Engine, async () =>
            {
                await session.DisposeAsync();
                await use.DisposeAsync();
            });
        }

        public async ValueTask DisposeAsync()
        {
            await Jobs.DisposeAsync();
            await _warming.ContinueWith(_ => { }, TaskScheduler.Default);
            await Sessions.DisposeAsync();
            await _catalog.DisposeAsync();
            await _reading.DisposeAsync();
            await _engines.DisposeAsync();
            await _store.DisposeAsync();
            _uploads.Dispose();
            _plans.Dispose();
            _closing.Dispose();
        }
    }
}
