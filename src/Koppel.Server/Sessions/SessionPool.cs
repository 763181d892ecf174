using System.Collections.Concurrent;
using System.Security.Cryptography;
using Koppel.Server.Wire;

namespace Koppel.Server.Sessions;

/// <summary>The sessions of the editor's tabs. One that nobody touches and that runs nothing is closed. For many threads.</summary>
/// <param name="engines">What they are opened with.</param>
/// <param name="time">The clock.</param>
internal sealed class SessionPool(EngineHolder engines, TimeProvider time) : IAsyncDisposable
{
    /// <summary>So many there are at most.</summary>
    public const int Most = 40;

    /// <summary>
    /// One that nobody touched for so many looks, of which there is one a minute, is closed. They are counted, and not the time on a clock:
    /// while a machine sleeps neither the page can touch it nor is it looked at, and a clock may be put forward.
    /// </summary>
    const int Idle = 15;

    static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    readonly ConcurrentDictionary<string, WorkSession> _sessions = new(StringComparer.Ordinal);
    ITimer? _timer;

    /// <summary>Begins to close what is idle.</summary>
    public void Start() => _timer = time.CreateTimer(_ => _ = LookAsync(), null, Look, Look);

    /// <summary>Opens one.</summary>
    /// <exception cref="ApiFault">There are too many.</exception>
    public async Task<WorkSession> OpenAsync()
    {
        if (_sessions.Count >= Most) await CloseIdleAsync();
        if (_sessions.Count >= Most)
            throw new ApiFault(429, "too-many-sessions",
                $"{Most} tabs are open, and each has a session of its own. Close tabs that you do not need any more.");
        var session = new WorkSession(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6)), engines.Take());
        _sessions[session.Id] = session;
        return session;
    }

    /// <summary>The one of that name; it counts as used.</summary>
    /// <exception cref="ApiFault">It was closed, or is of a program before this one.</exception>
    public WorkSession Get(string id)
    {
        if (!_sessions.TryGetValue(id, out var session))
            throw ApiFault.NotFound("session-closed",
                "The session of this tab was closed, or the program was started again: its tables in memory are gone. Run again what made "
                + "them.");
        session.Touch();
        return session;
    }

    /// <summary>Closes one; what it runs is cut off.</summary>
    public async Task CloseAsync(string id)
    {
        if (_sessions.TryRemove(id, out var session)) await session.DisposeAsync();
    }

    /// <summary>Closes those that nobody uses.</summary>
    public async Task CloseIdleAsync()
    {
        foreach (var session in _sessions.Values.Where(s => !s.IsRunning && s.Looks > Idle)) await CloseAsync(session.Id);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_timer is not null) await _timer.DisposeAsync();
        foreach (var id in _sessions.Keys) await CloseAsync(id);
    }

    Task LookAsync()
    {
        foreach (var session in _sessions.Values) session.Look();
        return CloseIdleAsync();
    }
}
