using Koppel.Engine.Configuration;
using Koppel.Engine.Hosting;

namespace Koppel.Server.Sessions;

/// <summary>
/// The engine of the configuration as it is now. When its file or that of the secrets was changed, the next session gets an engine of what
/// is written then; what cannot be read is told, and the engine of before goes on. A fault may pass without a change of a file, such as
/// that of a locked key store: while there is one, they are read again now and then. An engine ends with its last session. Safe to use from
/// many threads.
/// </summary>
/// <param name="read">Reads the configuration.</param>
/// <param name="path">Its file, or null when there is none.</param>
/// <param name="secrets">The file of the secrets that it names, or null when there is none.</param>
/// <param name="attached">Connections beside those of the configuration, whichever it is.</param>
/// <param name="time">The clock.</param>
internal sealed class EngineHolder(
    Func<UiConfiguration> read, string? path, string? secrets, AttachedConnections attached, TimeProvider time) : IAsyncDisposable
{
    /// <summary>Reading may ask the system's key store, so that a fault is not looked into at each step of the page.</summary>
    static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    readonly Lock _lock = new();
    Shared? _current;
    ((DateTime, long)?, (DateTime, long)?) _stamp;
    long _readAt;
    string? _problem;

    /// <summary>What is wrong with the configuration now, as a sentence; null when nothing is.</summary>
    public string? Problem
    {
        get
        {
            lock (_lock)
            {
                Refresh();
                return _problem;
            }
        }
    }

    /// <summary>The engine with what sessions are opened with; dispose what is given.</summary>
    public Use Take()
    {
        lock (_lock)
        {
            Refresh();
            _current!.Uses++;
            return new Use(this, _current);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Shared? last;
        lock (_lock) (last, _current) = (_current, null);
        if (last is { Uses: 0 }) await last.Engine.DisposeAsync();
    }

    void Refresh()
    {
        var stamp = (StampOf(path), StampOf(secrets));
        var isChanged = _current is null || stamp != _stamp;
        if (!isChanged && (_problem is null || time.GetElapsedTime(_readAt) < Again)) return;
        (_stamp, _readAt) = (stamp, time.GetTimestamp());
        UiConfiguration told;
        try
        {
            told = read();
        }
        catch (ConfigurationException fault)
        {
            // A configuration that cannot be read at all is one without connections, unless there is one of before.
            _problem = fault.Message;
            if (_current is not null) return;
            told = new UiConfiguration(
                new EngineOptions { Connectors = [], BaseFolder = Path.GetDirectoryName(path) ?? "." }, new SessionOptions())
            {
                Problem = fault.Message,
            };
        }
        if (!isChanged && told.Problem == _problem) return;
        told = told with { Engine = told.Engine with { Attached = attached } };
        _problem = told.Problem;
        var old = _current;
        _current = new Shared(new KoppelEngine(told.Engine), told);
        if (old is { Uses: 0 }) _ = old.Engine.DisposeAsync().AsTask();
    }

    static (DateTime, long)? StampOf(string? path) => path is not null && new FileInfo(path) is { Exists: true } file
        ? (file.LastWriteTimeUtc, file.Length) : null;

    async ValueTask GiveBackAsync(Shared shared)
    {
        lock (_lock)
        {
            if (--shared.Uses > 0 || shared == _current) return;
        }
        await shared.Engine.DisposeAsync();
    }

    /// <summary>An engine and how many use it.</summary>
    internal sealed class Shared(KoppelEngine engine, UiConfiguration told)
    {
        public KoppelEngine Engine => engine;

        public UiConfiguration Told => told;

        public int Uses { get; set; }
    }

    /// <summary>An engine in use.</summary>
    internal sealed class Use(EngineHolder holder, Shared shared) : IAsyncDisposable
    {
        int _isOver;

        /// <summary>The engine.</summary>
        public KoppelEngine Engine => shared.Engine;

        /// <summary>What it was made with.</summary>
        public UiConfiguration Told => shared.Told;

        /// <summary>Opens a session.</summary>
        public Session OpenSession(WhenBusy whenBusy = WhenBusy.Refuse, SessionDoor door = SessionDoor.Ui) =>
            Engine.OpenSession(Told.Session with
            {
                User = Told.Session.User ?? Environment.UserName, Door = door, WhenBusy = whenBusy,
            });

        /// <inheritdoc/>
        public ValueTask DisposeAsync() =>
            Interlocked.Exchange(ref _isOver, 1) == 0 ? holder.GiveBackAsync(shared) : ValueTask.CompletedTask;
    }
}
