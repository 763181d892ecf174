using Koppel.Engine.Hosting;

namespace Koppel.Engine.Assist;

/// <summary>
/// Helps to write scripts for a session: what can stand at a place, what is wrong, what a name means. It runs nothing, makes no call to a
/// remote system unless it may, and does not wait for a script that runs in the session. Safe to use from many threads.
/// </summary>
/// <param name="session">The session. Dispose it when nobody asks any more.</param>
public sealed class ScriptAssistant(Session session)
{
    /// <summary>What can stand at a place of a script.</summary>
    /// <param name="script">The script, which may be unfinished.</param>
    /// <param name="offset">Where the cursor stands; it is taken into the script.</param>
    /// <param name="options">Variables, and whether calls may be made; null for the defaults.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<Completions> CompleteAsync(
        string script, int offset, AssistOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(script);
        options ??= new AssistOptions();
        var place = CursorPlace.Of(script, Math.Clamp(offset, 0, script.Length));
        return LookAsync(beside => new Completer(
            script, place, new Knowledge(beside, options.MayCall), beside, options).RunAsync(cancellationToken), cancellationToken);
    }

    /// <summary>What is wrong with a script, in its order; no statement of it is run.</summary>
    /// <param name="script">The script.</param>
    /// <param name="options">Variables, and whether calls may be made; null for the defaults.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<IReadOnlyList<Finding>> CheckAsync(
        string script, AssistOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(script);
        options ??= new AssistOptions();
        return LookAsync(
            beside => new ScriptCheck(script, new Knowledge(beside, options.MayCall), beside, options).RunAsync(cancellationToken),
            cancellationToken);
    }

    /// <summary>What is known of the name under a cursor; null when nothing is.</summary>
    /// <param name="script">The script.</param>
    /// <param name="offset">Where the cursor stands; it is taken into the script.</param>
    /// <param name="options">Whether calls may be made; null for the defaults.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<HoverText?> DescribeAsync(
        string script, int offset, AssistOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(script);
        options ??= new AssistOptions();
        return LookAsync(beside => new Describer(script, new Knowledge(beside, options.MayCall), beside)
            .RunAsync(Math.Clamp(offset, 0, script.Length), cancellationToken), cancellationToken);
    }

    async Task<T> LookAsync<T>(Func<Beside, Task<T>> look, CancellationToken cancellationToken)
    {
        var beside = session.Beside;
        await beside.Turn.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => look(beside), cancellationToken);
        }
        finally
        {
            beside.Turn.Release();
        }
    }
}
