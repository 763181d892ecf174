using Koppel.Engine.History;
using Koppel.Engine.Hosting;

namespace Koppel.Server.Sessions;

/// <summary>A session of an editor tab: its own tables and settings, one script at a time.</summary>
/// <param name="id">By which the page knows it.</param>
/// <param name="use">The engine that it was opened with.</param>
internal sealed class WorkSession(string id, EngineHolder.Use use) : IAsyncDisposable
{
    readonly Lazy<Session> _session = new(() => use.OpenSession());
    int _looks;
    int _running;

    /// <summary>By which the page knows it.</summary>
    public string Id => id;

    /// <summary>The engine's session, opened when it is first needed.</summary>
    public Session Session => _session.Value;

    /// <summary>The engine.</summary>
    public KoppelEngine Engine => use.Engine;

    /// <summary>The zone in which instants are shown.</summary>
    public string TimeZone => use.Told.Session.TimeZone;

    /// <summary>Tells scripts that may hold a secret.</summary>
    public SecretWords Secrets => SecretWords.Of(use.Told.Engine.Connectors, use.Told.Engine.Connections);

    /// <summary>Who runs its scripts.</summary>
    public string User => use.Told.Session.User ?? Environment.UserName;

    /// <summary>How often it was looked at since it was last used.</summary>
    public int Looks => Volatile.Read(ref _looks);

    /// <summary>Whether it runs a script.</summary>
    public bool IsRunning => Volatile.Read(ref _running) != 0;

    /// <summary>It is used.</summary>
    public void Touch() => Volatile.Write(ref _looks, 0);

    /// <summary>It is looked at.</summary>
    public void Look() => Interlocked.Increment(ref _looks);

    /// <summary>Takes it for a script; false while it runs another.</summary>
    public bool TryBegin() => Interlocked.CompareExchange(ref _running, 1, 0) == 0;

    /// <summary>The script has ended.</summary>
    public void End() => Volatile.Write(ref _running, 0);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_session.IsValueCreated) await _session.Value.DisposeAsync();
        await use.DisposeAsync();
    }
}
