using System.Collections.Concurrent;
using Koppel.Engine.Hosting;
using Koppel.Engine.Statements;
using Koppel.Server.Results;
using Koppel.Server.Sessions;
using Koppel.Server.Wire;

namespace Koppel.Server.Runs;

/// <summary>Runs scripts of the page, and takes answers to their questions. Safe to use from many threads.</summary>
/// <param name="log">Gets what they tell.</param>
/// <param name="shelf">Gets their rows.</param>
/// <param name="time">The clock.</param>
/// <param name="history">Gets what was run.</param>
internal sealed class RunDirector(EventLog log, ResultShelf shelf, TimeProvider time, RunHistory history) : IAsyncDisposable
{
    const int Kept = 500;

    readonly ConcurrentDictionary<string, LiveRun> _runs = new(StringComparer.Ordinal);
    long _last;

    /// <summary>The runs since the start of the program, the newest first.</summary>
    public IReadOnlyList<LiveRun> All => [.. _runs.Values.OrderByDescending(r => r.At).ThenByDescending(r => r.Id)];

    /// <summary>The run of that name.</summary>
    /// <exception cref="ApiFault">There is none.</exception>
    public LiveRun Get(string id) => _runs.TryGetValue(id, out var run) ? run
        : throw ApiFault.NotFound("no-run", "This program has not run that script. After a restart, look among the runs of the ledger.");

    /// <summary>Begins a script; in a dry run loads are planned and queries explained.</summary>
    /// <exception cref="ApiFault">The session runs another one.</exception>
    /// <param name="session">Whose.</param>
    /// <param name="script">The script.</param>
    /// <param name="from">The first character that is run.</param>
    /// <param name="to">The character behind the last.</param>
    /// <param name="options">What it is run with.</param>
    /// <param name="sequel">What is made of it at its end, or null; it is disposed in any case.</param>
    public LiveRun Start(
        WorkSession session, string script, int from, int to, ExecuteOptions options, IRunSequel? sequel = null)
    {
        var place = new ScriptPlace(script, from, to, options.DryRun);
        return Start(session, place, (s, stop) => s.Run(place.Run, options, stop), sequel);
    }

    /// <summary>Goes on with a run of the ledger.</summary>
    /// <exception cref="ApiFault">The session runs a script, or there is no such run.</exception>
    public LiveRun Resume(WorkSession session, long ledgerRun)
    {
        var record = session.Engine.Ledger?.FindRun(ledgerRun) ?? throw ApiFault.NotFound("no-run",
            FormattableString.Invariant($"The ledger has no run {ledgerRun}."));
        var place = new ScriptPlace(record.Start.Script, 0, record.Start.Script.Length);
        var options = new ExecuteOptions { PlanFirst = true, Confirmations = Confirmations.AskAll };
        return Start(session, place, (s, stop) => s.Resume(ledgerRun, options, stop));
    }

    /// <summary>Cuts off what runs.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var run in _runs.Values.Where(r => r.IsRunning)) await run.Cancel.CancelAsync();
        await Task.WhenAll(_runs.Values.Select(r => r.Ended));
    }

    LiveRun Start(
        WorkSession session, ScriptPlace place, Func<Session, CancellationToken, ScriptRun> begin, IRunSequel? sequel = null)
    {
        if (!session.TryBegin()) throw Busy();
        var run = new LiveRun
        {
            Id = FormattableString.Invariant($"{Interlocked.Increment(ref _last)}-{log.Program}"), Session = session, Script = place.Text,
            At = time.GetUtcNow(),
        };
        try
        {
            run.Run = begin(session.Session, run.Cancel.Token);
        }
        catch (SessionBusyException)
        {
            session.End();
            throw Busy();
        }
        catch
        {
            session.End();
            throw;
        }
        _runs[run.Id] = run;
        foreach (var old in All.Skip(Kept).Where(r => !r.IsRunning)) _runs.TryRemove(old.Id, out _);
        run.Ended = Task.Run(() => WatchAsync(run, place, sequel), CancellationToken.None);
        return run;
    }

    async Task WatchAsync(LiveRun run, ScriptPlace place, IRunSequel? sequel)
    {
        using var _ = sequel;
        var watch = new RunWatch(run, place, log, shelf, time);
        await watch.RunAsync();
        await run.Run!.DisposeAsync();
        if (sequel is not null) watch.Follow(sequel);
        run.Session.Touch();
        run.Session.End();
        watch.End(history);
    }

    static ApiFault Busy() =>
        new(409, "busy", "This tab runs a script. Wait for its end, stop it, or run this one in another tab.");
}
