using Koppel.Cli.Faults;
using Koppel.Engine.Hosting;

namespace Koppel.Cli.Prompt.Running;

/// <summary>The session of a prompt: one for all that is typed, until another configuration is opened.</summary>
/// <param name="open">Opens one over a configuration, or over the one of the command line for null.</param>
sealed class PromptSession(Func<string?, Session> open) : IAsyncDisposable
{
    Session? _session;

    /// <summary>The session.</summary>
    public Session Current => _session ?? throw new InvalidOperationException("The session is not open yet.");

    /// <summary>Opens it. DuckDB, which takes longest, is loaded only when something is run.</summary>
    public void Open() => _session = open(null);

    /// <summary>Opens another configuration. When it has faults, the session stays.</summary>
    /// <exception cref="UsageException">There is no such file.</exception>
    public async Task OpenAsync(string file)
    {
        var (before, next) = (_session, open(file));
        _session = next;
        if (before is not null) await before.DisposeAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_session is not null) await _session.DisposeAsync();
    }
}
