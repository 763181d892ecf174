using System.Diagnostics;
using System.Globalization;
using Koppel.Cli.Faults;
using Koppel.Cli.Output;
using Koppel.Cli.Sinks;
using Koppel.Cli.Terminal;
using Koppel.Engine.Events;
using Koppel.Engine.Hosting;
using Koppel.Engine.Ledger;
using Koppel.Engine.Plans;
using Koppel.Engine.Sql;
using Koppel.Engine.Statements;
using Koppel.Output;
using Koppel.Sdk.Connections;

namespace Koppel.Cli.Scripts;

/// <summary>Runs a script's statements, writes their rows, reports their loads, and knows what the process ends with.</summary>
/// <param name="screen">Gets the talk.</param>
/// <param name="sink">Gets the rows.</param>
/// <param name="summary">Whether each load ends stderr with a line of JSON.</param>
/// <param name="variables">Values for <c>$name</c>.</param>
/// <param name="dryRun">Whether loads are only planned.</param>
/// <param name="yes">Whether large loads are confirmed already.</param>
sealed class ScriptRunner(
    Screen screen, IResultSink sink, bool summary = false, IReadOnlyDictionary<string, string>? variables = null, bool dryRun = false,
    bool yes = false)
{
    readonly ProgressLine? _progress = screen.ErrorIsTerminal ? new ProgressLine(screen) : null;
    readonly List<string> _summaries = [];
    readonly List<(int Number, string What)> _done = [];
    bool _rejects;
    bool _isBegun;
    int _last;
    long _started = Stopwatch.GetTimestamp();
    long? _run;

    /// <summary>What a session is asked to run a script with.</summary>
    public ExecuteOptions Options => new()
    {
        Variables = variables ?? new Dictionary<string, string>(),
        DryRun = dryRun,
        Changes = Changes,
        Plan = Plan,
        PlanFirst = screen.ErrorIsTerminal,
        Confirmations = Confirmation.Of(screen, yes),
        Exports = ExportFile.Fault,
    };

    /// <summary>Gets whether only what needs a person is said: faults, rejects and loads that did not come to their end.</summary>
    public bool Quiet { get; init; }

    /// <summary>Gets whether it is told how long a query took.</summary>
    public bool HasTimes { get; init; } = true;

    /// <summary>Gets what the loads of a dry run would change; null for nobody.</summary>
    public PlannedChanges? Changes { get; init; }

    /// <summary>Gets all that the loads of a dry run would do; null for nobody.</summary>
    public PlanWriter? Plan { get; init; }

    /// <summary>Brings a script to its end or its first fault, and gives the exit code so far.</summary>
    /// <param name="run">The script under way; it is disposed.</param>
    /// <param name="file">The file that it came from, or null.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public int Run(ScriptRun run, string? file = null, CancellationToken cancellationToken = default)
    {
        screen.Interruption.SetGentle(() =>
        {
            if (!run.Stop()) return false;
            _progress?.Hide();
            screen.Say("Stopping: the calls under way are finished. Press Ctrl-C again to stop at once.");
            return true;
        });
        try
        {
            // The command has nothing else to do, and each caller that waited would be compiled anew at each start.
            return RunAsync(run.EventsAsync(CancellationToken.None), file, run.Answer, cancellationToken).GetAwaiter().GetResult();
        }
        finally
        {
            screen.Interruption.SetGentle(null);
            run.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    /// <summary>Tells what a script tells to its end or its first fault, and gives the exit code so far.</summary>
    /// <param name="events">What it tells.</param>
    /// <param name="file">The file that it came from, or null.</param>
    /// <param name="answer">Takes answers to its questions: the question's hash, and yes or no; null when it asks none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<int> RunAsync(
        IAsyncEnumerable<RunEvent> events, string? file = null, Func<string, bool, bool>? answer = null,
        CancellationToken cancellationToken = default)
    {
        _done.Clear();
        (_run, _last, _isBegun) = (null, 0, true);
        // Also a script that is cut off is listened to until its end: it says what may have arrived.
        using var reading = new CancellationTokenSource();
        await using var reader = events.GetAsyncEnumerator(reading.Token);
        var next = reader.MoveNextAsync().AsTask();
        try
        {
            Task<Exception?>? writing = null;
            while (true)
            {
                // While rows are written, what else is told is told.
                if (writing is not null && (await Task.WhenAny(writing, next) == writing || next.IsFaulted || next.IsCanceled))
                {
                    if (await writing is { } failed) return Fail(failed, _last, file);
                    writing = null;
                }
                else if (!await next)
                {
                    break;
                }
                else
                {
                    if (reader.Current is RowsResult rows) writing = WriteAsync(rows, cancellationToken);
                    else if (await TellAsync(reader.Current, answer, cancellationToken) is { } fault)
                        return Fail(fault, _last, file, canGoOn: reader.Current is FailedResult { Fault: not QueryException });
                    next = reader.MoveNextAsync().AsTask();
                }
            }
        }
        catch (OperationCanceledException fault) when (cancellationToken.IsCancellationRequested || screen.Interruption.IsStopping)
        {
            return Fail(fault, _last + 1, file, canGoOn: true, isBetween: !_isBegun && screen.Interruption.IsStopping);
        }
        catch (Exception fault) when (!IsExpected(fault))
        {
            _progress?.Hide();
            var code = screen.Net.Tell(fault, _last + 1);
            TellWhatRan(_last + 1);
            TellHowToGoOn();
            return code;
        }
        finally
        {
            _progress?.Hide();
            await reading.CancelAsync();
            await next.ContinueWith(_ => { }, TaskScheduler.Default);
        }

        return _rejects ? ExitCode.Rejects : ExitCode.Done;
    }

    /// <summary>Ends the talk with the summaries of all loads.</summary>
    public void Summarize()
    {
        foreach (var line in _summaries) screen.Error.WriteLine(line);
        _summaries.Clear();
    }

    // Gives the fault, if a statement ended in one.
    async ValueTask<Exception?> TellAsync(RunEvent told, Func<string, bool, bool>? answer, CancellationToken cancellationToken)
    {
        if (told is StatementProgress progress)
        {
            _progress?.Report(progress);
            return null;
        }
        _progress?.Hide();
        switch (told)
        {
            case StatementBegan:
                (_isBegun, _started) = (true, Stopwatch.GetTimestamp());
                return null;
            case RunBegan began:
                _run = began.Run;
                return null;
            case RunsPurged purged when !Quiet:
                screen.Say($"{Quantity.Of(purged.Count, "run")} older than keep_days removed from the ledger.");
                return null;
            case ValuesExpired gone when !Quiet:
                screen.Say(ExpiredText.Of(gone, isDry: false));
                return null;
            case WaitBegan { Wait: var wait }: // Also where nobody watches: the log of a nightly load then says where its time went.
                screen.Say($"Waiting {Quantity.Whole(wait.Wait)} for {wait.Connection}: {wait.Why} ({wait.Route}).");
                return null;
            case LoadPlanned planned when screen.ErrorIsTerminal:
                foreach (var line in PlanText.Of(planned)) screen.Say(line);
                return null;
            case ConfirmationAsked asked:
                answer!(asked.Hash, await Confirmation.AskAsync(screen, asked.Load, cancellationToken));
                return null;
            case ReadConfirmationAsked asked:
                answer!(asked.Hash, await Confirmation.AskAsync(screen, asked, cancellationToken));
                return null;
            case StatementResult result:
                _last = result.Number;
                var fault = await TakeAsync(result, cancellationToken);
                Ended(result);
                return fault;
            default:
                return null;
        }
    }

    void Ended(StatementResult result)
    {
        _isBegun = false;
        result.Release();
    }

    // Gives the fault, if the statement has one.
    async ValueTask<Exception?> TakeAsync(StatementResult result, CancellationToken cancellationToken)
    {
        switch (result)
        {
            case PlanResult plan:
                if (sink.IsTerminal) _progress?.Hide(muted: true);
                await sink.WriteAsync(plan, cancellationToken);
                _progress?.Hide();
                _done.Add((plan.Number, "a plan was shown"));
                return null;
            case DoneResult done:
                _done.Add((done.Number, done.Message));
                if (!Quiet) foreach (var note in done.Notes) screen.Say($"note: {note}");
                _rejects |= done.LeftOut > 0;
                if (!Quiet && (screen.ErrorIsTerminal || done.HasWritten)) screen.Say(done.Message);
                return null;
            case LoadResult load:
                return Report(load);
            case FailedResult failed:
                return failed.Fault;
            default:
                throw new UnreachableException($"No way to show a {result.GetType().Name}.");
        }
    }

    async Task<Exception?> WriteAsync(RowsResult rows, CancellationToken cancellationToken)
    {
        _last = rows.Number;
        try
        {
            _progress?.Hide(muted: sink.IsTerminal);
            var count = rows.Export is { } export ? await ExportFile.WriteAsync(rows, export, screen, cancellationToken)
                : await sink.WriteAsync(rows, cancellationToken);
            _done.Add((rows.Number, Quantity.Of(count, "row")));
            _progress?.Hide();
            if (!Quiet) foreach (var note in rows.Notes()) screen.Say($"note: {note}");
            _rejects |= rows.LeftOut > 0;
            if (screen.ErrorIsTerminal)
                screen.Say(Quantity.Of(count, "row") + (HasTimes ? $", {Quantity.Of(Stopwatch.GetElapsedTime(_started))}" : ""));
            Ended(rows);
            return null;
        }
        catch (Exception fault) when (fault is QueryException or ConnectorException or UsageException)
        {
            return fault;
        }
    }

    Exception? Report(LoadResult load)
    {
        var outcome = load.Report.Outcome;
        if (!Quiet || load.Report.Status != Status.Completed)
            foreach (var line in LoadText.Report(load.Report)) screen.Say(line);
        if (screen.Interruption.IsStopping && outcome is { Fault: null, NotSent: 0 })
            screen.Say("There was nothing left to stop: all calls of this load had been made.");
        if (summary) _summaries.Add(SummaryLine.Of(load.Number, load.Report));
        // A statement that is wrong stays so; only where something of it was sent is there something to bring to its end.
        if ((outcome.Fault is not null && outcome is not { Fault: QueryException, Read: 0 }) || outcome.NotSent > 0) TellHowToGoOn();
        if (outcome.Fault is not null) return outcome.Fault;
        if (load.Report.Status == Status.Failed)
            return QueryException.Of($"{load.Report.Target}: no row was accepted. The reasons stand above.");
        _rejects |= outcome.Rejects.Count > 0;
        _done.Add((load.Number, $"{load.Report.Target}: {Quantity.Of(outcome.Read, "row")} read, {Quantity.Of(outcome.Changed)} changed"));
        return null;
    }

    int Fail(Exception fault, int number, string? file, bool canGoOn = false, bool isBetween = false)
    {
        _progress?.Hide();
        var isStopped = fault is OperationCanceledException and not LoadDeclinedException;
        var where = isBetween ? "Stopped before" : "Interrupted in";
        if (isStopped) screen.Say(string.Create(CultureInfo.InvariantCulture, $"{where} statement {number}."));
        else FaultText.Say(screen, fault, file);
        TellWhatRan(isStopped && isBetween ? number - 1 : number);
        if (canGoOn) TellHowToGoOn();
        return ExitCode.For(fault);
    }

    /// <summary>Whether the command line knows how to tell it.</summary>
    static bool IsExpected(Exception fault) =>
        fault is QueryException or ConnectorException or UsageException or OperationCanceledException || FaultNet.IsOfTheMachine(fault);

    void TellHowToGoOn()
    {
        _progress?.Hide();
        if (_run is { } run) screen.Say($"  {$"run {run}",-8}  go on with it: koppel resume {run}");
    }

    void TellWhatRan(int number)
    {
        foreach (var (done, what) in _done) screen.Say(string.Create(CultureInfo.InvariantCulture, $"Statement {done} had run: {what}."));
        if (_done.Count > 0) screen.Say(string.Create(CultureInfo.InvariantCulture, $"Nothing after statement {number} was run."));
    }
}
