using System.Diagnostics;
using System.Text.Json.Nodes;
using Koppel.Engine.Events;
using Koppel.Engine.KeptResults;
using Koppel.Engine.Ledger;
using Koppel.Engine.Sql;
using Koppel.Engine.Statements;
using Koppel.Sdk.Connections;
using Koppel.Server.Results;
using Koppel.Server.Wire;

namespace Koppel.Server.Runs;

/// <summary>Listens to a run until its end: tells the page, and keeps its rows before they are given free.</summary>
/// <param name="run">The run.</param>
/// <param name="place">Where what is run stands.</param>
/// <param name="log">Gets what is told.</param>
/// <param name="shelf">Gets the rows.</param>
/// <param name="time">The clock.</param>
internal sealed class RunWatch(LiveRun run, ScriptPlace place, EventLog log, ResultShelf shelf, TimeProvider time)
{
    static readonly TimeSpan Quarter = TimeSpan.FromMilliseconds(250);

    readonly long _started = time.GetTimestamp();
    long _began = time.GetTimestamp();
    string _state = "done";
    int _statement;

    /// <summary>Listens to the end.</summary>
    public async Task RunAsync()
    {
        Tell("begin", new JsonObject { ["script"] = run.Script, ["statements"] = place.Count });
        var keeping = Task.CompletedTask;
        try
        {
            await foreach (var told in run.Run!.EventsAsync(CancellationToken.None))
            {
                if (told is RowsResult rows) keeping = KeepAsync(rows);
                else Tell(told);
            }
            await keeping;
        }
        catch (OperationCanceledException)
        {
            await Quiet(keeping);
            if (_state == "done")
            {
                _state = run.Cancel.IsCancellationRequested ? "cut" : "stopped";
                Tell("stopped", new JsonObject { ["statement"] = _statement == 0 ? null : _statement, ["text"] = "It was stopped." });
            }
        }
        catch (Exception fault)
        {
            await Quiet(keeping);
            Fail(fault, _statement);
        }
    }

    /// <summary>Makes what is made of a script that came well to its end, and tells it.</summary>
    public void Follow(IRunSequel sequel)
    {
        if (_state != "done") return;
        try
        {
            Tell(sequel.Kind, sequel.Complete(run.Session));
        }
        catch (Exception fault)
        {
            Fail(fault, 0);
        }
    }

    /// <summary>Tells that nothing more comes: the session is free for another script.</summary>
    /// <param name="history">Gets what was run; that it cannot be written is told, and is no fault of the run.</param>
    public void End(RunHistory history)
    {
        run.Ask(null);
        run.State = _state;
        try
        {
            history.Add(run, run.Session.User);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ConnectorException)
        {
            Tell("message", new JsonObject { ["text"] = $"The history could not be written: {FaultOf.Text(fault)}" });
        }
        Tell("end", new JsonObject { ["state"] = _state, ["seconds"] = EventJson.Seconds(time.GetElapsedTime(_started)) });
    }

    void Tell(RunEvent told)
    {
        switch (told)
        {
            case StatementBegan began:
                Begin(began.Statement);
                break;
            case RunBegan began:
                run.LedgerRun = began.Run;
                Tell("numbered", new JsonObject { ["ledgerRun"] = began.Run });
                break;
            case StatementProgress progress:
                Tell("progress", EventJson.Of(progress));
                break;
            case WaitBegan wait:
                Tell("wait", EventJson.Of(wait));
                break;
            case LoadPlanned planned:
                Tell("planned", Planned(planned));
                break;
            case ConfirmationAsked asked:
                Ask("confirm", EventJson.Of(asked, run.Session.Engine));
                break;
            case ReadConfirmationAsked asked:
                Ask("confirmRead", EventJson.Of(asked));
                break;
            case LimitExceeded limit:
                Tell("limit", EventJson.Of(limit));
                break;
            case SendingBegan sending:
                run.Ask(null);
                Tell("sending", new JsonObject { ["statement"] = sending.Statement, ["target"] = sending.Target });
                break;
            case SendingEnded sent:
                Tell("sent", new JsonObject { ["statement"] = sent.Statement });
                break;
            case StatementResult result:
                Take(result);
                result.Release();
                break;
            default:
                break; // What was removed from the ledger by age is told on the command line only.
        }
    }

    void Begin(int number)
    {
        (_statement, _began) = (number, time.GetTimestamp());
        var statement = new JsonObject { ["statement"] = number };
        if (place.Statement(number) is var (text, from, to, kind))
            (statement["text"], statement["from"], statement["to"], statement["kind"]) = (text, from, to, kind);
        run.Begin((JsonObject)statement.DeepClone());
        Tell("statement", statement);
    }

    void Take(StatementResult result)
    {
        switch (result)
        {
            case PlanResult { Plan.Load: { } load } plan:
                var planned = Planned(new LoadPlanned(plan.Number, load.Target, load.Plan));
                planned["text"] = string.Join('\n', plan.Lines);
                Tell("planned", planned);
                break;
            case PlanResult plan:
                Tell("explained", PlanJson.Of(plan));
                break;
            case DoneResult done:
                run.Calls += done.Calls.Values.Sum();
                Tell("changed", new JsonObject
                {
                    ["statement"] = done.Number, ["count"] = done.Done.Rows, ["text"] = done.Message,
                    ["kind"] = done.Done.Kind.ToString().ToLowerInvariant(), ["subject"] = done.Done.Subject,
                    ["notes"] = NoteJson.Of(done.Notes), ["calls"] = EventJson.Calls(done.Calls),
                    ["callsTotal"] = done.Calls.Values.Sum(), ["seconds"] = Elapsed,
                });
                break;
            case LoadResult load:
                Report(load);
                break;
            case FailedResult { Fault: LoadDeclinedException declined } failed:
                _state = "stopped";
                Tell("stopped", new JsonObject { ["statement"] = failed.Number, ["text"] = declined.Message, ["code"] = "declined" });
                break;
            case FailedResult failed:
                Fail(failed.Fault, failed.Number);
                break;
            default:
                throw new UnreachableException($"No way to tell a {result.GetType().Name}.");
        }
    }

    void Report(LoadResult load)
    {
        run.Rows += load.Report.Outcome.Read;
        run.Calls += load.Report.Calls.Values.Sum();
        var report = EventJson.Of(load);
        run.Note(load.Number, "report", report.DeepClone());
        Tell("report", report);
        if (load.Report.Status == Status.Stopped)
        {
            _state = "stopped";
            Tell("stopped", new JsonObject { ["statement"] = load.Number, ["text"] = "The load was stopped. It can be gone on with." });
        }
        else if (load.Report.Status == Status.Failed)
        {
            Fail(load.Report.Outcome.Fault
                ?? QueryException.Of($"{load.Report.Target}: no row was accepted. The reasons stand in the report."), load.Number);
        }
    }

    async Task KeepAsync(RowsResult rows)
    {
        var origin = new ResultOrigin(run.Session.Id, place.Statement(rows.Number)?.Text ?? run.Script, time.GetUtcNow())
        {
            TimeZone = run.Session.TimeZone, LedgerRun = run.LedgerRun,
        };
        var kept = shelf.Store.Begin(rows, origin);
        var id = shelf.IdOf(kept);
        run.Note(rows.Number, "result", shelf.Of(kept));
        Tell("result", new JsonObject { ["statement"] = rows.Number, ["result"] = shelf.Of(kept) });
        var told = (Rows: 0L, At: 0L);
        try
        {
            await shelf.Store.FillAsync(kept, rows, () =>
            {
                if (told.At != 0 && time.GetElapsedTime(told.At) < Quarter) return;
                told = (kept.Rows, time.GetTimestamp());
                Tell("rows", Grown(kept, id));
            }, run.Cancel.Token);
            Summarize(rows, kept, id);
            rows.Release();
        }
        catch (Exception fault)
        {
            Tell("rows", Grown(kept, id));
            if (fault is not OperationCanceledException) Fail(fault, rows.Number);
            _ = run.Run!.DisposeAsync().AsTask(); // It waits for these rows to be read: so it ends, and with it what listens to it.
        }
    }

    void Summarize(RowsResult rows, KeptResult kept, string id)
    {
        var calls = rows.Calls();
        run.Rows += kept.Rows;
        run.Calls += calls.Values.Sum();
        Tell("rows", Grown(kept, id));
        var summary = new JsonObject
        {
            ["statement"] = rows.Number, ["result"] = id, ["rows"] = kept.Rows, ["seconds"] = Elapsed,
            ["calls"] = EventJson.Calls(calls), ["callsTotal"] = calls.Values.Sum(),
            ["callsSaved"] = rows.CallsSaved(), ["leftOut"] = rows.LeftOut, ["notes"] = NoteJson.Of(rows.Notes()),
        };
        run.Note(rows.Number, "summary", summary.DeepClone());
        run.Note(rows.Number, "result", shelf.Of(kept));
        Tell("summary", summary);
    }

    static JsonObject Grown(KeptResult kept, string id) => new()
    {
        ["result"] = id, ["rows"] = kept.Rows, ["isComplete"] = kept.IsComplete, ["fault"] = kept.Fault,
    };

    static JsonObject Planned(LoadPlanned planned) => new()
    {
        ["statement"] = planned.Statement,
        ["target"] = planned.Target,
        ["plan"] = PlanJson.Of(planned.Plan),
        ["text"] = string.Join('\n', new PlanResult(planned.Statement, new Explanation
        {
            Load = new ExplainedLoad(planned.Target, planned.Plan, 0, TimeSpan.Zero),
        }).Lines),
    };

    void Ask(string kind, JsonObject question)
    {
        var asked = (JsonObject)question.DeepClone();
        asked["kind"] = kind;
        run.Ask(asked);
        Tell(kind, question);
    }

    void Fail(Exception fault, int statement)
    {
        _state = "failed";
        var told = new JsonObject
        {
            ["statement"] = statement == 0 ? null : statement, ["text"] = FaultOf.Text(fault), ["code"] = FaultOf.Code(fault),
            ["retryable"] = fault is ConnectorException { IsTransient: true },
        };
        if (place.Of(fault) is var (line, column, from, to))
            (told["line"], told["column"], told["from"], told["to"]) = (line, column, from, to);
        run.Note(statement, "failed", told.DeepClone());
        Tell("failed", told);
    }

    double? Elapsed => EventJson.Seconds(time.GetElapsedTime(_began));

    void Tell(string kind, JsonObject data)
    {
        (data["run"], data["session"], data["at"]) = (run.Id, run.Session.Id, EventJson.Time(time.GetUtcNow()));
        log.Add(kind, data);
    }

    /// <summary>What follows a fault is not told a second time.</summary>
    static Task Quiet(Task task) => task.ContinueWith(
        _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
