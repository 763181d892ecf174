using Koppel.Engine.Configuration;
using Koppel.Engine.Events;
using Koppel.Engine.Hosting;
using Koppel.Engine.Ledger;
using Koppel.Engine.Sql;
using Koppel.Engine.Statements;
using Koppel.Jobs.Files;
using Koppel.Jobs.History;
using Koppel.Sdk.Connections;

namespace Koppel.Jobs.Runs;

/// <summary>One run of a job, begun or gone on with, to its end. Whoever makes it has the right to run the job.</summary>
/// <param name="job">The job.</param>
/// <param name="entry">Its line in the history.</param>
/// <param name="store">The history.</param>
/// <param name="around">What the program does for it.</param>
/// <param name="time">The clock.</param>
internal sealed class JobRun(JobFile job, JobEntry entry, JobStore store, JobSurroundings around, TimeProvider time)
{
    readonly JobCount _count = new();
    readonly Lock _lock = new();
    long? _ledgerRun = entry.LedgerRun;
    ScriptRun? _run;
    bool _isStopping;

    /// <summary>The job.</summary>
    public JobFile Job => job;

    /// <summary>
    /// By what the ledger knows the run, also when the program ended before the history was told its number there.
    /// </summary>
    string Command => FormattableString.Invariant($"job {job.Name}, due {entry.Due.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}, line {entry.Id}");

    /// <summary>Ends it soon: the calls under way come to their end, and it is gone on with later.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _isStopping = true;
            _run?.Stop();
        }
    }

    /// <summary>Runs it, and gives what came of it. It stands in the history then.</summary>
    /// <param name="cancellationToken">Cuts it off.</param>
    public async Task<JobEntry> RunAsync(CancellationToken cancellationToken)
    {
        Exception? fault;
        try
        {
            fault = await ScriptAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (IsStopping(cancellationToken))
        {
            fault = null;
        }
        catch (Exception found) when (found is JobException or ConfigurationException or QueryException or ConnectorException
            or OperationCanceledException or IOException or UnauthorizedAccessException)
        {
            fault = found;
        }
        var isCut = fault is null && IsStopping(cancellationToken) && !_count.IsEnded;
        var ended = entry with
        {
            State = isCut ? JobState.Interrupted : fault is not null ? JobState.Failed
                : _count.HasRejects ? JobState.CompletedWithRejects : JobState.Completed,
            Ended = isCut ? null : time.GetUtcNow(), LedgerRun = _ledgerRun, Books = _count.Books, Rows = _count.Rows, Calls = _count.Calls,
            Fault = fault is null ? null : Sentence(fault),
        };
        store.Do(turn => turn.End(ended));
        return ended;
    }

    /// <summary>Ends it as failed by a fault of ours, with what it has done so far, unless it has ended.</summary>
    /// <param name="fault">The fault, as a sentence.</param>
    public void Fail(string fault) => store.Do(turn => turn.Find(entry.Id) is { State: JobState.Running } && turn.End(entry with
    {
        State = JobState.Failed, Ended = time.GetUtcNow(), LedgerRun = _ledgerRun, Books = _count.Books, Rows = _count.Rows,
        Calls = _count.Calls, Fault = fault,
    }));

    bool IsStopping(CancellationToken cancellationToken)
    {
        lock (_lock) return _isStopping || cancellationToken.IsCancellationRequested;
    }

    async Task<Exception?> ScriptAsync(CancellationToken cancellationToken)
    {
        await using var session = around.Open();
        var ledger = session.Session.Engine.Ledger;
        var known = entry.Attempts > 1 ? Known(ledger) : null;
        if (known is { Status: Status.Completed or Status.CompletedWithRejects }) return Ended(ledger!, known);
        // Also of a run that is gone on with: what is left of its script may read the file of its mapping.
        var written = await JobScript.OfAsync(job, around, session, cancellationToken);
        var script = known?.Start.Script ?? written;
        var preamble = JobPreamble.Of(job, script, session);
        if (preamble.Length > 0)
        {
            await foreach (var said in session.Session.ExecuteAsync(preamble, cancellationToken: cancellationToken))
                if (said is FailedResult { Fault: var wrong }) return wrong;
        }
        var options = new ExecuteOptions
        {
            Variables = job.Variables, File = JobScript.FileOf(job), Command = Command, Confirmations = Confirmations.Accept,
            Exports = around.Exports,
        };
        await using var run = known is null ? session.Session.Run(script, options, cancellationToken)
            : session.Session.Resume(known.Number, options, cancellationToken);
        lock (_lock)
        {
            _run = run;
            if (_isStopping) run.Stop();
        }
        try
        {
            return await ReadAsync(run, ledger, cancellationToken);
        }
        finally
        {
            lock (_lock) _run = null;
        }
    }

    async Task<Exception?> ReadAsync(ScriptRun run, ILedger? ledger, CancellationToken cancellationToken)
    {
        Exception? fault = null;
        await foreach (var told in run.EventsAsync(CancellationToken.None))
        {
            switch (told)
            {
                case RunBegan began:
                    _ledgerRun = began.Run;
                    store.Do(turn => turn.SetLedgerRun(entry.Id, began.Run));
                    break;
                case RowsResult rows:
                    fault ??= await RowsAsync(rows, cancellationToken);
                    rows.Release();
                    break;
                case StatementResult result:
                    fault ??= _count.Add(result);
                    result.Release();
                    break;
            }
            if (fault is not null && told is not FailedResult) run.Stop();
        }
        if (fault is OperationCanceledException && IsStopping(cancellationToken)) fault = null;
        else _count.IsEnded = fault is null && !(IsStopping(cancellationToken) && _count.IsStopped);
        if (ledger is not null && _ledgerRun is { } number) _count.Take(ledger.Statements(number));
        return fault;
    }

    async Task<Exception?> RowsAsync(RowsResult rows, CancellationToken cancellationToken)
    {
        try
        {
            if (rows.Export is not null) _count.Rows += await around.Export!(rows, cancellationToken);
            else await foreach (var _ in rows.Rows.WithCancellation(cancellationToken)) _count.Rows++;
            _count.Add(rows);
            return null;
        }
        catch (Exception found) when (found is JobException or QueryException or ConnectorException or IOException
            or UnauthorizedAccessException)
        {
            return found;
        }
    }

    /// <summary>The run as the ledger has it, when one was begun; a script without loads has none.</summary>
    RunRecord? Known(ILedger? ledger)
    {
        var known = _ledgerRun is { } number ? ledger?.FindRun(number)
            : ledger?.Runs().FirstOrDefault(r => r.Start.Door == "job" && r.Start.Command == Command);
        if (known is not null && _ledgerRun is null) store.Do(turn => turn.SetLedgerRun(entry.Id, known.Number));
        _ledgerRun = known?.Number;
        return known;
    }

    /// <summary>The program ended when all was done, and before that was written down here.</summary>
    Exception? Ended(ILedger ledger, RunRecord known)
    {
        _count.Take(ledger.Statements(known.Number));
        _count.IsEnded = true;
        return null;
    }

    static string Sentence(Exception fault) => fault switch
    {
        QueryException { HasPosition: true } query => FormattableString.Invariant(
            $"line {query.Line}, column {query.Column}: {query.Message}"),
        OperationCanceledException and not LoadDeclinedException => "It was stopped.",
        _ => fault.Message,
    };
}
