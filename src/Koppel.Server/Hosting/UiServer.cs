using Koppel.Engine.Configuration;
using Koppel.Engine.History;
using Koppel.Engine.KeptResults;
using Koppel.Server.Access;
using Koppel.Server.Api;
using Koppel.Server.Files;
using Koppel.Server.Loads;
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
            Sessions = new SessionPool(_engines, options.Time);
            _sources = Sources();
        }

        public AccessKeys Keys { get; } = new();

        public SessionPool Sessions { get; }

        public IReadOnlyList<Route> Routes() =>
        [
            .. SessionRoutes.Of(Sessions), .. RunRoutes.Of(Sessions, _director), .. EventRoutes.Of(_log, _options.Time, _closing.Token),
            .. ResultRoutes.Of(_shelf, new ResultEdits(_store, _catalog), new TableScript(_shelf)),
            .. HistoryRoutes.Of(_history),
            .. ScriptRoutes.Of(Sessions),
            .. ConnectionRoutes.Of(_catalog, new TableSample(_shelf, _options.Time)), .. FileRoutes.Of(_files),
            .. LedgerRoutes.Of(_catalog),
            .. UploadRoutes.Of(_uploads, _attached.Drop), .. LoadsOf(),
            .. AboutRoutes.Of(_engines, new ProgramFacts(
                _options.QueryFolder, _options.ConfigurationPath, _options.IsDemo, _options.Sandbox, _options.SandboxViewer)),
        ];

        public void Warm() => _warming = Task.Run(_store.Open);

        SourceShelf Sources()
        {
            _uploads.DropOld();
            _attached.Load();
            return new SourceShelf(_reading, Sessions, _uploads, _attached, new LocalFile([Folder, _options.QueryFolder]), _shelf);
        }

        /// <summary>The folder of the configuration, or the one in which there would be one.</summary>
        string Folder => Path.GetDirectoryName(Path.GetFullPath(_options.ConfigurationPath ?? _options.QueryFolder))!;

        IEnumerable<Route> LoadsOf()
        {
            var desk = new LoadDesk(_sources, _reading);
            return
            [
                .. LoadRoutes.Of(_sources, desk), .. MappingRoutes.Of(new KeptLoads(Path.Combine(Folder, "loads")), desk, _sources),
                .. CorrectionRoutes.Of(new CorrectionDesk(_sources, desk, _uploads, _reading), desk),
            ];
        }

        public async Task CloseAsync()
        {
            await _closing.CancelAsync();
            await _director.DisposeAsync();
        }

        public async ValueTask DisposeAsync()
        {
            await _warming.ContinueWith(_ => { }, TaskScheduler.Default);
            await Sessions.DisposeAsync();
            await _catalog.DisposeAsync();
            await _reading.DisposeAsync();
            await _engines.DisposeAsync();
            await _store.DisposeAsync();
            _uploads.Dispose();
            _closing.Dispose();
        }
    }
}
