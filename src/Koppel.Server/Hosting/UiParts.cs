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

/// <summary>What the program is made of.</summary>
internal sealed class UiParts : IAsyncDisposable
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

    public UiParts(UiOptions options)
    {
        _options = options;
        var attached = new AttachedConnections();
        _engines = new EngineHolder(
            options.Configuration, options.ConfigurationPath, options.Setup?.Secrets?.Path, attached, options.Time);
        var uploads = Kept("uploads");
        _uploads = new UploadStore(uploads, options.Time);
        _attached = new AttachedFiles(attached, _uploads, uploads);
        _uploads.Dropped = _attached.Drop;
        _store = new ResultStore(Kept("results"), options.Results, options.Time);
        Ages = new AgeWatch(options.Time, _uploads, _store);
        _history = new RunHistory(options.StateFolder is { } kept ? new HistoryFile(kept, options.Time) : null, options.Time);
        _shelf = new ResultShelf(_store, _log.Program);
        _director = new RunDirector(_log, _shelf, options.Time, _history);
        _catalog = new CatalogSession(_engines);
        // A large file that is being looked at does not keep the tree waiting.
        _reading = new CatalogSession(_engines);
        _files = new QueryFiles(options.QueryFolder);
        _plans = new PlanShelf(Kept("plans"), options.Time);
        _editor = new ConnectionEditor(options.Setup, _engines);
        _trials = new ConnectionTrials(_editor, _engines, options.Time);
        Sessions = new SessionPool(_engines, options.Time);
        _sources = Sources();
        var around = options.Jobs is { } make ? make(OpenForJob) : new JobSurroundings { Open = OpenForJob };
        Jobs = JobDoor.Open(
            Path.Combine(Folder, "jobs"), options.StateFolder, around with { Mappings = Mappings }, options.Time);
    }

    public AccessKeys Keys { get; } = new();

    public SessionPool Sessions { get; }

    public AgeWatch Ages { get; }

    public JobDoor Jobs { get; }

    /// <summary>The folder of the configuration, or the one in which there would be one: the queries have theirs in it.</summary>
    string Folder => Path.GetDirectoryName(Path.GetFullPath(_options.QueryFolder))!;

    string Mappings => Path.Combine(Folder, "loads");

    ProgramFacts Facts => new(
        _options.QueryFolder, _options.ConfigurationPath, _options.IsDemo, _options.Sandbox, _options.SandboxViewer);

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
        .. UploadRoutes.Of(_uploads), .. LoadsOf(),
        .. LedgerRoutes.Of(_catalog), .. LedgerPageRoutes.Of(_catalog), .. JobRoutes.Of(Jobs, Folder, _options.Time),
        .. PlanRoutes.Of(Sessions, _director, _catalog, new PlanDesk(_plans, _options.PlanKey, _options.Time)),
        .. LedgerRejectRoutes.Of(_catalog), .. LedgerPeopleRoutes.Of(_catalog, new PersonLink(Facts)),
        .. AboutRoutes.Of(_engines, Facts),
    ];

    public void Warm() => _warming = Task.Run(_store.Open);

    SourceShelf Sources()
    {
        _uploads.DropOld();
        _attached.Load();
        return new SourceShelf(_reading, Sessions, _uploads, _attached, new LocalFile([Folder, _options.QueryFolder]), _shelf);
    }

    IEnumerable<Route> LoadsOf()
    {
        var desk = new LoadDesk(_sources, _reading);
        return
        [
            .. LoadRoutes.Of(_sources, desk), .. MappingRoutes.Of(new KeptLoads(Mappings), desk, _sources),
            .. CorrectionRoutes.Of(new CorrectionDesk(_sources, desk, _uploads, _reading, _plans), desk),
        ];
    }

    public async Task CloseAsync()
    {
        await _closing.CancelAsync();
        await Jobs.DisposeAsync();
        await _director.DisposeAsync();
    }

    /// <summary>A place of the state folder; null where nothing is kept.</summary>
    string? Kept(string name) => _options.StateFolder is { } folder ? Path.Combine(folder, name) : null;

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
        await Ages.DisposeAsync();
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
