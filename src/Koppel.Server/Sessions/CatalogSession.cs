using Koppel.Engine.Configuration;
using Koppel.Engine.Hosting;

namespace Koppel.Server.Sessions;

/// <summary>
/// A session for what is asked beside the tabs: tables, columns, the ledger. It is opened when it is first needed, and anew when the
/// configuration was changed. Safe to use from many threads.
/// </summary>
internal sealed class CatalogSession(EngineHolder engines) : IAsyncDisposable
{
    readonly Lock _lock = new();
    Opened? _current;

    /// <summary>Asks it something.</summary>
    public async Task<T> AskAsync<T>(Func<Session, Task<T>> ask)
    {
        var opened = Take();
        try
        {
            return await ask(opened.Session);
        }
        finally
        {
            await GiveBackAsync(opened);
        }
    }

    /// <summary>What connections there are, without asking one of them.</summary>
    public async Task<T> ConfigurationAsync<T>(Func<UiConfiguration, T> ask)
    {
        await using var use = engines.Take();
        return ask(use.Told);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Opened? last;
        lock (_lock) (last, _current) = (_current, null);
        if (last is { Asking: 0 }) await last.DisposeAsync();
    }

    Opened Take()
    {
        var use = engines.Take();
        Opened? old = null;
        Opened taken;
        lock (_lock)
        {
            if (_current is { } current && ReferenceEquals(current.Use.Told, use.Told)) _ = use.DisposeAsync().AsTask();
            else (old, _current) = (_current, new Opened(use));
            taken = _current;
            taken.Asking++;
            if (old is { Asking: > 0 }) old = null; // Whoever still asks it closes it.
        }
        if (old is not null) _ = old.DisposeAsync().AsTask();
        return taken;
    }

    async Task GiveBackAsync(Opened opened)
    {
        lock (_lock)
        {
            if (--opened.Asking > 0 || opened == _current) return;
        }
        await opened.DisposeAsync();
    }

    sealed class Opened(EngineHolder.Use use) : IAsyncDisposable
    {
        readonly Lazy<Session> _session = new(() => use.OpenSession(WhenBusy.Wait));

        public EngineHolder.Use Use => use;

        public Session Session => _session.Value;

        public int Asking { get; set; }

        public async ValueTask DisposeAsync()
        {
            if (_session.IsValueCreated) await _session.Value.DisposeAsync();
            await use.DisposeAsync();
        }
    }
}
