using System.Globalization;
using System.Text.Json.Nodes;
using Koppel.Engine.Events;
using Koppel.Engine.Hosting;
using Koppel.Engine.Statements;
using Koppel.Sdk.Reading;
using Koppel.Server.Sessions;
using Koppel.Server.Wire;

namespace Koppel.Server.Runs;

/// <summary>What a run tells, as codes and figures for the page, which makes words of them in its own language.</summary>
internal static class EventJson
{
    /// <summary>How far a statement is.</summary>
    public static JsonObject Of(StatementProgress told) => new()
    {
        ["statement"] = told.Statement,
        ["phase"] = told.Phase.ToString().ToLowerInvariant(),
        ["table"] = told.Table,
        ["rows"] = told.Rows,
        ["total"] = told.Total,
        ["calls"] = told.Calls,
        ["left"] = Seconds(told.Left),
    };

    /// <summary>A wait.</summary>
    public static JsonObject Of(WaitBegan told) => new()
    {
        ["statement"] = told.Statement,
        ["connection"] = told.Wait.Connection,
        ["route"] = told.Wait.Route,
        ["seconds"] = Seconds(told.Wait.Wait),
        ["reason"] = told.Wait.Why.Contains("limit", StringComparison.OrdinalIgnoreCase) ? "limit" : "retry",
        ["text"] = told.Wait.Why,
    };

    /// <summary>A limit that a statement would exceed.</summary>
    public static JsonObject Of(LimitExceeded told) => new()
    {
        ["statement"] = told.Statement,
        ["connection"] = told.Connection,
        ["setting"] = told.Setting,
        ["figure"] = told.Figure,
        ["limit"] = told.Limit,
    };

    /// <summary>A question before a load.</summary>
    /// <param name="told">The question.</param>
    /// <param name="engine">The engine that runs the load.</param>
    public static JsonObject Of(ConfirmationAsked told, KoppelEngine engine) => new()
    {
        ["statement"] = told.Load.Statement,
        ["target"] = told.Load.Target,
        ["connection"] = told.Connection,
        ["environment"] = engine.Connections.Where(c => c.Name == told.Connection).Select(engine.EnvironmentOf).FirstOrDefault(),
        ["typed"] = Answer.Texts(ProductionNames.Among(engine, [told.Connection])),
        ["hash"] = told.Hash,
        ["plan"] = PlanJson.Of(told.Load.Plan),
        ["limit"] = told.Limit,
    };

    /// <summary>A question before a reading.</summary>
    public static JsonObject Of(ReadConfirmationAsked told) => new()
    {
        ["statement"] = told.Statement,
        ["connection"] = told.Connection,
        ["calls"] = told.Calls,
        ["minutes"] = Minutes(told.Duration),
        ["limit"] = told.Limit,
        ["hash"] = told.Hash,
    };

    /// <summary>What a load did.</summary>
    public static JsonObject Of(LoadResult told)
    {
        var (report, outcome) = (told.Report, told.Report.Outcome);
        return new JsonObject
        {
            ["statement"] = told.Number,
            ["ledgerRun"] = report.Run,
            ["target"] = report.Target,
            ["outcome"] = report.Status switch
            {
                Koppel.Engine.Ledger.Status.Failed => "failed", Koppel.Engine.Ledger.Status.Stopped => "stopped", _ => "done",
            },
            ["books"] = new JsonObject
            {
                ["read"] = outcome.Read, ["changed"] = outcome.Changed, ["unchanged"] = outcome.Unchanged,
                ["rejected"] = outcome.Rejects.Count, ["notSent"] = outcome.NotSent, ["created"] = NoteJson.OfCreations(outcome.Creates),
                ["mayBeCreated"] = NoteJson.OfCreations(outcome.MayCreate),
            },
            ["byColumn"] = Answer.List(outcome.Columns.Select(b => new JsonObject
            {
                ["column"] = b.Column, ["set"] = b.Set, ["changed"] = b.Changed, ["cleared"] = b.Cleared, ["same"] = b.Same,
                ["kept"] = b.Kept,
            })),
            ["rejects"] = PlanJson.ByReason(outcome.Rejects),
            ["notes"] = NoteJson.Of(
                outcome.Notes.Concat(UnmatchedText.Lines(outcome.Unmatched, report.Run).Select(l => new Note(l.Trim())))),
            ["seconds"] = Seconds(report.Elapsed),
            ["calls"] = Calls(report.Calls),
            ["callsTotal"] = report.Calls.Values.Sum(),
            ["text"] = outcome.Fault is { } fault ? FaultOf.Text(fault) : report.Target,
        };
    }

    /// <summary>Calls by route, the most frequent first.</summary>
    public static JsonArray Calls(IReadOnlyDictionary<string, long> calls) =>
        Answer.List(calls.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal)
            .Select(c => new JsonObject { ["route"] = c.Key, ["count"] = c.Value }));

    /// <summary>A time in seconds.</summary>
    public static double? Seconds(TimeSpan? time) => time is { } known ? Math.Round(known.TotalSeconds, 3) : null;

    /// <summary>A time in minutes.</summary>
    public static double? Minutes(TimeSpan? time) => time is { } known ? Math.Round(known.TotalMinutes, 2) : null;

    /// <summary>A moment.</summary>
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
